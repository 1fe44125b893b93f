import type { INodeParameters } from 'n8n-workflow';
import type { EngineRun } from '../harness';
import { martaStore, runNode } from '../harness';
import { newKey } from '../marta/logged-in';
import { MartaStandIn } from '../marta-stand-in';
import { attributesOfRow, exchangedStore, readAttributes, rows } from '../saison/bound-data';
import { SaisonStandIn } from '../saison-stand-in';
import { inVirtualTime } from '../virtual-time';
import { isolateNetwork, type Reply, type RecordedRequest } from '../stubbed-host';

isolateNetwork();

const refused: Reply = { unreachable: 'ECONNREFUSED' };

/** Runs items while the host cannot be reached for so many ms from the first request on. */
async function outage(
	outageMs: number,
	{
		parameters = attributesOfRow,
		count = 1,
		reply = refused,
	}: {
		parameters?: INodeParameters;
		count?: number;
		reply?: Reply;
	} = {},
): Promise<{
	result: EngineRun;
	calls: RecordedRequest[];
	answered: RecordedRequest[];
	elapsedMs: number;
}> {
	let endsAt: number | undefined;
	let isArmed = false;
	const answered: RecordedRequest[] = [];
	const service = new SaisonStandIn({
		codes: ['CODE'],
		data: (request) => {
			if (isArmed) endsAt ??= Date.now() + outageMs;
			if (endsAt !== undefined && Date.now() < endsAt) return reply;
			if (isArmed) answered.push(request);
			return { json: { row: request.form.get('info_key') ?? 'none' } };
		},
	});
	return await inVirtualTime(async () => {
		const store = await exchangedStore(service);
		isArmed = true;
		const startedAt = Date.now();
		const result = await readAttributes(store, {
			parameters,
			items: rows(count),
			onError: 'continueRegularOutput',
		});
		return { result, calls: service.dataCalls, answered, elapsedMs: Date.now() - startedAt };
	});
}

const failed = ({ items }: EngineRun): unknown[] => items.filter(({ json }) => 'error' in json);
const write: INodeParameters = { resource: 'apiRequest', operation: 'send', path: '/v1/change' };

test('200 reads lose no item while connections are refused for 1.2 s', async () => {
	const { result, answered } = await outage(1_200, { count: 200 });
	expect(failed(result)).toEqual([]);
	expect(result.items).toHaveLength(200);
	expect(answered).toHaveLength(200);
});

test.each(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'])(
	'a write that was not sent because of %s is sent again, and carried out once',
	async (code) => {
		const { result, calls, answered } = await outage(1, {
			parameters: write,
			reply: { unreachable: code },
		});
		expect(failed(result)).toEqual([]);
		expect(calls).toHaveLength(2);
		expect(answered).toHaveLength(1);
	},
);

test.each([
	['read', attributesOfRow],
	['write', write],
])('a %s is sent four times to a host that stays unreachable', async (_effect, parameters) => {
	const { result, calls } = await outage(3_600_000, { parameters });
	expect(calls).toHaveLength(4);
	expect(result.items[0].json).toMatchObject({
		error: expect.stringMatching(/^Saison Connect refused the connection\./),
		details: { reason: 'network' },
	});
	expect(JSON.stringify(result.items[0].json)).not.toContain('may have been processed');
});

test('an item that starts during an outage waits for the end of the pause', async () => {
	let isFirst = true;
	const service = new SaisonStandIn({
		codes: ['CODE'],
		data: (request) => {
			if (request.form.get('info_key') !== 'row0' || !isFirst) return { json: {}, delay: 20 };
			isFirst = false;
			return refused;
		},
	});
	const result = await inVirtualTime(async () => {
		const store = await exchangedStore(service);
		return await readAttributes(store, {
			parameters: { ...attributesOfRow, options: { maxConcurrentRequests: 2 } },
			items: rows(10),
		});
	});
	expect(result.items).toHaveLength(10);
	const [refusedAt] = service.dataCalls.map(({ at }) => at);
	const during = service.dataCalls.filter(({ at }) => at > refusedAt + 30 && at < refusedAt + 450);
	expect(during).toEqual([]);
});

test('an outage of more than a minute ends the run: what is left is not sent', async () => {
	const { result, calls, elapsedMs } = await outage(3_600_000, { count: 200 });
	expect(failed(result)).toHaveLength(200);
	expect(elapsedMs).toBeLessThan(80_000);
	expect(calls.length).toBeLessThan(500);
});

test('a login that cannot reach the host is repeated as well', async () => {
	let refusals = 2;
	const service = new MartaStandIn({ login: () => (refusals-- > 0 ? refused : undefined) });
	const result = await inVirtualTime(
		async () =>
			await runNode({
				node: 'marta',
				parameters: { resource: 'apiRequest', operation: 'send', path: '/customer/1' },
				items: [{}],
				store: martaStore({ apiKey: newKey() }),
			}),
	);
	expect(result.error?.message).toBeUndefined();
	expect(service.logins).toHaveLength(3);
});

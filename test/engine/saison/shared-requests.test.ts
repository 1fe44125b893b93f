/* eslint-disable @n8n/community-nodes/no-restricted-globals -- a test */
import { sleep, type IDataObject, type INodeParameters } from 'n8n-workflow';
import { runNode, saisonStore, type EngineOptions, type EngineRun } from '../harness';
import { isolateNetwork, type Reply, type StubbedHost } from '../stubbed-host';
import { inVirtualTime } from '../virtual-time';
import { newClient } from './bound-data';
import { endpoint, exchange, grantsOf, refresh } from './grants';

isolateNetwork();

/** Runs of one credential, with a service that returns tokens of the grant it got. */
function service(replyTo: (grant: string) => Reply = () => ({})) {
	const host = endpoint((grant) => ({ delay: 1_000, ...replyTo(grant) }));
	const clientId = newClient();
	const run = async (
		operation: INodeParameters,
		grants: string[],
		options: INodeParameters = {},
		more: Partial<EngineOptions> = {},
	): Promise<EngineRun> =>
		await runNode({
			node: 'saisonConnect',
			parameters: { ...operation, options },
			store: saisonStore({ clientId }),
			items: grants.map((grant) => ({ grant }) as IDataObject),
			onError: 'continueRegularOutput',
			...more,
		});
	const sent = () => grantsOf(host);
	return { host, refresh: run.bind(null, refresh), exchange: run.bind(null, exchange), sent };
}

const tokensOf = ({ items }: EngineRun): unknown[] => items.map(({ json }) => json.accessToken);

async function untilOneIsOpen(host: StubbedHost): Promise<void> {
	while (host.open === 0) await new Promise((resolve) => setImmediate(resolve));
}

describe('A refresh that two runs share', () => {
	test('goes on for the other when one is cancelled', async () => {
		const { host, refresh, sent } = service();
		const other = await inVirtualTime(async () => {
			let cancel = (): void => {};
			const cancelled = refresh(['X'], {}, { onCancelReady: (ready) => (cancel = ready) });
			await untilOneIsOpen(host);
			const running = refresh(['X']);
			cancel();
			await cancelled.catch(() => undefined);
			return await running;
		});
		expect(other.items[0].json).toMatchObject({ accessToken: 'A-X', refreshToken: 'R-X' });
		expect(sent()).toEqual(['X']);
	});

	test('is finished when its run is cancelled, and the next run gets the tokens', async () => {
		const { host, refresh, sent } = service();
		const next = await inVirtualTime(async () => {
			let cancel = (): void => {};
			const cancelled = refresh(['X'], {}, { onCancelReady: (ready) => (cancel = ready) });
			await untilOneIsOpen(host);
			cancel();
			await cancelled.catch(() => undefined);
			await sleep(5_000);
			return await refresh(['X']);
		});
		expect(tokensOf(next)).toEqual(['A-X']);
		expect(sent()).toEqual(['X']);
	});

	test('is sent by the other when one stops before it has sent it', async () => {
		const { refresh, sent } = service((grant) =>
			grant === 'BAD' ? { status: 400, json: { error: 'invalid_grant' } } : {},
		);
		const [stopped, other] = await inVirtualTime(async () => {
			const stopping = refresh(['BAD', 'X'], { maxRequestsPerSecond: 0.5 }, { onError: undefined });
			await sleep(100);
			const running = refresh(['X']);
			return [await stopping, await running];
		});
		expect(stopped.error?.message).toMatch(/was not accepted/);
		expect(tokensOf(other)).toEqual(['A-X']);
		expect(sent()).toEqual(['BAD', 'X']);
	});

	test('does not wait for the rate of the other run', async () => {
		const { refresh, sent } = service();
		const results = await inVirtualTime(async () => {
			const paced = refresh(['Y', 'Z', 'X'], { maxRequestsPerSecond: 0.1 });
			await sleep(100);
			const fast = await refresh(['X']);
			// Before the other's second turn.
			expect(sent()).toEqual(['Y', 'X']);
			return [await paced, fast];
		});
		expect(results.map(tokensOf)).toEqual([['A-Y', 'A-Z', 'A-X'], ['A-X']]);
		expect(sent()).toEqual(['Y', 'X', 'Z']);
	});

	test('is sent once more by one of them after the host could not be reached', async () => {
		let attempts = 0;
		const { refresh, sent } = service(() =>
			++attempts === 1 ? { unreachable: 'ECONNREFUSED' } : {},
		);
		const both = await inVirtualTime(
			async () => await Promise.all([refresh(['X']), refresh(['X'])]),
		);
		expect(both.map(tokensOf)).toEqual([['A-X'], ['A-X']]);
		expect(sent()).toEqual(['X', 'X']);
	});
});

describe.each(['refresh', 'exchange'] as const)(
	'With %s, items that bring the same grant',
	(name) => {
		test('send it once, although their turns are far apart', async () => {
			const { [name]: redeem, sent } = service();
			const result = await inVirtualTime(
				async () => await redeem(['X', 'Y', 'X'], { maxRequestsPerSecond: 0.02 }),
			);
			expect(tokensOf(result)).toEqual(['A-X', 'A-Y', 'A-X']);
			expect(sent()).toEqual(['X', 'Y']);
		});

		test('send it once more after the host could not be reached', async () => {
			let attempts = 0;
			const { [name]: redeem, sent } = service(() =>
				++attempts <= 2 ? { unreachable: 'ECONNREFUSED' } : {},
			);
			const result = await inVirtualTime(async () => await redeem(['X', 'X'], {}));
			expect(tokensOf(result)).toEqual(['A-X', 'A-X']);
			expect(sent()).toEqual(['X', 'X', 'X']);
		});

		test('do not send it again after a failure that may have used it up', async () => {
			const { [name]: redeem, sent } = service(() => ({ status: 500 }));
			const result = await inVirtualTime(
				async () => await redeem(['X', 'X'], { maxRequestsPerSecond: 0.02 }),
			);
			expect(result.items.map(({ json }) => json.details)).toEqual([
				expect.objectContaining({ httpStatus: 500 }),
				expect.objectContaining({ httpStatus: 500 }),
			]);
			expect(sent()).toEqual(['X']);
		});
	},
);

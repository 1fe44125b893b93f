import { inVirtualTime } from '../virtual-time';
import type { EngineRun } from '../harness';
import { SaisonStandIn } from '../saison-stand-in';
import { attributesOfRow, exchangedStore, readAttributes, rows } from '../saison/bound-data';
import { isolateNetwork, type Reply, type RecordedRequest } from '../stubbed-host';

isolateNetwork();

/** Runs items while the first responses to row 0 are these; times are virtual. */
async function runWithReplies(
	replies: Array<Reply | ((request: RecordedRequest) => Reply)>,
	count = 1,
	maxConcurrentRequests = 10,
): Promise<{ result: EngineRun; calls: RecordedRequest[]; service: SaisonStandIn }> {
	let armed = false;
	let used = 0;
	const service = new SaisonStandIn({
		codes: ['CODE'],
		data: (request) => {
			const isFirst = armed && request.form.get('info_key') === 'row0' && used < replies.length;
			if (!isFirst) return { json: { row: request.form.get('info_key') } };
			const reply = replies[used++];
			return typeof reply === 'function' ? reply(request) : reply;
		},
	});
	const result = await inVirtualTime(async () => {
		const store = await exchangedStore(service);
		armed = true;
		return await readAttributes(store, {
			parameters: { ...attributesOfRow, options: { maxConcurrentRequests } },
			items: rows(count),
		});
	});
	return { result, calls: service.dataCalls, service };
}

const serverError = { status: 500, json: { error: 'server_error' } };
const overload = { status: 503, json: { error: 'temporarily_unavailable' } };
const gaps = (calls: RecordedRequest[]): number[] =>
	calls.slice(1).map(({ at }, n) => at - calls[n].at);

test.each<[string, Reply]>([
	['500 server_error', serverError],
	['503 temporarily_unavailable', overload],
	['a dropped connection', { drop: true }],
	['429', { status: 429, json: {} }],
])('a read is retried after %s, signed again each time', async (_what, reply) => {
	const { result, calls, service } = await runWithReplies([reply, reply, reply]);
	expect(result.error?.message).toBeUndefined();
	expect(result.items[0].json).toEqual({ row: 'row0' });
	expect(calls).toHaveLength(4);
	expect(service.signatureErrors).toEqual([]);
	expect(new Set(calls.map(({ headers }) => headers.authorization)).size).toBe(4);
});

test('the pauses are 1, 2 and 4 s on average', async () => {
	jest.spyOn(Math, 'random').mockReturnValue(0.5);
	const { calls } = await runWithReplies([overload, overload, overload]).finally(() =>
		jest.restoreAllMocks(),
	);
	// Timers are cut to whole ms, and each item waits for its turn.
	const seconds = gaps(calls).map((ms) => Math.floor(ms / 100) / 10);
	expect(seconds).toEqual([1, 2, 4]);
});

test('after three retries the item fails with the error', async () => {
	const { result, calls } = await runWithReplies([
		overload,
		overload,
		overload,
		overload,
		overload,
	]);
	expect(calls).toHaveLength(4);
	expect(result.error?.message).toMatch(/overloaded at the moment\. \[item 0\]/);
});

test.each([
	['maintenance', /under maintenance/],
	['maintenance_resource', /data server behind Saison Connect is under maintenance/],
])('%s is not retried', async (error, text) => {
	const { result, calls } = await runWithReplies([{ status: 503, json: { error } }]);
	expect(calls).toHaveLength(1);
	expect(result.error?.message).toMatch(text);
	expect(result.error?.context?.details).toMatchObject({ reason: 'maintenance', httpStatus: 503 });
});

test.each<[string, Reply]>([
	['a 400', { status: 400, json: { error: 'invalid_request' } }],
	['a 404', { status: 404, body: 'no' }],
	['a response that is a web page', { body: '<html>' }],
])('%s is not retried', async (_what, reply) => {
	const { calls } = await runWithReplies([reply]);
	expect(calls).toHaveLength(1);
});

test('a 429 pauses the whole run for as long as the service asks', async () => {
	const { result, calls } = await runWithReplies(
		[{ status: 429, json: {}, headers: { 'retry-after': '5' } }],
		30,
		2,
	);
	expect(result.error?.message).toBeUndefined();
	expect(result.items).toHaveLength(30);
	expect(calls).toHaveLength(31);
	const told = calls[0].at;
	// What was open beside the rejected call, and what started before its response was read.
	const meanwhile = calls.filter(({ at }) => at > told + 100 && at < told + 5_000);
	expect(meanwhile).toEqual([]);
	expect(calls.filter(({ at }) => at >= told + 5_000).length).toBeGreaterThan(20);
});

test('Retry-After as a date is understood', async () => {
	const { result, calls } = await runWithReplies([
		({ at }) => ({ ...overload, headers: { 'retry-after': new Date(at + 20_000).toUTCString() } }),
	]);
	expect(result.error?.message).toBeUndefined();
	// The date has whole seconds.
	expect(gaps(calls)[0]).toBeGreaterThan(19_000);
	expect(gaps(calls)[0]).toBeLessThan(21_050);
});

test('a Retry-After of more than a minute is reported, not waited for', async () => {
	const { result, calls } = await runWithReplies([
		{ status: 429, json: {}, headers: { 'retry-after': '3600' } },
	]);
	expect(calls).toHaveLength(1);
	expect(result.error?.description).toMatch(/asked to wait 3600 s/);
	expect(result.error?.context?.details).toMatchObject({ reason: 'rate_limited', httpStatus: 429 });
});

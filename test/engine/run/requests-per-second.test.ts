/* eslint-disable @n8n/community-nodes/no-restricted-globals -- a test */
import type { INodeParameters } from 'n8n-workflow';
import { cards, check, checkCard, loggedInStore } from '../marta/logged-in';
import { MartaStandIn, type MartaRules } from '../marta-stand-in';
import type { EngineOptions, EngineRun } from '../harness';
import { inVirtualTime } from '../virtual-time';
import { isolateNetwork } from '../stubbed-host';

isolateNetwork();

interface PacedRun {
	result: EngineRun;
	service: MartaStandIn;
	/** When each request was sent, logins included, in ms from the first. */
	at: number[];
}

/** Checks cards with options, in virtual time, against a service that follows these rules. */
async function runAtRate(
	options: INodeParameters,
	count: number,
	rules: MartaRules = {},
	more: Partial<EngineOptions> = {},
	prepare: (service: MartaStandIn) => unknown = () => {},
): Promise<PacedRun> {
	const service = new MartaStandIn(rules);
	return await inVirtualTime(async () => {
		const store = await loggedInStore(service);
		prepare(service);
		const parameters = { ...checkCard, options };
		const result = await check(store, { parameters, items: cards(count), ...more });
		const [first] = service.host.requests;
		return { result, service, at: service.host.requests.map(({ at }) => at - first?.at) };
	});
}

/** Apart from what is lost in the turns of the event loop. */
const inTenths = (times: number[]): number[] => times.map((ms) => Math.round(ms / 100) / 10);

/** The shortest time between two requests. Each may be sent a little late. */
function shortestGap(at: number[]): number {
	return Math.min(...at.slice(1).map((ms, n) => ms - at[n]));
}

test.each([
	[0.5, [0, 2, 4, 6, 8]],
	[2.5, [0, 0.4, 0.8, 1.2, 1.6]],
	['=10', [0, 0.1, 0.2, 0.3, 0.4]],
])('at %s requests per second they are sent at regular intervals', async (rate, times) => {
	const { result, at } = await runAtRate({ maxRequestsPerSecond: rate }, 5);
	expect(result.error?.message).toBeUndefined();
	expect(inTenths(at)).toEqual(times);
});

test.each([{}, { maxRequestsPerSecond: 0 }, { maxRequestsPerSecond: '' }])(
	'%j is no limit',
	async (options: INodeParameters) => {
		const { result, at } = await runAtRate(options, 30);
		expect(result.items).toHaveLength(30);
		expect(at.at(-1)).toBeLessThan(100);
	},
);

test('slow responses take nothing from the rate while requests may overlap', async () => {
	const { at, service } = await runAtRate({ maxRequestsPerSecond: 2 }, 6, { latency: 1_200 });
	expect(inTenths(at)).toEqual([0, 0.5, 1, 1.5, 2, 2.5]);
	expect(service.host.mostOpen).toBe(3);
});

test('repeats count, and nothing is sent during the pause the service asks for', async () => {
	jest.spyOn(Math, 'random').mockReturnValue(0);
	let isLimited = false;
	const { result, at } = await runAtRate(
		{ maxRequestsPerSecond: 2 },
		8,
		{
			latency: 10,
			data: () => {
				if (!isLimited) return undefined;
				isLimited = false;
				return { status: 429, json: {}, headers: { 'retry-after': '5' } };
			},
		},
		{},
		() => (isLimited = true),
	).finally(() => jest.restoreAllMocks());
	expect(result.error?.message).toBeUndefined();
	expect(at).toHaveLength(9);
	expect(inTenths(at.slice(0, 2))).toEqual([0, 5]);
	expect(shortestGap(at)).toBeGreaterThan(450);
});

test('a login goes out with the request after it and counts as one more', async () => {
	const { result, service, at } = await runAtRate(
		{ maxRequestsPerSecond: 2, maxConcurrentRequests: 3 },
		4,
		{},
		{},
		(standIn) => standIn.expire(),
	);
	expect(result.error?.message).toBeUndefined();
	expect(service.logins).toHaveLength(1);
	const logIn = service.host.requests.indexOf(service.logins[0]);
	const gaps = inTenths(at.slice(1).map((ms, n) => ms - at[n]));
	expect(gaps[logIn]).toBe(0);
	expect(gaps.filter((_, n) => n !== logIn).every((gap) => gap >= 0.5)).toBe(true);
});

test('a cancelled run sends nothing more', async () => {
	let cancel = (): void => {};
	const { service } = await runAtRate(
		{ maxRequestsPerSecond: 0.1 },
		5,
		{
			data: () => {
				setImmediate(cancel);
				return undefined;
			},
		},
		{ onCancelReady: (ready) => (cancel = ready) },
	);
	expect(service.dataCalls).toHaveLength(1);
});

test.each([-1, 'fast', '={{ -0.5 }}', '={{ $json.nothing }}', '={{ Infinity }}', true])(
	'%j is not a rate: nothing is sent',
	async (maxRequestsPerSecond) => {
		const { result, service } = await runAtRate({ maxRequestsPerSecond }, 2);
		expect(service.host.requests).toEqual([]);
		expect(result.error?.message).toBe(
			"'Max Requests per Second' must be a number above 0, or 0 for no limit. [item 0]",
		);
	},
);

test('an expression is evaluated for the first item only', async () => {
	const rate = '={{ $json.card === "C0" ? 10 : -1 }}';
	const { result, at } = await runAtRate({ maxRequestsPerSecond: rate }, 3);
	expect(result.error?.message).toBeUndefined();
	expect(inTenths(at)).toEqual([0, 0.1, 0.2]);
});

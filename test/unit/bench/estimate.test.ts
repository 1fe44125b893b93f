import { estimateMs } from '../../../bench/distance/estimate';

const plan = { items: 500, latencyMs: 20 };
const over50Ms = { title: '', roundTripMs: 50, trips: 3, names: [] };
const byName = { ...over50Ms, lookupMs: 30, lookupsAtOnce: 2 };

describe('The estimate of a run', () => {
	it('is the time of one request × items ÷ at once for a node without a login', () => {
		expect(estimateMs('floor50', over50Ms, plan)).toBe((170 * 500) / 50);
		expect(estimateMs('floor10', { ...over50Ms, trips: 4 }, plan)).toBe((220 * 500) / 10);
	});

	it('has the login and the first request before all others for our node', () => {
		expect(estimateMs('ours50', over50Ms, plan)).toBeCloseTo(150 + 170 + (170 * 499) / 50);
	});

	it('is that of the last lookup and its request where lookups wait for each other', () => {
		expect(estimateMs('floor50', byName, plan)).toBe(250 * 30 + 170);
		expect(estimateMs('floor50', { ...byName, lookupsAtOnce: 32 }, plan)).toBe((200 * 500) / 50);
	});

	it('has a new connection once for each of a client that keeps them', () => {
		expect(estimateMs('keepAlive50', over50Ms, plan)).toBe(100 + (70 * 500) / 50);
	});

	it('lets such a client begin as its lookups end, and end no sooner than with the last of them', () => {
		const meanLookupMs = (30 * (1 + 25)) / 2;
		expect(estimateMs('keepAlive50', byName, plan)).toBe(meanLookupMs + 100 + (70 * 500) / 50);
		expect(estimateMs('keepAlive50', byName, { ...plan, items: 100 })).toBe(25 * 30 + 100 + 70);
	});

	it('is not made for a node without a limit', () => {
		expect(estimateMs('httpRequest', over50Ms, plan)).toBeUndefined();
	});
});

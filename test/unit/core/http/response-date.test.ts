import { compareClocks, readDate, readRetryAfter } from '../../../../lib/core/http/response-date';
import { signingTime } from '../../../../lib/core/time/service-clock';
import { response } from '../../support/responses';

const DATE = 'Tue, 14 Nov 2023 22:13:20 GMT';
const NOW = 1_700_000_000_000;

describe('The date of a response', () => {
	it('is when the service wrote it', () => {
		expect(readDate(response(200, '', { date: DATE }))).toBe(NOW);
		expect(readDate(response(200, '', { date: ` ${DATE} `, age: '0' }))).toBe(NOW);
	});

	it.each<Record<string, string>>([
		{},
		{ date: '' },
		{ date: '5' },
		{ date: 'now' },
		{ date: '2023-11-14T22:13:20Z' },
		{ date: 'Tue, 14 Nov 2023 22:13:20 +0900' },
		{ date: 'Tue, 14 Foo 2023 22:13:20 GMT' },
		{ date: DATE, age: '300' },
	])('is unknown with %j', (headers) => {
		expect(readDate(response(200, '', headers))).toBeUndefined();
	});
});

describe('The clocks of host and service', () => {
	const HOUR = 3_600_000;
	beforeEach(() => jest.useFakeTimers({ now: NOW + HOUR }));
	afterEach(() => jest.useRealTimers());

	it.each([
		[200, false],
		[401, true],
		[500, false],
	])('are compared after HTTP %d, and corrected only if it rejects: %s', (status, corrects) => {
		const origin = `https://status-${status}.example.com`;
		const options = { url: `${origin}/x` };
		signingTime(options, origin);
		const seen = response(status, '', { date: DATE });
		compareClocks(seen, options, NOW + HOUR);
		expect(seen.clock).toEqual({ hostAheadMs: HOUR - 1_000, wasMisdated: true });
		expect(signingTime({}, origin)).toBe(NOW + (corrects ? 1_000 : HOUR));
	});

	it('call nothing misdated that was not signed, or signed with the right time', () => {
		const origin = 'https://signed.example.com';
		const url = `${origin}/x`;
		const unsigned = response(401, '', { date: DATE });
		compareClocks(unsigned, { url }, NOW + HOUR);
		expect(unsigned.clock?.wasMisdated).toBe(false);
		const options = { url };
		signingTime(options, origin);
		const signed = response(401, '', { date: DATE });
		compareClocks(signed, options, NOW + HOUR);
		expect(signed.clock?.wasMisdated).toBe(false);
	});

	it('are not compared without a date', () => {
		const seen = response(401);
		compareClocks(seen, { url: 'https://none.example.com/x' }, NOW);
		expect(seen.clock).toBeUndefined();
	});
});

describe('Retry-After', () => {
	const now = Date.UTC(2026, 0, 2, 3, 4, 5);
	const wait = (value?: string): number | undefined =>
		readRetryAfter(response(429, '', value === undefined ? {} : { 'retry-after': value }), now);

	it.each([
		['0', 0],
		['5', 5_000],
		[' 120 ', 120_000],
		['9'.repeat(400), 31_536_000_000],
		['Fri, 02 Jan 2026 03:04:15 GMT', 10_000],
		['Friday, 02-Jan-26 03:04:15 GMT', 10_000],
		['Fri Jan  2 03:04:15 2026', 10_000],
		['Fri, 02 Jan 2026 03:04:05 GMT', 0],
		['Fri, 02 Jan 2026 03:00:00 GMT', 0],
	])('%j is %i ms', (value, ms) => {
		expect(wait(value)).toBe(ms);
	});

	it.each([-3_600_000, 0, 3_600_000])(
		"is a time of the service's clock if it tells it, by which the host's is off by %d ms",
		(error) => {
			const headers = {
				date: new Date(now + error).toUTCString(),
				'retry-after': new Date(now + error + 10_000).toUTCString(),
			};
			expect(readRetryAfter(response(429, '', headers), now)).toBe(10_000);
		},
	);

	it.each([undefined, '', ' ', 'soon', '-5', '1.5', '5s', '1e3'])('%j is ignored', (value) => {
		expect(wait(value)).toBeUndefined();
	});
});

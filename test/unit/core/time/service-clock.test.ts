import {
	describeHostClock,
	measureHostAhead,
	rememberHostAhead,
	signingCorrection,
	signingTime,
} from '../../../../lib/core/time/service-clock';

const NOW = 1_700_000_000_000;
const HOUR = 3_600_000;
let origins = 0;
const newOrigin = (): string => `https://host-${++origins}.example.com`;

beforeEach(() => jest.useFakeTimers({ now: NOW }));
afterEach(() => jest.useRealTimers());

describe('How far the clock of the host is ahead', () => {
	it.each<[string, number, number, number, number]>([
		['nothing within the second of the date', NOW, NOW + 900, NOW + 950, 0],
		['nothing if the answer took long enough', NOW, NOW - 40_000, NOW + 20_000, 0],
		['the least it can be, if it is ahead', NOW, NOW + 500_000, NOW + 530_000, 499_000],
		['the least it can be, if it is behind', NOW, NOW - 530_000, NOW - 500_000, -500_000],
	])('is %s', (_what, date, sentAt, receivedAt, ahead) => {
		expect(measureHostAhead(date, sentAt, receivedAt)).toBe(ahead);
	});

	it.each<[number | undefined, string]>([
		[undefined, ''],
		[0, ''],
		[60_000, ''],
		[-60_000, ''],
		[60_001, "The clock of the n8n host is 61 s ahead of the service's clock: correct it."],
		[-600_000, "The clock of the n8n host is 600 s behind the service's clock: correct it."],
	])('is described: %s', (hostAheadMs, text) => {
		const clock = hostAheadMs === undefined ? undefined : { hostAheadMs, wasMisdated: true };
		expect(describeHostClock(clock)).toBe(text);
	});
});

describe('The time to sign with', () => {
	const timeAt = (origin: string): number => signingTime({}, origin);

	it("is the host's, corrected for the origin whose clock is known", () => {
		const [one, other] = [newOrigin(), newOrigin()];
		rememberHostAhead(one, HOUR);
		expect([timeAt(one), timeAt(other)]).toEqual([NOW - HOUR, NOW]);
		rememberHostAhead(one, -HOUR);
		expect(timeAt(one)).toBe(NOW + HOUR);
	});

	it('is not corrected for less than a minute, nor when the clock is right again', () => {
		const origin = newOrigin();
		rememberHostAhead(origin, HOUR);
		rememberHostAhead(origin, 60_000);
		expect(timeAt(origin)).toBe(NOW);
	});

	it('is corrected for an hour', () => {
		const origin = newOrigin();
		rememberHostAhead(origin, HOUR);
		jest.advanceTimersByTime(HOUR - 1);
		expect(timeAt(origin)).toBe(NOW - 1);
		jest.advanceTimersByTime(1);
		expect(timeAt(origin)).toBe(NOW + HOUR);
	});

	it('is remembered for 100 origins', () => {
		const first = newOrigin();
		rememberHostAhead(first, HOUR);
		for (let n = 0; n < 100; n++) rememberHostAhead(newOrigin(), HOUR);
		expect(timeAt(first)).toBe(NOW);
	});

	it('is known afterwards for each request that was signed', () => {
		const origin = newOrigin();
		const [options, unsigned] = [{}, {}];
		rememberHostAhead(origin, HOUR);
		signingTime(options, origin);
		rememberHostAhead(origin, 0);
		expect(signingCorrection(options)).toBe(HOUR);
		expect(signingCorrection(unsigned)).toBeUndefined();
	});
});

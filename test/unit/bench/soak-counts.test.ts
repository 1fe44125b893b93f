import { checkCounts, noCounts } from '../../../bench/soak/counts';

const plan = { calls: 1_000, rejectedOneIn: 5 };
const expected = { ...noCounts(), accepted: 1_600, rejected: 200 };

test('counts are as expected with two requests per call, and one for a rejected token', () => {
	expect(() => checkCounts({ ...expected, logins: 60, endedSessions: 40 }, plan)).not.toThrow();
});

test.each([
	[
		{ accepted: 1_600, rejected: 199 },
		'The service of the soak rejected 199 requests instead of 200.',
	],
	[
		{ accepted: 1_601, rejected: 200 },
		'The service of the soak accepted 1601 requests instead of 1600.',
	],
])('other counts end the soak: %j', (counts, message) => {
	expect(() => checkCounts({ ...expected, ...counts }, plan)).toThrow(message);
});

import { martaStore } from '../harness';
import { MartaStandIn } from '../marta-stand-in';
import { inVirtualTime } from '../virtual-time';
import { isolateNetwork } from '../stubbed-host';
import { cards, check, loggedInStore, newKey } from './logged-in';

isolateNetwork();

const HOUR = 3_600_000;
const s = (ms: number): number => Math.floor(ms / 1_000);
type Claims = (endMs: number, nowMs: number) => Record<string, unknown>;

const CLAIMS: Array<[string, Claims]> = [
	['seconds, with the time of issue', (end, now) => ({ exp: s(end), iat: s(now) })],
	['seconds alone', (end) => ({ exp: s(end) })],
	['milliseconds', (end, now) => ({ exp: end, iat: now })],
	['text', (end) => ({ exp: `${s(end)}` })],
	['milliseconds as text', (end) => ({ exp: `${end}` })],
];

describe.each([HOUR, -HOUR, 24 * HOUR, -24 * HOUR])(
	'A service whose clock is ahead by %d ms',
	(clockAhead) => {
		test.each(CLAIMS)('is logged in to once for three runs: exp in %s', async (_form, claims) => {
			const service = new MartaStandIn({ clockAhead, claims });
			const store = martaStore({ apiKey: newKey() });
			const before = await inVirtualTime(async () => {
				const startedAt = Date.now();
				for (let run = 0; run < 3; run++) {
					expect((await check(store, { items: cards(3) })).error?.message).toBeUndefined();
				}
				return startedAt;
			});
			expect(service.logins).toHaveLength(1);
			expect(new Set(service.tokensUsed).size).toBe(1);
			// Measured by the host's clock, and exact to the second of an HTTP date and of `exp`.
			const expiresIn = Date.parse(String(store.stored.sessionExpiresAt)) - before;
			expect(expiresIn).toBeGreaterThan(898_000);
			expect(expiresIn).toBeLessThan(901_000);
		});

		test('answers 403 to a living session: that is no reason to log in again', async () => {
			const service = new MartaStandIn({
				clockAhead,
				claims: (end) => ({ exp: s(end) }),
				data: ({ query }) => (query.get('card') === 'C0' ? undefined : { status: 403, json: {} }),
			});
			const store = await loggedInStore(service);
			const result = await check(store, { items: [{ card: 'C1' }] });
			expect(result.error?.message).toMatch(/scope does not allow/);
			expect(service.logins).toEqual([]);
		});

		test('is named in the text of a session that is rejected right after the login', async () => {
			const service = new MartaStandIn({ clockAhead, data: () => ({ status: 401, json: {} }) });
			const { error } = await check(martaStore({ apiKey: newKey() }));
			const direction = clockAhead > 0 ? 'behind' : 'ahead of';
			expect(`${error?.message} ${(error as { description?: string }).description}`).toMatch(
				new RegExp(`right after the login.*The clock of the n8n host is \\d+ s ${direction}`),
			);
			expect(service.logins).toHaveLength(2);
		});
	},
);

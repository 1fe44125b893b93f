import { createHash } from 'node:crypto';
import * as fc from '../../../property';
import { RawQuery } from '../../../../lib/saison/consent/raw-query';
import { WebhookRejection } from '../../../../lib/saison/consent/webhook-rejection';
import { checkTime, readTwoFactorResponse } from '../../../../lib/saison/consent/two-factor';
import { rejectionOf } from './rejection-of';
import { TWO_FACTOR_VECTORS } from './two-factor-vectors';

const SECRET = 'test-client-secret';
const MINUTE = 60_000;
const SENT = 1_336_363_200_000;

/** RFC 2104 from its definition, so that the code under test does not check itself. */
function hmac(secret: string, text: string): string {
	const sha256 = (...parts: Buffer[]): Buffer =>
		createHash('sha256').update(Buffer.concat(parts)).digest();
	const bytes = Buffer.from(secret, 'utf8');
	const key = Buffer.alloc(64);
	(bytes.length > 64 ? sha256(bytes) : bytes).copy(key);
	const pad = (value: number): Buffer => Buffer.from(key.map((byte) => byte ^ value));
	const inner = sha256(pad(0x36), Buffer.from(text, 'latin1'));
	return sha256(pad(0x5c), inner).toString('base64');
}

function read(query: string, secret = SECRET): ReturnType<typeof readTwoFactorResponse> {
	return readTwoFactorResponse(new RawQuery(`/webhook/x?${query}`), secret);
}

/** The query with the correct MAC at the end. */
function signed(query: string): string {
	return `${query}&mac=${encodeURIComponent(hmac(SECRET, query))}`;
}

const GOOD = 'level=2&ts=1336363200&state=ZZZZ';

describe('The two-factor response (TEA015)', () => {
	it.each(TWO_FACTOR_VECTORS)(
		'is read with $note',
		({ clientSecret, received, signed: text, mac }) => {
			expect(hmac(clientSecret, text)).toBe(mac);
			for (const written of [mac, encodeURIComponent(mac)]) {
				const query = received.replace('MAC', written);
				expect(read(query, clientSecret)).toMatchObject({
					stateText: 'ZZZZ',
					sentAt: SENT,
					fields: { timestamp: '2012-05-07T04:00:00.000Z', rawQuery: query },
				});
				expect(rejectionOf(() => read(query, `${clientSecret}x`)).message).toBe(
					"'mac' does not match",
				);
			}
		},
	);

	it('returns level or error, and tells success from failure', () => {
		expect(read(signed(GOOD))).toMatchObject({
			outcome: 'granted',
			succeeded: true,
			fields: { level: 2, error: null },
		});
		expect(read(signed('error=insufficient_scope&ts=1336363200&state=Z'))).toMatchObject({
			outcome: 'insufficient_scope',
			succeeded: false,
			fields: { level: null, error: 'insufficient_scope' },
		});
		expect(read(signed('error=already_granted&ts=1336363200&state=Z'))).toMatchObject({
			outcome: 'already_granted',
			succeeded: true,
			fields: { level: null, error: 'already_granted' },
		});
	});

	const MAC = hmac(SECRET, GOOD);

	it.each([
		['no MAC', GOOD],
		['an empty MAC', `${GOOD}&mac=`],
		['a short MAC', `${GOOD}&mac=${MAC.slice(0, 40)}`],
		['a MAC without padding', `${GOOD}&mac=${MAC.slice(0, -1)}`],
		['another spelling of the MAC', `${GOOD}&mac=${MAC.slice(0, -2)}F=`],
		['a longer MAC', `${GOOD}&mac=${MAC}AAAA`],
		['a MAC in hex', `${GOOD}&mac=${Buffer.from(MAC, 'base64').toString('hex')}`],
		['the correct MAC twice', `mac=${MAC}&${GOOD}&mac=${MAC}`],
		['a wrong MAC before the correct one', `mac=${'A'.repeat(43)}=&${signed(GOOD)}`],
		['another level', signed(GOOD).replace('level=2', 'level=3')],
		['another state', signed(GOOD).replace('ZZZZ', 'ZZZY')],
		['another time', signed(GOOD).replace('1336363200', '1336363201')],
		['parameters in another order', `ts=1336363200&level=2&state=ZZZZ&mac=${MAC}`],
		['an additional parameter', `${signed(GOOD)}&x=1`],
		['an empty parameter', `${GOOD}&&mac=${MAC}`],
		['the same value escaped', `level=%32&ts=1336363200&state=ZZZZ&mac=${MAC}`],
	])('is rejected with %s', (_name, query) => {
		expect(rejectionOf(() => read(query))).toMatchObject({ page: 'notValid' });
	});

	it('rejects a MAC in the URL-safe alphabet', () => {
		const state = Array.from({ length: 200 }, (_, index) => `Z${index}`).find((one) =>
			/[+/]/.test(hmac(SECRET, GOOD.replace('ZZZZ', one))),
		);
		const query = GOOD.replace('ZZZZ', String(state));
		const mac = hmac(SECRET, query);
		expect(read(`${query}&mac=${mac}`).stateText).toBe(state);
		const urlSafe = mac.replaceAll('+', '-').replaceAll('/', '_');
		expect(rejectionOf(() => read(`${query}&mac=${urlSafe}`)).message).toBe("'mac' does not match");
	});

	it.each([
		['two levels', 'level=2&level=3&ts=1336363200&state=Z', /'level' appears more than once/],
		['two times', 'level=2&ts=1336363200&ts=1336363201&state=Z', /'ts' appears more than once/],
		['two states', 'level=2&ts=1336363200&state=Z&state=Y', /'state' appears more than once/],
		['two errors', 'error=a&error=b&ts=1336363200&state=Z', /'error' appears more than once/],
		['level and error', 'level=2&error=a&ts=1336363200&state=Z', /exactly one/],
		['neither level nor error', 'ts=1336363200&state=Z', /exactly one/],
		['an empty level', 'level=&ts=1336363200&state=Z', /'level' is not a number/],
		['a level in words', 'level=two&ts=1336363200&state=Z', /'level' is not a number/],
		['an empty error', 'error=&ts=1336363200&state=Z', /'error' is not a valid error code/],
		['no time', 'level=2&state=Z', /'ts' is missing/],
		['a time with a fraction', 'level=2&ts=1336363200.5&state=Z', /whole seconds/],
		['a time in ms', 'level=2&ts=1336363200000&state=Z', /whole seconds/],
		['a negative time', 'level=2&ts=-5&state=Z', /whole seconds/],
		['no state', 'level=2&ts=1336363200', /'state' is missing/],
		['an empty state', 'level=2&ts=1336363200&state=', /'state' is missing/],
	])('is rejected with %s although the MAC is correct', (_name, query, why) => {
		expect(rejectionOf(() => read(signed(query))).message).toMatch(why);
	});

	it('is read with the MAC anywhere and with any other parameters, and rejected with one byte changed', () => {
		const letters = fc.string({ unit: fc.constantFrom(...'azAZ09-._~+%/:;=!é'), maxLength: 12 });
		const extra = fc.tuple(letters, letters).map(([name, value]) => `q${name}=${value}`);
		fc.assert(
			fc.property(
				fc.array(extra, { maxLength: 4 }),
				fc.string({ minLength: 1, maxLength: 100 }),
				fc.boolean(),
				fc.nat(),
				fc.nat(),
				(extras, secret, escaped, at, flip) => {
					const pieces = [...GOOD.split('&'), ...extras];
					const text = pieces.join('&');
					const mac = hmac(secret, text);
					const written = `mac=${escaped ? encodeURIComponent(mac) : mac}`;
					const place = at % (pieces.length + 1);
					const all = [...pieces.slice(0, place), written, ...pieces.slice(place)].join('&');
					expect(read(all, secret)).toMatchObject({ stateText: 'ZZZZ', fields: { level: 2 } });
					const index = flip % all.length;
					const other = all[index] === 'x' ? 'y' : 'x';
					const changed = all.slice(0, index) + other + all.slice(index + 1);
					expect(() => read(changed, secret)).toThrow(WebhookRejection);
				},
			),
		);
	});
});

describe('The time of a two-factor response', () => {
	const made = SENT;
	const check = (sentAt: number, now: number): void => checkTime(sentAt, made, now);

	it('may be five minutes ahead of our clock and five minutes before the state', () => {
		check(made + 5 * MINUTE, made);
		check(made - 5 * MINUTE, made + 50 * MINUTE);
		check(made + 50 * MINUTE, made + 50 * MINUTE);
	});

	it('is rejected if it is off by more', () => {
		expect(rejectionOf(() => check(made + 5 * MINUTE + 1000, made)).message).toMatch(/future/);
		expect(rejectionOf(() => check(made - 5 * MINUTE - 1000, made)).message).toMatch(
			/earlier than the state/,
		);
	});
});

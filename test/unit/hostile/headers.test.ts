import * as fc from '../../property';
import { readHeaders } from '../../../lib/core/http/headers';
import { serviceErrorOf } from '../support/errors';
import { anyText } from './texts';

const FORBIDDEN = ['Authorization', 'Host', 'Content-Length', 'X-API-VERSION'];
/** Names that n8n's HTTP client drops, repeats or misreads. */
const RESERVED =
	/^(connection|trailer|transfer-encoding|upgrade|common|delete|get|head|patch|post|put|query|clear|concat|constructor|has|normalize|prototype|set|tojson|tostring|valueof|hasownproperty|__proto__)$/i;

const recase = (text: string, mask: number): string =>
	[...text].map((char, at) => ((mask >> at) & 1 ? char.toUpperCase() : char)).join('');
const anyName = fc.oneof(
	anyText,
	fc.stringMatching(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,12}$/),
	fc
		.tuple(
			fc.constantFrom(...FORBIDDEN.map((name) => name.toLowerCase()), 'connection', 'get', 'set'),
			fc.nat(),
			fc.constantFrom('', ' ', '\t', '\n', ':', '\0'),
		)
		.map(([name, mask, end]) => recase(name, mask) + end),
);

/** A token of RFC 9110, section 5.6.2, checked character by character. */
function isToken(text: string): boolean {
	const chars = [...text];
	return (
		text !== '' && chars.every((char) => /[a-z0-9]/i.test(char) || "!#$%&'*+-.^_`|~".includes(char))
	);
}

function isSendable(text: string): boolean {
	return Array.from({ length: text.length }, (_, at) => text.charCodeAt(at)).every(
		(unit) => unit === 9 || (unit >= 0x20 && unit <= 0xff && unit !== 0x7f),
	);
}

it('Any name and value is rejected, or becomes one header with exactly that value', () => {
	let taken = 0;
	fc.assert(
		fc.property(anyName, anyText, (name, value) => {
			const trimmed = name.trim();
			const isForbidden = FORBIDDEN.some((entry) => entry.toLowerCase() === trimmed.toLowerCase());
			const isGood =
				isToken(trimmed) && isSendable(value) && !isForbidden && !RESERVED.test(trimmed);
			const read = (): unknown => readHeaders([{ name, value }], FORBIDDEN);
			if (!isGood) {
				const serviceError = serviceErrorOf(read);
				expect(serviceError.reason).toBe('invalid_input');
				expect(serviceError.message).toMatch(/^'Headers' /);
				return;
			}
			taken++;
			expect(Object.entries(read() as object)).toEqual([[trimmed, value]]);
		}),
		{ numRuns: 2_000 },
	);
	expect(taken).toBeGreaterThan(100);
});

it('Any rows become one header per name, whatever its case, with the last value', () => {
	const name = fc
		.tuple(fc.constantFrom('x-a', 'x-b', 'accept'), fc.nat())
		.map(([text, mask]) => recase(text, mask));
	fc.assert(
		fc.property(fc.array(fc.tuple(name, fc.stringMatching(/^[a-z]{0,3}$/))), (rows) => {
			const last = new Map(rows.map(([key, value]) => [key.toLowerCase(), value]));
			const headers = readHeaders(
				rows.map(([key, value]) => ({ name: key, value })),
				FORBIDDEN,
			);
			const lowered = Object.entries(headers).map(([key, value]) => [key.toLowerCase(), value]);
			expect(lowered).toHaveLength(last.size);
			expect(Object.fromEntries(lowered)).toEqual(Object.fromEntries(last));
		}),
		{ numRuns: 300 },
	);
});

it('No header changes the prototype of objects', () => {
	expect(serviceErrorOf(() => readHeaders([{ name: '__proto__', value: 'x' }], [])).reason).toBe(
		'invalid_input',
	);
	expect(({} as { x?: unknown }).x).toBeUndefined();
});

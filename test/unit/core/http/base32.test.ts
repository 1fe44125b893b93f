import * as fc from 'fast-check';
import { decodeBase32, encodeBase32 } from '../../../../lib/core/http/base32';

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';

/** RFC 4648 in another way than the code's: as one text of zeros and ones. */
function encodeIndependently(bytes: Uint8Array): string {
	const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('');
	const fives = bits.match(/.{1,5}/g) ?? [];
	return fives.map((five) => ALPHABET[parseInt(five.padEnd(5, '0'), 2)]).join('');
}

const anyBytes = fc.uint8Array({ maxLength: 300 });

describe('Base32', () => {
	it.each([
		['', ''],
		['f', 'my'],
		['fo', 'mzxq'],
		['foo', 'mzxw6'],
		['foob', 'mzxw6yq'],
		['fooba', 'mzxw6ytb'],
		['foobar', 'mzxw6ytboi'],
	])('of %j is the %j of RFC 4648, in lower case and without padding', (text, encoded) => {
		expect(encodeBase32(Buffer.from(text))).toBe(encoded);
		expect(decodeBase32(encoded)?.toString()).toBe(text);
	});

	it('agrees with an independent implementation', () => {
		fc.assert(
			fc.property(anyBytes, (bytes) => {
				expect(encodeBase32(bytes)).toBe(encodeIndependently(bytes));
			}),
		);
	});

	it('comes back as it was, in letters and digits only', () => {
		fc.assert(
			fc.property(anyBytes, (bytes) => {
				const text = encodeBase32(bytes);
				expect(text).toMatch(/^[a-z2-7]*$/);
				expect(decodeBase32(text)).toEqual(Buffer.from(bytes));
			}),
		);
	});

	it('takes no text but the one that is written for its bytes', () => {
		fc.assert(
			fc.property(fc.string({ unit: fc.constantFrom(...ALPHABET), maxLength: 40 }), (text) => {
				const bytes = decodeBase32(text);
				if (bytes !== undefined) expect(encodeIndependently(bytes)).toBe(text);
			}),
			{ numRuns: 1000 },
		);
	});

	it.each([
		['upper case', 'MY'],
		['padding', 'my======'],
		['a digit that is not in the alphabet', 'm1'],
		['a blank', 'm y'],
		['a line feed at the end', 'my\n'],
		['a letter outside ASCII', 'mｙ'],
		['a sign of two units', 'm😀'],
		['one letter', 'm'],
		['three letters', 'mzx'],
		['six letters', 'mzxw6y'],
		['bits left over in the last letter', 'mz'],
	])('is refused with %s', (_what, text) => {
		expect(decodeBase32(text)).toBeUndefined();
	});
});

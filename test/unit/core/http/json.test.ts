import * as fc from '../../../property';
import { isLosslessNumber, parse as parseLossless } from 'lossless-json';
import { MAX_DEPTH, parseJson, TooDeepError } from '../../../../lib/core/http/json';

/** What every number should become, by a parser that shares nothing with ours. */
function expected(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(expected);
	if (isLosslessNumber(value)) return hasSameValue(value.value) ? Number(value.value) : value.value;
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, expected(inner)]));
}

/** Compares the value as written and the value as JavaScript prints it, as fractions of integers. */
function hasSameValue(number: string): boolean {
	const parsed = Number(number);
	if (!Number.isFinite(parsed)) return false;
	if (/^-?\d+$/.test(number)) {
		return BigInt(number) === BigInt(parsed) && Math.abs(parsed) <= Number.MAX_SAFE_INTEGER;
	}
	const [a, b] = [asFraction(number), asFraction(String(parsed))];
	return a.numerator * b.denominator === b.numerator * a.denominator;
}

function asFraction(number: string): { numerator: bigint; denominator: bigint } {
	const [, sign, integer, fraction = '', exponent = '0'] =
		/^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(number) as RegExpExecArray;
	const power = Number(exponent) - fraction.length;
	const digits = BigInt(`${sign}${integer}${fraction}`);
	return power >= 0
		? { numerator: digits * 10n ** BigInt(power), denominator: 1n }
		: { numerator: digits, denominator: 10n ** BigInt(-power) };
}

const digit = fc.integer({ min: 0, max: 9 }).map(String);
const digits = (maxLength: number) =>
	fc.array(digit, { minLength: 1, maxLength }).map((all) => all.join(''));
const numberText = fc
	.record({
		sign: fc.constantFrom('', '-'),
		integer: digits(24).map((text) => text.replace(/^0+(?=\d)/, '')),
		fraction: fc.option(digits(24), { nil: undefined }),
		exponent: fc.option(fc.tuple(fc.constantFrom('e', 'E', 'e+', 'E-'), digits(3)), {
			nil: undefined,
		}),
	})
	.map(
		({ sign, integer, fraction, exponent }) =>
			`${sign}${integer}${fraction === undefined ? '' : `.${fraction}`}${exponent?.join('') ?? ''}`,
	);
const text = fc
	.oneof(fc.string({ unit: 'binary' }), numberText, fc.constant('"7615917337495251231\\'))
	.map((value) => JSON.stringify(value));
const space = fc.constantFrom('', ' ', '\n\t');
const { document } = fc.letrec<{ document: string }>((tie) => ({
	document: fc.oneof(
		{ maxDepth: 4 },
		numberText,
		text,
		fc.constantFrom('true', 'false', 'null'),
		fc.tuple(fc.array(tie('document'), { maxLength: 4 }), space).map(([all, gap]) => {
			return `[${gap}${all.join(`${gap},${gap}`)}${gap}]`;
		}),
		fc
			.tuple(
				fc.uniqueArray(text, { maxLength: 4 }),
				fc.array(tie('document'), { minLength: 4 }),
				space,
			)
			.map(([names, all, gap]) => {
				const pairs = names.map((name, index) => `${name}${gap}:${gap}${all[index]}`);
				return `{${gap}${pairs.join(',')}${gap}}`;
			}),
	),
}));

describe('Parsed JSON', () => {
	it('has the value that an independent lossless parser finds', () => {
		fc.assert(
			fc.property(document, (json) => {
				expect(parseJson(json)).toEqual(expected(parseLossless(json)));
			}),
			{ numRuns: 2_000 },
		);
	});

	it.each([
		['7615917337495251231', '7615917337495251231'],
		['-7615917337495251231', '-7615917337495251231'],
		['9007199254740991', 9007199254740991],
		['-9007199254740991', -9007199254740991],
		['9007199254740992', '9007199254740992'],
		['9007199254740993', '9007199254740993'],
		['0', 0],
		['1.10', 1.1],
		['-0.0', -0],
		['0.1', 0.1],
		['0.30000000000000004', 0.30000000000000004],
		['12345678901234567.89', '12345678901234567.89'],
		['1e21', 1e21],
		['1E400', '1E400'],
		['1e-400', '1e-400'],
	])('of %s is %j', (json, value) => {
		expect(parseJson(json)).toEqual(value);
		expect(parseJson(`{"a":[{"b":${json}}]}`)).toEqual({ a: [{ b: value }] });
	});

	it('leaves digits inside strings and names alone', () => {
		const json = '{"7615917337495251231":"1: 7615917337495251231, \\"7615917337495251231\\\\"}';
		expect(parseJson(json)).toEqual(JSON.parse(json));
	});

	it('is an error for text that is not JSON, with many digits too', () => {
		for (const json of ['', '{', '[7615917337495251231', '7615917337495251231x', '[01]']) {
			expect(() => parseJson(json)).toThrow(SyntaxError);
		}
	});

	it('may be nested, but not too deeply', () => {
		const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
		expect(() => parseJson(nested(MAX_DEPTH))).not.toThrow();
		expect(() => parseJson(nested(MAX_DEPTH + 1))).toThrow(TooDeepError);
		expect(() => parseJson(nested(1_000_000))).toThrow(TooDeepError);
		const objects = `${'{"a":'.repeat(1_000_000)}1${'}'.repeat(1_000_000)}`;
		expect(() => parseJson(objects)).toThrow(TooDeepError);
	});

	it('may have a single string as long as a response can be', () => {
		const long = '1'.repeat(16 * 1024 * 1024);
		expect(parseJson(`["${long}",7615917337495251231]`)).toEqual([long, '7615917337495251231']);
	});
});

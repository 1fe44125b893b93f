import * as fc from '../../../property';
import { redact, redactJson } from '../../../../lib/core/errors/redact';
import { ServiceError } from '../../../../lib/core/errors/service-error';
import { ECHOES } from '../../support/echoes';

const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const signs = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~ ';
const unit = fc.oneof(
	{ weight: 6, arbitrary: fc.constantFrom(...letters) },
	{ weight: 3, arbitrary: fc.constantFrom(...signs) },
	{ weight: 1, arbitrary: fc.constantFrom('é', 'ü', 'あ', '😀', 'Ж') },
);
const secretOf = (minLength: number, maxLength: number): fc.Arbitrary<string> =>
	fc
		.string({ unit, minLength, maxLength })
		.filter((text) => text.trim() === text && !text.endsWith('\\'));

const asciiSecret = fc.string({
	unit: fc.constantFrom(...letters, '+', '/', '-', '"'),
	minLength: 16,
	maxLength: 40,
});

const LONG = 'Zk7q-Wm2x/Pd9v+Lt4s';

/** Beside letters that no encoding is written with. */
const around = (text: string): string => `Σφάλμα: "${text}".`;

/** What becomes of the service's words. */
function wordsAfter(words: string, secrets: string[]): string {
	const error = new ServiceError({
		reason: 'service_error',
		message: 'M.',
		serviceMessage: words,
		resultCode: words,
	});
	const { description, resultCode } = redact(error, secrets);
	expect(description).toBe(resultCode === undefined ? '' : `The service says: "${resultCode}".`);
	return resultCode ?? '';
}

describe.each(Object.entries(ECHOES))('A secret %s', (_name, encode) => {
	it('is removed from the words of a service, and nothing else is', () => {
		fc.assert(
			fc.property(secretOf(4, 24), (secret) => {
				const after = wordsAfter(around(encode(secret)), [secret]);
				expect(after).toBe(after === '' ? '' : around('***'));
			}),
		);
	});

	it('is removed from every text of a body', () => {
		fc.assert(
			fc.property(secretOf(6, 24), (secret) => {
				const bodyWith = (echo: string): unknown => ({
					a: [around(echo), 1, null],
					[around(echo)]: { b: around(echo), c: true },
				});
				const after = redactJson(bodyWith(encode(secret)), [secret]);
				expect(after).toEqual(bodyWith('***'));
			}),
			{ numRuns: 20 },
		);
	});
});

describe('A secret that was cut', () => {
	it.each(Object.entries(ECHOES))('is removed as far as it is there: %s', (_name, encode) => {
		fc.assert(
			fc.property(asciiSecret, fc.nat(), (secret, where) => {
				const echo = encode(secret);
				// Enough for a piece of the secret in any encoding.
				const least = Math.ceil((echo.length * 12) / secret.length);
				const length = least + (where % (echo.length - least + 1));
				const left = wordsAfter(`Σφάλμα: ${echo.slice(0, length)}`, [secret]);
				expect(left).toMatch(/^Σφάλμα:.*\*\*\*/);
				expect(left.length).toBeLessThanOrEqual('Σφάλμα: ***'.length + 36);
			}),
			{ numRuns: 30 },
		);
	});

	it('is removed where the text ends or begins with four characters of it, or eight anywhere', () => {
		expect(wordsAfter('not known: Zk7q', [LONG])).toBe('not known: ***');
		expect(wordsAfter('not known: "Zk7q-W…"', [LONG])).toBe('not known: "***…"');
		expect(wordsAfter('not known: Zk7q-Wm2x%2', [LONG])).toBe('not known: ***%2');
		expect(wordsAfter('not known: Zk7q%2DW%', [LONG])).toBe('not known: ***%');
		expect(wordsAfter('…v+Lt4s is not known', [LONG])).toBe('…*** is not known');
		expect(wordsAfter('neither Zk7q-Wm2 nor d9v+Lt4s is', [LONG])).toBe('neither *** nor *** is');
		expect(wordsAfter('it has 7q-Wm2x/Pd9v+Lt in it', [LONG])).toBe('it has *** in it');
	});

	it('is removed where the text was too long to be read to its end', () => {
		for (let before = 2370; before < 2400; before++) {
			const words = `${'%61'.repeat(before / 3)}${LONG}`;
			const error = new ServiceError({ reason: 'network', message: '', serviceMessage: words });
			expect(redact(error, [LONG]).description).not.toMatch(/Zk7q|9v\+L/);
		}
	});
});

describe('A secret of one to three characters', () => {
	const error = new ServiceError({
		reason: 'service_error',
		message: 'The service reports "wrong abc", result code 9.',
		description: 'Look it up.',
		quote: '"wrong abc", result code 9',
		serviceMessage: 'abc is wrong',
		resultCode: '9',
	});

	it.each(['a', 'ab', 'abc', ' a ', '9', '%61'])(
		'leaves out the words of the service: %j',
		(secret) => {
			const { message, description, resultCode } = redact(error, [secret, 'long enough']);
			expect(message).toBe('The service reports ***.');
			expect(description).toBe('Look it up.');
			expect(resultCode).toBe(secret === '9' ? undefined : '9');
		},
	);

	it('leaves a result code that is a short number, unless the secret is in it', () => {
		expect(redact(error, ['abc']).resultCode).toBe('9');
		expect(redact(error.with({ resultCode: '1095' }), ['09']).resultCode).toBeUndefined();
		expect(redact(error.with({ resultCode: '10950' }), ['ab']).resultCode).toBeUndefined();
	});

	it('leaves out the texts of a body, and what is the secret itself', () => {
		const body = { code: 12, isKnown: false, text: 'x', abc: { empty: '', list: [null, 'yabcy'] } };
		expect(redactJson(body, ['abc', '12'])).toEqual({
			code: '***',
			isKnown: false,
			text: '***',
			'***': { empty: '', list: [null, '***'] },
		});
	});

	it('leaves everything if the secret is empty', () => {
		expect(redact(error, ['', '  ']).text).toBe(
			'The service reports "wrong abc", result code 9. The service says: "abc is wrong". Look it up.',
		);
	});
});

describe('A secret that is an ordinary word or number', () => {
	it('is removed from the words of the service, but not from ours, which would tell it', () => {
		const error = new ServiceError({
			reason: 'service_error',
			message: 'The session of the customer ended after 1500 ms: "customer 1500".',
			description: 'Log the customer in again.',
			quote: '"customer 1500"',
			serviceMessage: 'no session for customer',
		});
		expect(redact(error, ['customer', 'Session', '1500']).text).toBe(
			'The session of the customer ended after 1500 ms: "*** ***". ' +
				'The service says: "no *** for ***". Log the customer in again.',
		);
	});
});

describe('The work', () => {
	const secrets = [LONG, `eyJhbGciOiJIUzI1NiJ9.${'aB3'.repeat(600)}`];

	it('is bounded for a body of any length: what comes late is left out', () => {
		const body = { first: 'short', long: 'x%2525'.repeat(100_000), last: 'short' };
		expect(redactJson(body, secrets)).toEqual({ first: 'short', long: '***', '***': '***' });
	});

	it.each([
		['a secret that repeats itself', 'a'.repeat(249_000), 'a'.repeat(8)],
		['an encoded secret over and over', '68756e746572323a'.repeat(15_000), 'hunter2:'],
	])('ends for %s', (_, text, secret) => {
		expect(redactJson(text, [secret])).toBe('***');
	});

	it('removes nothing from a long text without a secret', () => {
		const text = 'Nothing to see here, \\"move\\" on &amp; on. '.repeat(1_000);
		expect(redactJson(text, secrets)).toBe(text);
	});
});

import { createHmac } from 'node:crypto';
import * as fc from 'fast-check';
import { decodeBase32, encodeBase32 } from '../../../../lib/core/http/base32';
import {
	readSaisonCredential,
	type SaisonCredential,
} from '../../../../lib/saison/auth/credential';
import {
	createState,
	DEFAULT_STATE_LIFETIME,
	readState,
	StateError,
	type NewState,
	type State,
} from '../../../../lib/saison/consent/state';
import { saisonData } from '../../support/credentials';
import { expectInvalid } from '../../support/errors';

const MINUTE = 60_000;
const LIFETIME = DEFAULT_STATE_LIFETIME * MINUTE;
const NOW = 1_700_000_000_000;

const credential = readSaisonCredential(saisonData());
const content: NewState = {
	purpose: 'authorization',
	memberReference: 'Member-42_a.b',
	memberService: '',
};

const create = (changes: Partial<NewState> = {}, nowMs = NOW, own = credential): string =>
	createState(own, { ...content, ...changes }, nowMs);

const read = (text: string, nowMs = NOW, own = credential): State | StateError =>
	readState(own, text, 'authorization', LIFETIME, nowMs);

function whyRefused(outcome: State | StateError): string {
	expect(outcome).toBeInstanceOf(StateError);
	return (outcome as StateError).reason;
}

/** The state with the bytes of its body changed, its MAC left as it is. */
function changed(text: string, change: (bytes: Buffer) => void): string {
	const bytes = decodeBase32(text)!;
	change(bytes);
	return encodeBase32(bytes);
}

const idText = (maxLength: number, signs: string): fc.Arbitrary<string> =>
	fc.string({ unit: fc.constantFrom(...signs), maxLength });
const LETTERS = 'abcXYZ0189';

describe('A state', () => {
	it.each(['authorization', 'twoFactor'] as const)(
		'for %s says what it was made for',
		(purpose) => {
			const text = create({ purpose, memberService: 'atu' }, NOW + 999);
			expect(readState(credential, text, purpose, LIFETIME, NOW)).toEqual({
				purpose,
				memberReference: 'Member-42_a.b',
				memberService: 'atu',
				createdAt: NOW,
				id: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
			});
		},
	);

	it('is letters and digits whatever it holds, and gives it back', () => {
		fc.assert(
			fc.property(
				idText(64, `${LETTERS}._-`),
				idText(64, `${LETTERS}_-`),
				fc.constantFrom('authorization' as const, 'twoFactor' as const),
				fc.integer({ min: 0, max: 2 ** 42 }),
				(memberReference, memberService, purpose, nowMs) => {
					const text = create({ memberReference, memberService, purpose }, nowMs);
					expect(text).toMatch(/^[a-z0-9]+$/);
					const state = readState(credential, text, purpose, LIFETIME, nowMs);
					expect(state).toMatchObject({ memberReference, memberService, purpose });
				},
			),
		);
	});

	it('has its MAC under a key that is not the client secret itself', () => {
		const bytes = decodeBase32(create())!;
		const body = bytes.subarray(0, -32);
		const key = createHmac('sha256', credential.clientSecret)
			.update('n8n-nodes-saison-marta state 1')
			.digest();
		const covered = `["https://apit.saisoncard.co.jp","ZT300"]\n`;
		const mac = createHmac('sha256', key).update(covered).update(body).digest();
		expect(bytes.subarray(-32).equals(mac)).toBe(true);
	});

	it('is short enough for an address at its longest', () => {
		const longest = { memberReference: 'r'.repeat(64), memberService: 's'.repeat(64) };
		expect(create(longest).length).toBeLessThan(300);
		expect(read(create(longest))).toMatchObject(longest);
	});

	it('is another each time', () => {
		const texts = Array.from({ length: 1000 }, () => create());
		expect(new Set(texts).size).toBe(1000);
		const ids = texts.map((text) => (read(text) as State).id);
		expect(new Set(ids).size).toBe(1000);
	});

	it('does not hold the client secret', () => {
		const bytes = decodeBase32(create())!;
		expect(bytes.includes(Buffer.from(credential.clientSecret))).toBe(false);
	});

	it.each([
		[0, true],
		[LIFETIME - 1, true],
		[LIFETIME, false],
		[LIFETIME + 1, false],
		[365 * 24 * 60 * MINUTE, false],
	])('%i ms later is good: %s', (age, isGood) => {
		const outcome = read(create(), NOW + age);
		if (isGood) expect(outcome).not.toBeInstanceOf(StateError);
		else expect(whyRefused(outcome)).toBe('the state is too old');
	});

	it('follows the lifetime of the reader, not of its maker', () => {
		const text = create();
		expect(readState(credential, text, 'authorization', MINUTE, NOW + MINUTE - 1)).toHaveProperty(
			'id',
		);
		whyRefused(readState(credential, text, 'authorization', MINUTE, NOW + MINUTE));
	});

	it.each([
		[MINUTE, true],
		[MINUTE + 1_000, false],
		[24 * 60 * MINUTE, false],
	])('made by a clock %i ms ahead is good: %s', (ahead, isGood) => {
		const outcome = read(create({}, NOW + ahead));
		if (isGood) expect(outcome).not.toBeInstanceOf(StateError);
		else expect(whyRefused(outcome)).toBe('the state is from the future');
	});
});

describe('A state is refused', () => {
	it.each<[string, Partial<SaisonCredential>]>([
		['client', { clientId: 'ZT301' }],
		['client, whose id differs in case', { clientId: 'zt300' }],
		['origin', { origin: 'https://api.saisoncard.co.jp' }],
		['port', { origin: 'https://apit.saisoncard.co.jp:8443' }],
		['secret', { clientSecret: 'another' }],
		['secret that begins alike', { clientSecret: `${credential.clientSecret} ` }],
	])('for another %s', (_what, changes) => {
		const other = { ...credential, ...changes };
		expect(whyRefused(read(create(), NOW, other))).toBe('the state is foreign');
		expect(whyRefused(read(create({}, NOW, other)))).toBe('the state is foreign');
		expect(read(create({}, NOW, other), NOW, other)).toHaveProperty('id');
	});

	it('where origin and client id run together the same way', () => {
		const one = { ...credential, origin: 'https://a.example', clientId: 'bc' };
		const two = { ...credential, origin: 'https://a.exampleb', clientId: 'c' };
		expect(whyRefused(read(create({}, NOW, one), NOW, two))).toBe('the state is foreign');
	});

	it.each([
		['authorization', 'twoFactor'],
		['twoFactor', 'authorization'],
	] as const)('for %s where %s is wanted', (purpose, wanted) => {
		const outcome = readState(credential, create({ purpose }), wanted, LIFETIME, NOW);
		expect(whyRefused(outcome)).toBe('the state is of another purpose');
	});

	it('after any single bit was flipped', () => {
		const text = create();
		const bits = decodeBase32(text)!.length * 8;
		for (let bit = 0; bit < bits; bit++) {
			const flipped = changed(text, (bytes) => {
				bytes[bit >> 3] ^= 1 << (bit & 7);
			});
			expect(whyRefused(read(flipped))).toBe('the state is foreign');
		}
	});

	it('after any letter was changed to any other', () => {
		const text = create();
		for (let index = 0; index < text.length; index++) {
			for (const letter of 'abcdefghijklmnopqrstuvwxyz0123456789') {
				if (letter === text[index]) continue;
				whyRefused(read(text.slice(0, index) + letter + text.slice(index + 1)));
			}
		}
	});

	it('with another reference, purpose or time under the old MAC', () => {
		const text = create();
		const changes: Array<(bytes: Buffer) => void> = [
			(bytes) => bytes.write('Member-43_a.b', bytes.indexOf('Member-42_a.b')),
			(bytes) => bytes.writeUInt8(1, 1),
			(bytes) => bytes.writeUIntBE(NOW / 1000 + 60, 2, 6),
			(bytes) => bytes.writeUInt8(3, 24),
		];
		for (const change of changes) {
			const forged = changed(text, change);
			expect(forged).not.toBe(text);
			expect(whyRefused(read(forged))).toBe('the state is foreign');
		}
	});

	it('with the body of one and the MAC of another', () => {
		const [one, two] = [create(), create({ memberReference: 'Member-43_a.b' })].map((text) =>
			decodeBase32(text)!,
		);
		const mixed = Buffer.concat([one.subarray(0, -32), two.subarray(-32)]);
		expect(whyRefused(read(encodeBase32(mixed)))).toBe('the state is foreign');
	});

	it('cut off anywhere', () => {
		const text = create();
		for (let length = 0; length < text.length; length++) whyRefused(read(text.slice(0, length)));
		for (let start = 1; start < text.length; start++) whyRefused(read(text.slice(start)));
	});

	it('with anything added', () => {
		const text = create();
		for (const more of ['a', 'aa', 'aaaaaaaa', '=', ' ', '\n', '%0A', '&x=y', '\0', text]) {
			whyRefused(read(text + more));
			whyRefused(read(more + text));
		}
	});

	it.each([
		['nothing', ''],
		['a blank', ' '],
		['upper case', create().toUpperCase()],
		['one letter in upper case', create().replace(/[a-z]/, (letter) => letter.toUpperCase())],
		['as many letters as a state without its MAC', encodeBase32(Buffer.alloc(56))],
		['zeros', encodeBase32(Buffer.alloc(89))],
		['text outside ASCII', 'ｓｔａｔｅ'],
		['undefined', 'undefined'],
	])('as %s', (_what, text) => {
		whyRefused(read(text));
	});

	it('as a very long text, in a moment', () => {
		const started = performance.now();
		expect(whyRefused(read('a'.repeat(1_000_000)))).toMatch(/^the state is (malformed|foreign)$/);
		expect(whyRefused(read(create() + 'b'.repeat(1_000_000)))).toMatch(/malformed|foreign/);
		expect(performance.now() - started).toBeLessThan(5_000);
	});

	it('where only bits beyond the last byte differ, which no writer sets', () => {
		const text = create({ memberReference: 'x' });
		const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';
		// 58 bytes: the last letter holds four bits and one that must be zero.
		expect(decodeBase32(text)).toHaveLength(58);
		const last = alphabet.indexOf(text.at(-1)!);
		const twin = text.slice(0, -1) + alphabet[last | 1];
		expect(twin).not.toBe(text);
		expect(whyRefused(read(twin))).toBe('the state is malformed');
	});

	it('in words that repeat nothing of it', () => {
		const text = create();
		for (const outcome of [
			read(text, NOW + LIFETIME),
			read(`${text}a`),
			read(text, NOW, { ...credential, clientSecret: 'x' }),
		]) {
			const why = whyRefused(outcome);
			expect(why).not.toContain('Member-42');
			expect(why).not.toContain(text.slice(0, 8));
		}
	});
});

describe('The content of a state', () => {
	it.each(['', 'a', '7', 'A.b-c_9', 'x'.repeat(64), '-', '...'])(
		'may be the reference %j',
		(reference) => {
			expect(read(create({ memberReference: reference }))).toMatchObject({
				memberReference: reference,
			});
		},
	);

	it.each([
		['65 letters', 'x'.repeat(65), 'longer than 64'],
		['a thousand letters', 'x'.repeat(1000), 'longer than 64'],
		['a blank', 'a b', 'not allowed'],
		['a blank at the end', 'a ', 'not allowed'],
		['a line feed at the end', 'a\n', 'not allowed'],
		['an at sign', 'a@example.com', 'not allowed'],
		['a letter outside ASCII', '会員', 'not allowed'],
		['an ampersand', 'a&b', 'not allowed'],
		['a slash', 'a/b', 'not allowed'],
		['a null', 'a\0', 'not allowed'],
	])('is no reference with %s', (_what, memberReference, says) => {
		const serviceError = expectInvalid(() => create({ memberReference }), 'Member Reference');
		expect(serviceError.message).toContain(says);
		expect(serviceError.text).not.toContain(memberReference);
	});

	it.each(['a b', '../x', 'a/b', 'a?b', 'na\n', 'セゾン', 'x'.repeat(65), 'a.b', '%2e'])(
		'is no member service as %j',
		(memberService) => {
			expectInvalid(() => create({ memberService }), 'Member Service');
		},
	);
});

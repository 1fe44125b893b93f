import { createHmac } from 'node:crypto';
import * as fc from 'fast-check';
import {
	readSaisonCredential,
	type SaisonCredential,
} from '../../../../lib/saison/auth/credential';
import {
	createState,
	DEFAULT_STATE_LIFETIME,
	readState,
	type NewState,
	type State,
} from '../../../../lib/saison/consent/state';
import { saisonData } from '../../support/credentials';
import { expectInvalid } from '../../support/errors';
import { rejectionOf } from './rejection-of';

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

const read = (text: string, nowMs = NOW, own = credential): State =>
	readState(own, text, 'authorization', LIFETIME, nowMs);

/** The reason of the rejection; its page tells nobody which check failed. */
function problemOf(text: string, nowMs = NOW, own = credential): string {
	const { message, page } = rejectionOf(() => read(text, nowMs, own));
	expect(page).toBe('notValid');
	return message;
}

const bytesOf = (text: string): Buffer => Buffer.from(text, 'hex');

/** The state with the bytes of its body changed, its MAC left as it is. */
function changed(text: string, change: (bytes: Buffer) => void): string {
	const bytes = bytesOf(text);
	change(bytes);
	return bytes.toString('hex');
}

const FOREIGN = 'the state was not created with this credential';

const idText = (maxLength: number, characters: string): fc.Arbitrary<string> =>
	fc.string({ unit: fc.constantFrom(...characters), maxLength });
const LETTERS = 'abcXYZ0189';

describe('A state', () => {
	it.each(['authorization', 'twoFactor'] as const)(
		'for %s contains what it was created with',
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

	it('is lower-case hex whatever it contains, and can be read again', () => {
		fc.assert(
			fc.property(
				idText(64, `${LETTERS}._-`),
				idText(64, `${LETTERS}_-`),
				fc.constantFrom('authorization' as const, 'twoFactor' as const),
				fc.integer({ min: 0, max: 2 ** 42 }),
				(memberReference, memberService, purpose, nowMs) => {
					const text = create({ memberReference, memberService, purpose }, nowMs);
					expect(text).toMatch(/^[0-9a-f]+$/);
					const state = readState(credential, text, purpose, LIFETIME, nowMs);
					expect(state).toMatchObject({ memberReference, memberService, purpose });
				},
			),
		);
	});

	it('has its MAC under a key that is not the client secret itself', () => {
		const bytes = bytesOf(create());
		const body = bytes.subarray(0, -32);
		const key = createHmac('sha256', credential.clientSecret)
			.update('n8n-nodes-saison-marta state 1')
			.digest();
		const covered = `["https://apit.saisoncard.co.jp","ZT300"]\n`;
		const mac = createHmac('sha256', key).update(covered).update(body).digest();
		expect(bytes.subarray(-32).equals(mac)).toBe(true);
	});

	it('fits into a URL at its longest', () => {
		const longest = { memberReference: 'r'.repeat(64), memberService: 's'.repeat(64) };
		expect(create(longest)).toHaveLength(368);
		expect(read(create(longest))).toMatchObject(longest);
	});

	it('is unique', () => {
		const texts = Array.from({ length: 1000 }, () => create());
		expect(new Set(texts).size).toBe(1000);
		const ids = texts.map((text) => (read(text) as State).id);
		expect(new Set(ids).size).toBe(1000);
	});

	it('does not contain the client secret', () => {
		const bytes = bytesOf(create());
		expect(bytes.includes(Buffer.from(credential.clientSecret))).toBe(false);
	});

	it.each([
		[0, true],
		[LIFETIME - 1, true],
		[LIFETIME, false],
		[LIFETIME + 1, false],
		[365 * 24 * 60 * MINUTE, false],
	])('%i ms later is accepted: %s', (age, isAccepted) => {
		const text = create();
		if (isAccepted) expect(read(text, NOW + age)).toHaveProperty('id');
		else expect(problemOf(text, NOW + age)).toBe('the state has expired');
	});

	it('has the lifetime that its reader sets', () => {
		const text = create();
		const readAfter = (ms: number): State =>
			readState(credential, text, 'authorization', MINUTE, NOW + ms);
		expect(readAfter(MINUTE - 1)).toHaveProperty('id');
		expect(rejectionOf(() => readAfter(MINUTE)).message).toBe('the state has expired');
	});

	it.each([
		[MINUTE, true],
		[MINUTE + 1_000, false],
		[24 * 60 * MINUTE, false],
	])('created by a clock %i ms ahead is accepted: %s', (ahead, isAccepted) => {
		const text = create({}, NOW + ahead);
		if (isAccepted) expect(read(text)).toHaveProperty('id');
		else expect(problemOf(text)).toBe('the state is from the future');
	});
});

describe('A state is rejected', () => {
	it.each<[string, Partial<SaisonCredential>]>([
		['client', { clientId: 'ZT301' }],
		['client, whose id differs in case', { clientId: 'zt300' }],
		['origin', { origin: 'https://api.saisoncard.co.jp' }],
		['port', { origin: 'https://apit.saisoncard.co.jp:8443' }],
		['secret', { clientSecret: 'another' }],
		['secret that begins alike', { clientSecret: `${credential.clientSecret} ` }],
	])('for another %s', (_what, changes) => {
		const other = { ...credential, ...changes };
		expect(problemOf(create(), NOW, other)).toBe(FOREIGN);
		expect(problemOf(create({}, NOW, other))).toBe(FOREIGN);
		expect(read(create({}, NOW, other), NOW, other)).toHaveProperty('id');
	});

	it('for another origin and client id that form the same text together', () => {
		const one = { ...credential, origin: 'https://a.example', clientId: 'bc' };
		const two = { ...credential, origin: 'https://a.exampleb', clientId: 'c' };
		expect(problemOf(create({}, NOW, one), NOW, two)).toBe(FOREIGN);
	});

	it.each([
		['authorization', 'twoFactor'],
		['twoFactor', 'authorization'],
	] as const)('for %s if %s is expected', (purpose, expected) => {
		const text = create({ purpose });
		const { message } = rejectionOf(() => readState(credential, text, expected, LIFETIME, NOW));
		expect(message).toBe('the state is for another event');
	});

	it('with any single bit flipped', () => {
		const text = create();
		const bits = bytesOf(text).length * 8;
		for (let bit = 0; bit < bits; bit++) {
			const flipped = changed(text, (bytes) => {
				bytes[bit >> 3] ^= 1 << (bit & 7);
			});
			expect(problemOf(flipped)).toBe(FOREIGN);
		}
	});

	it('with any character changed to any other', () => {
		const text = create();
		for (let index = 0; index < text.length; index++) {
			for (const letter of 'abcdefghijklmnopqrstuvwxyz0123456789') {
				if (letter === text[index]) continue;
				problemOf(text.slice(0, index) + letter + text.slice(index + 1));
			}
		}
	});

	it('with another reference, purpose or time under the old MAC', () => {
		const text = create();
		const changes: Array<(bytes: Buffer) => void> = [
			(bytes) => bytes.write('Member-43_a.b', bytes.indexOf('Member-42_a.b')),
			(bytes) => bytes.writeUInt8(1, 0),
			(bytes) => bytes.writeUIntBE(NOW / 1000 + 60, 1, 6),
			(bytes) => bytes.writeUInt8(3, 23),
		];
		for (const change of changes) {
			const forged = changed(text, change);
			expect(forged).not.toBe(text);
			expect(problemOf(forged)).toBe(FOREIGN);
		}
	});

	it('with the body of one and the MAC of another', () => {
		const [one, two] = [create(), create({ memberReference: 'Member-43_a.b' })].map((text) =>
			bytesOf(text),
		);
		const mixed = Buffer.concat([one.subarray(0, -32), two.subarray(-32)]);
		expect(problemOf(mixed.toString('hex'))).toBe(FOREIGN);
	});

	it('cut off anywhere', () => {
		const text = create();
		for (let length = 0; length < text.length; length++) problemOf(text.slice(0, length));
		for (let start = 1; start < text.length; start++) problemOf(text.slice(start));
	});

	it('with anything added', () => {
		const text = create();
		for (const more of ['a', 'aa', 'aaaaaaaa', '=', ' ', '\n', '%0A', '&x=y', '\0', text]) {
			problemOf(text + more);
			problemOf(more + text);
		}
	});

	it.each([
		['nothing', ''],
		['a space', ' '],
		['as many digits as a state without its MAC', '0'.repeat(2 * 55)],
		['text outside ASCII', 'ｓｔａｔｅ'],
		['undefined', 'undefined'],
	])('as malformed if it is %s', (_what, text) => {
		expect(problemOf(text)).toBe('the state is malformed');
	});

	it('if it is all zeros', () => {
		expect(problemOf('0'.repeat(2 * 89))).toBe(FOREIGN);
	});

	it('if it is very long', () => {
		expect(problemOf('a'.repeat(1_000_000))).toBe(FOREIGN);
		expect(problemOf(create() + 'b'.repeat(1_000_000))).toBe(FOREIGN);
	});

	it('with a message that repeats nothing of it', () => {
		const text = create();
		for (const problem of [
			problemOf(text, NOW + LIFETIME),
			problemOf(`${text}a`),
			problemOf(text, NOW, { ...credential, clientSecret: 'x' }),
		]) {
			expect(problem).not.toContain('Member-42');
			expect(problem).not.toContain(text.slice(0, 8));
		}
	});
});

describe('A state has exactly one spelling', () => {
	const text = create();
	const replaced = (index: number, by: (letter: string) => string): string =>
		text.slice(0, index) + by(text[index]) + text.slice(index + 1);

	it.each([
		['upper case', text.toUpperCase()],
		['a digit missing', text.slice(0, -1)],
		['a digit more', `${text}0`],
		['a letter that is no digit of hex', `${text}g`],
		['two letters that are no digits of hex', `${text}zz`],
		['padding', `${text}==`],
		['a space inside', `${text.slice(0, 2)} ${text.slice(2)}`],
		['a line feed at the end', `${text}\n`],
		['a prefix', `0x${text}`],
		['a full-width letter', `${text}ｆｆ`],
		['an emoji', `${text}😀`],
	])('and is malformed with %s', (_what, other) => {
		expect(problemOf(other)).toBe('the state is malformed');
	});

	it('and is malformed with any single letter in upper case', () => {
		for (const { index } of text.matchAll(/[a-f]/g)) {
			expect(problemOf(replaced(index, (letter) => letter.toUpperCase()))).toBe(
				'the state is malformed',
			);
		}
	});

	it('and is malformed with a character whose low byte is that of the right one', () => {
		for (let index = 0; index < text.length; index++) {
			const other = replaced(index, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0x100));
			expect(problemOf(other)).toBe('the state is malformed');
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
		['a space', 'ref 7', 'not allowed'],
		['a space at the end', 'ref7 ', 'not allowed'],
		['a line feed at the end', 'a\n', 'not allowed'],
		['an at sign', 'a@example.com', 'not allowed'],
		['a letter outside ASCII', '会員', 'not allowed'],
		['an ampersand', 'a&b', 'not allowed'],
		['a slash', 'a/b', 'not allowed'],
		['a null', 'a\0', 'not allowed'],
	])('is rejected if the reference has %s', (_what, memberReference, problem) => {
		const serviceError = expectInvalid(() => create({ memberReference }), 'Member Reference');
		expect(serviceError.message).toContain(problem);
		expect(serviceError.text).not.toContain(memberReference);
	});

	it.each(['a b', '../x', 'a/b', 'a?b', 'na\n', 'セゾン', 'x'.repeat(65), 'a.b', '%2e'])(
		'is rejected for the member service %j',
		(memberService) => {
			expectInvalid(() => create({ memberService }), 'Member Service');
		},
	);
});

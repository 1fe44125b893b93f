import { createHmac, scryptSync } from 'node:crypto';
import * as fc from '../../../property';
import {
	readSaisonCredential,
	type SaisonCredential,
} from '../../../../lib/saison/auth/credential';
import {
	createState,
	DEFAULT_STATE_LIFETIME,
	readState,
	type NewState,
} from '../../../../lib/saison/consent/state';
import type { State } from '../../../../lib/saison/consent/state-codec';
import { saisonData } from '../../support/credentials';
import { rejectionOf } from '../../support/errors';
import { rejectionFrom } from './rejection-of';

const MINUTE = 60_000;
const LIFETIME = DEFAULT_STATE_LIFETIME * MINUTE;
const NOW = 1_700_000_000_000;

const credential = readSaisonCredential(saisonData());
const content: NewState = {
	purpose: 'authorization',
	memberReference: 'Member-42_a.b',
	memberService: '',
};

const create = async (
	changes: Partial<NewState> = {},
	nowMs = NOW,
	own = credential,
): Promise<string> => await createState(own, { ...content, ...changes }, nowMs);

const read = async (text: string, nowMs = NOW, own = credential): Promise<State> =>
	await readState(own, text, 'authorization', LIFETIME, nowMs);

/** The reason of the rejection; its page tells nobody which check failed. */
async function problemOf(text: string, nowMs = NOW, own = credential): Promise<string> {
	const { message, page } = await rejectionFrom(read(text, nowMs, own));
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
		async (purpose) => {
			const text = await create({ purpose, memberService: 'atu' }, NOW + 999);
			expect(await readState(credential, text, purpose, LIFETIME, NOW)).toEqual({
				purpose,
				memberReference: 'Member-42_a.b',
				memberService: 'atu',
				createdAt: NOW,
				id: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
				kind: 'unbound',
				browserHash: '',
			});
		},
	);

	it('is lower-case hex whatever it contains, and can be read again', async () => {
		await fc.assert(
			fc.asyncProperty(
				idText(64, `${LETTERS}._-`),
				idText(64, `${LETTERS}_-`),
				fc.constantFrom('authorization' as const, 'twoFactor' as const),
				fc.integer({ min: 0, max: 2 ** 42 }),
				async (memberReference, memberService, purpose, nowMs) => {
					const text = await create({ memberReference, memberService, purpose }, nowMs);
					expect(text).toMatch(/^[0-9a-f]+$/);
					const state = await readState(credential, text, purpose, LIFETIME, nowMs);
					expect(state).toMatchObject({ memberReference, memberService, purpose });
				},
			),
		);
	});

	it('has its MAC under a key that takes long to derive from the client secret', async () => {
		const bytes = bytesOf(await create());
		const body = bytes.subarray(0, -32);
		const { clientSecret } = credential;
		const salt = '["n8n-nodes-saison-marta state 2","https://apit.saisoncard.co.jp","ZT300"]';
		const cost = { N: 32_768, r: 8, p: 3, maxmem: 2 ** 26 };
		const key = scryptSync(clientSecret, salt, 32, cost);
		const covered = `["https://apit.saisoncard.co.jp","ZT300"]\n`;
		const mac = createHmac('sha256', key).update(covered).update(body).digest();
		expect(bytes.subarray(-32).equals(mac)).toBe(true);
	});

	it('fits into a URL at its longest', async () => {
		const longest = { memberReference: 'r'.repeat(64), memberService: 's'.repeat(64) };
		expect(await create(longest)).toHaveLength(368);
		expect(await read(await create(longest))).toMatchObject(longest);
	});

	it('is unique', async () => {
		const texts = await Promise.all(Array.from({ length: 1000 }, async () => await create()));
		expect(new Set(texts).size).toBe(1000);
		const ids = await Promise.all(texts.map(async (text) => (await read(text)).id));
		expect(new Set(ids).size).toBe(1000);
	});

	it('does not contain the client secret', async () => {
		const bytes = bytesOf(await create());
		expect(bytes.includes(Buffer.from(credential.clientSecret))).toBe(false);
	});

	it.each([
		[0, true],
		[LIFETIME - 1, true],
		[LIFETIME, false],
		[LIFETIME + 1, false],
		[365 * 24 * 60 * MINUTE, false],
	])('%i ms later is accepted: %s', async (age, isAccepted) => {
		const text = await create();
		if (isAccepted) expect(await read(text, NOW + age)).toHaveProperty('id');
		else expect(await problemOf(text, NOW + age)).toBe('the state has expired');
	});

	it('has the lifetime that its reader sets', async () => {
		const text = await create();
		const readAfter = async (ms: number): Promise<State> =>
			await readState(credential, text, 'authorization', MINUTE, NOW + ms);
		expect(await readAfter(MINUTE - 1)).toHaveProperty('id');
		expect((await rejectionFrom(readAfter(MINUTE))).message).toBe('the state has expired');
	});

	it.each([
		[MINUTE, true],
		[MINUTE + 1_000, false],
		[24 * 60 * MINUTE, false],
	])('created by a clock %i ms ahead is accepted: %s', async (ahead, isAccepted) => {
		const text = await create({}, NOW + ahead);
		if (isAccepted) expect(await read(text)).toHaveProperty('id');
		else expect(await problemOf(text)).toBe('the state is from the future');
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
	])('for another %s', async (_what, changes) => {
		const other = { ...credential, ...changes };
		expect(await problemOf(await create(), NOW, other)).toBe(FOREIGN);
		expect(await problemOf(await create({}, NOW, other))).toBe(FOREIGN);
		expect(await read(await create({}, NOW, other), NOW, other)).toHaveProperty('id');
	});

	it('for another origin and client id that form the same text together', async () => {
		const one = { ...credential, origin: 'https://a.example', clientId: 'bc' };
		const two = { ...credential, origin: 'https://a.exampleb', clientId: 'c' };
		expect(await problemOf(await create({}, NOW, one), NOW, two)).toBe(FOREIGN);
	});

	it.each([
		['authorization', 'twoFactor'],
		['twoFactor', 'authorization'],
	] as const)('for %s if %s is expected', async (purpose, expected) => {
		const text = await create({ purpose });
		const { message } = await rejectionFrom(readState(credential, text, expected, LIFETIME, NOW));
		expect(message).toBe('the state is for another event');
	});

	it('with any single bit flipped', async () => {
		const text = await create();
		const bits = bytesOf(text).length * 8;
		for (let bit = 0; bit < bits; bit++) {
			const flipped = changed(text, (bytes) => {
				bytes[bit >> 3] ^= 1 << (bit & 7);
			});
			expect(await problemOf(flipped)).toBe(FOREIGN);
		}
	});

	it('with any character changed to any other', async () => {
		const text = await create();
		for (let index = 0; index < text.length; index++) {
			for (const letter of 'abcdefghijklmnopqrstuvwxyz0123456789') {
				if (letter === text[index]) continue;
				await problemOf(text.slice(0, index) + letter + text.slice(index + 1));
			}
		}
	});

	it('with another reference, purpose or time under the old MAC', async () => {
		const text = await create();
		const changes: Array<(bytes: Buffer) => void> = [
			(bytes) => bytes.write('Member-43_a.b', bytes.indexOf('Member-42_a.b')),
			(bytes) => bytes.writeUInt8(1, 0),
			(bytes) => bytes.writeUIntBE(NOW / 1000 + 60, 1, 6),
			(bytes) => bytes.writeUInt8(3, 23),
		];
		for (const change of changes) {
			const forged = changed(text, change);
			expect(forged).not.toBe(text);
			expect(await problemOf(forged)).toBe(FOREIGN);
		}
	});

	it('with the body of one and the MAC of another', async () => {
		const [one, two] = [await create(), await create({ memberReference: 'Member-43_a.b' })].map(
			(text) => bytesOf(text),
		);
		const mixed = Buffer.concat([one.subarray(0, -32), two.subarray(-32)]);
		expect(await problemOf(mixed.toString('hex'))).toBe(FOREIGN);
	});

	it('cut off anywhere', async () => {
		const text = await create();
		for (let length = 0; length < text.length; length++) await problemOf(text.slice(0, length));
		for (let start = 1; start < text.length; start++) await problemOf(text.slice(start));
	});

	it('with anything added', async () => {
		const text = await create();
		for (const more of ['a', 'aa', 'aaaaaaaa', '=', ' ', '\n', '%0A', '&x=y', '\0', text]) {
			await problemOf(text + more);
			await problemOf(more + text);
		}
	});

	it.each([
		['nothing', ''],
		['a space', ' '],
		['as many digits as a state without its MAC', '0'.repeat(2 * 55)],
		['text outside ASCII', 'ｓｔａｔｅ'],
		['undefined', 'undefined'],
	])('as malformed if it is %s', async (_what, text) => {
		expect(await problemOf(text)).toBe('the state is malformed');
	});

	it('if it is all zeros', async () => {
		expect(await problemOf('0'.repeat(2 * 89))).toBe(FOREIGN);
	});

	it('if it is very long', async () => {
		expect(await problemOf('a'.repeat(1_000_000))).toBe(FOREIGN);
		expect(await problemOf((await create()) + 'b'.repeat(1_000_000))).toBe(FOREIGN);
	});

	it('with a message that repeats nothing of it', async () => {
		const text = await create();
		for (const problem of [
			await problemOf(text, NOW + LIFETIME),
			await problemOf(`${text}a`),
			await problemOf(text, NOW, { ...credential, clientSecret: 'x' }),
		]) {
			expect(problem).not.toContain('Member-42');
			expect(problem).not.toContain(text.slice(0, 8));
		}
	});
});

describe('A state has exactly one spelling', () => {
	let text: string;
	beforeAll(async () => void (text = await create()));
	const replaced = (index: number, by: (letter: string) => string): string =>
		text.slice(0, index) + by(text[index]) + text.slice(index + 1);

	it.each<[string, (text: string) => string]>([
		['upper case', (text) => text.toUpperCase()],
		['a digit missing', (text) => text.slice(0, -1)],
		['a digit more', (text) => `${text}0`],
		['a letter that is no digit of hex', (text) => `${text}g`],
		['two letters that are no digits of hex', (text) => `${text}zz`],
		['padding', (text) => `${text}==`],
		['a space inside', (text) => `${text.slice(0, 2)} ${text.slice(2)}`],
		['a line feed at the end', (text) => `${text}\n`],
		['a prefix', (text) => `0x${text}`],
		['a full-width letter', (text) => `${text}ｆｆ`],
		['an emoji', (text) => `${text}😀`],
	])('and is malformed with %s', async (_what, change) => {
		expect(await problemOf(change(text))).toBe('the state is malformed');
	});

	it('and is malformed with any single letter in upper case', async () => {
		for (const { index } of text.matchAll(/[a-f]/g)) {
			expect(await problemOf(replaced(index, (letter) => letter.toUpperCase()))).toBe(
				'the state is malformed',
			);
		}
	});

	it('and is malformed with a character whose low byte is that of the right one', async () => {
		for (let index = 0; index < text.length; index++) {
			const other = replaced(index, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0x100));
			expect(await problemOf(other)).toBe('the state is malformed');
		}
	});
});

describe('The content of a state', () => {
	it.each(['', 'a', '7', 'A.b-c_9', 'x'.repeat(64), '-', '...'])(
		'may be the reference %j',
		async (reference) => {
			expect(await read(await create({ memberReference: reference }))).toMatchObject({
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
	])('is rejected if the reference has %s', async (_what, memberReference, problem) => {
		const work = create({ memberReference });
		const { serviceError } = await rejectionOf(work);
		expect(serviceError.reason).toBe('invalid_input');
		expect(serviceError.message).toContain("'Member Reference' ");
		expect(serviceError.message).toContain(problem);
		expect(serviceError.text).not.toContain(memberReference);
	});

	it.each(['a b', '../x', 'a/b', 'a?b', 'na\n', 'セゾン', 'x'.repeat(65), 'a.b', '%2e'])(
		'is rejected for the member service %j',
		async (memberService) => {
			const { serviceError } = await rejectionOf(create({ memberService }));
			expect(serviceError.reason).toBe('invalid_input');
			expect(serviceError.message).toContain("'Member Service' ");
		},
	);
});

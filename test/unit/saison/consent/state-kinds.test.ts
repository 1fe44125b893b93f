import { readSaisonCredential } from '../../../../lib/saison/auth/credential';
import {
	bindState,
	createState,
	readState,
	readTicket,
	type NewState,
} from '../../../../lib/saison/consent/state';
import { saisonData } from '../../support/credentials';
import { rejectionFrom } from './rejection-of';

const NOW = 1_700_000_000_000;
const LIFETIME = 3_600_000;
const HASH = '0123456789abcdef0123456789abcdef';

const credential = readSaisonCredential(saisonData());
const content: NewState = {
	purpose: 'authorization',
	memberReference: 'member-0042',
	memberService: 'atu',
};
const create = async (kind?: 'ticket'): Promise<string> =>
	await createState(credential, content, NOW, kind);
const atRedirect = async (text: string): ReturnType<typeof readState> =>
	await readState(credential, text, 'authorization', LIFETIME, NOW);
const atStart = async (text: string, now = NOW): ReturnType<typeof readTicket> =>
	await readTicket(credential, text, 'authorization', LIFETIME, now);

describe('A ticket', () => {
	it('is accepted at the start URL and never at the redirect', async () => {
		const ticket = await create('ticket');
		expect(await atStart(ticket)).toMatchObject({ ...content, kind: 'ticket', browserHash: '' });
		expect(await rejectionFrom(atRedirect(ticket))).toMatchObject({
			message: 'the state is for the start URL only',
			page: 'notValid',
		});
		expect((await rejectionFrom(atStart(ticket, NOW + LIFETIME))).message).toBe(
			'the state has expired',
		);
	});

	it('becomes a state that keeps everything and adds the browser', async () => {
		const ticket = await atStart(await create('ticket'));
		const bound = await atRedirect(await bindState(credential, ticket, HASH));
		expect(bound).toEqual({ ...ticket, kind: 'bound', browserHash: HASH });
	});
});

describe('A state that is bound to a browser', () => {
	it('is not accepted at the start URL', async () => {
		const bound = await bindState(credential, await atStart(await create('ticket')), HASH);
		expect(await rejectionFrom(atStart(bound))).toMatchObject({
			message: 'the state is for the redirect only',
			page: 'notValid',
		});
	});

	it('fits into a URL at its longest', async () => {
		const longest = { memberReference: 'r'.repeat(64), memberService: 's'.repeat(64) };
		const text = await createState(credential, { ...content, ...longest }, NOW, 'ticket');
		const bound = await bindState(credential, await atStart(text), HASH);
		expect(bound).toHaveLength(400);
		expect(await atRedirect(bound)).toMatchObject(longest);
	});

	it('cannot be made of another kind, nor of another browser, by changing its text', async () => {
		const ticket = await create('ticket');
		const bound = await bindState(credential, await atStart(ticket), HASH);
		const changed = [
			`00${bound.slice(2)}`,
			`02${bound.slice(2)}`,
			`02${ticket.slice(2)}`,
			`06${ticket.slice(2)}`,
			bound.replace(HASH, HASH.replace('0', '1')),
			bound.replace(HASH, ''),
		];
		for (const text of changed) {
			expect((await rejectionFrom(atRedirect(text))).message).toBe(
				'the state was not created with this credential',
			);
		}
	});
});

describe('A state that is not bound to a browser', () => {
	it('is accepted at both URLs', async () => {
		const state = await create();
		for (const read of [atStart, atRedirect]) {
			expect(await read(state)).toMatchObject({ ...content, kind: 'unbound', browserHash: '' });
		}
	});
});

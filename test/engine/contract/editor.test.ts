import { sleep, type ICredentialDataDecryptedObject } from 'n8n-workflow';
import { martaStore, saisonStore } from '../harness';
import { loggedInStore, newKey } from '../marta/logged-in';
import { MartaStandIn, type MartaRules } from '../marta-stand-in';
import { exchangedStore } from '../saison/bound-data';
import { SaisonStandIn } from '../saison-stand-in';
import { inVirtualTime } from '../virtual-time';
import { isolateNetwork, type Reply } from '../stubbed-host';
import { OpenForm } from './load-options';
import { MARTA_CALLS, SAISON_CALLS } from './made-up-calls';

isolateNetwork();

const chosen = (value: string) => ({ __rl: true, mode: 'list', value });
const SEARCH_ROW = {
	name: 'POST /made-up/search – Search for cards',
	value: 'POST /made-up/search read',
};

/** The form of a node whose credential has this description. */
const described = (apiDescription: unknown): OpenForm =>
	new OpenForm('marta', martaStore({ apiDescription } as ICredentialDataDecryptedObject));

describe('The list of calls', () => {
	it('shows what the credential describes, and searches in it, without sending anything', async () => {
		const form = described(MARTA_CALLS);
		expect((await form.search()).results).toHaveLength(3);
		expect((await form.search('search')).results).toEqual([SEARCH_ROW]);
		const saison = new OpenForm('saisonConnect', saisonStore({ apiDescription: SAISON_CALLS }));
		expect((await saison.search('points')).results).toEqual([
			{
				name: 'POST /made-up/points/history – Get points history',
				value: 'POST /made-up/points/history read',
			},
		]);
	});

	it.each([
		['', "'API Description' is empty. Enter a call list or an OpenAPI document in the credential."],
		['openapi: 3.0.0', "'API Description' is YAML"],
		['GET /a\n b what', "'API Description' cannot be read at line 2:"],
		['POST /auth', 'cannot be read at line 1: "POST /auth" logs in or returns tokens. Remove'],
		[
			'https://a.example/openapi.json',
			"'API Description' must be a path on the host of the credential",
		],
		['/auth/openapi.json', "'API Description' must not be a path for logging in"],
		['/a/../openapi.json', "'API Description' must not contain . or .. segments."],
	])('says what is wrong with %j', async (text, message) => {
		await expect(described(text).search()).rejects.toThrow(message);
		await expect(described(text).search()).rejects.toHaveProperty('name', 'NodeOperationError');
	});

	it('names a field of the credential that is missing', async () => {
		const store = martaStore({ apiKey: '', apiDescription: MARTA_CALLS });
		await expect(new OpenForm('marta', store).search()).rejects.toThrow("'API Key' is empty.");
	});
});

describe('The parameters of a call', () => {
	it('are those of the call that is chosen', async () => {
		const { fields } = await described(MARTA_CALLS).fields(chosen('POST /made-up/search read'));
		expect(fields).toMatchObject([{ id: 'body/name', displayName: 'name', required: false }]);
		const typed = await described(MARTA_CALLS).fields(chosen(' post  /made-up/search '));
		expect(typed.fields).toEqual(fields);
	});

	it.each([
		[MARTA_CALLS, '', 'Choose a call first.'],
		[MARTA_CALLS, 'nonsense', "'Call' is not a method and a path."],
		[
			MARTA_CALLS,
			'GET /gone',
			'does not contain GET /gone. Values that are saved in this node are still sent.',
		],
		['GET /gone\nGET /a', 'GET /gone', 'This call has no parameters.'],
		['', 'GET /gone', 'in the credential. Once it is corrected, close and open this node.'],
		['<b>', 'GET /gone', "'API Description' is HTML or XML."],
	])('are replaced by a text when there are none: %j, %j', async (text, call, message) => {
		const { fields, emptyFieldsNotice } = await described(text).fields(chosen(call));
		expect(fields).toEqual([]);
		expect(emptyFieldsNotice).toContain(message);
		expect(emptyFieldsNotice).not.toMatch(/[<>]/);
	});

	it('are asked for before anything is chosen', async () => {
		for (const nothing of [undefined, null, '', {}]) {
			const { emptyFieldsNotice } = await described(MARTA_CALLS).fields(nothing);
			expect(emptyFieldsNotice).toBe('Choose a call first.');
		}
	});
});

describe('A document by path', () => {
	const DOCUMENT = { openapi: '3.0.0', paths: { '/made-up/a': { get: { summary: 'Read it' } } } };
	const ROW = { name: 'GET /made-up/a – Read it', value: 'GET /made-up/a' };
	const PATH = '/sandbox-made-up/openapi.json';

	async function withDocument(reply: Reply | (() => Reply), rules: MartaRules = {}) {
		const service = new MartaStandIn({
			...rules,
			data: ({ pathname }) => {
				if (pathname !== PATH) return undefined;
				return typeof reply === 'function' ? reply() : reply;
			},
		});
		const store = await loggedInStore(service, { apiDescription: PATH });
		return { service, store, form: new OpenForm('marta', store) };
	}

	it('is read with the session, once for many searches', async () => {
		const { service, form } = await withDocument({ json: DOCUMENT });
		for (const filter of ['', 'read', 'made-up']) {
			expect((await form.search(filter)).results).toEqual([ROW]);
		}
		expect(await form.fields(chosen('GET /made-up/a'))).toEqual({
			fields: [],
			emptyFieldsNotice: 'This call has no parameters.',
		});
		expect(service.dataCalls.map(({ method, uri }) => `${method} ${uri}`)).toEqual([`GET ${PATH}`]);
		expect(service.dataCalls[0].headers.authorization).toMatch(/^Bearer /);
	});

	it('is read again for another credential', async () => {
		const { service, store } = await withDocument({ json: DOCUMENT });
		await new OpenForm('marta', store).search();
		const other = martaStore({ ...store.stored, apiKey: newKey(), sessionToken: '' });
		await new OpenForm('marta', other).search();
		expect(service.dataCalls).toHaveLength(2);
	});

	it('is read after a login if there is no session, or if it has ended', async () => {
		const { service, store, form } = await withDocument({ json: DOCUMENT }, { isOpaque: true });
		service.expire();
		service.host.requests.length = 0;
		expect((await form.search()).results).toEqual([ROW]);
		expect(service.logins).toHaveLength(1);
		expect(service.dataCalls).toHaveLength(2);
		expect(store.stored.sessionToken).toBe(service.tokensUsed[1]);
		const fresh = martaStore({ apiKey: newKey(), apiDescription: PATH });
		expect((await new OpenForm('marta', fresh).search()).results).toEqual([ROW]);
		expect(service.logins).toHaveLength(2);
	});

	it('is signed for Saison Connect', async () => {
		const service = new SaisonStandIn({ codes: ['CODE'], data: () => ({ json: DOCUMENT }) });
		const store = await exchangedStore(service, { apiDescription: PATH });
		const { results } = await new OpenForm('saisonConnect', store).search();
		expect(results).toEqual([ROW]);
		expect(service.dataCalls.map(({ method, uri }) => `${method} ${uri}`)).toEqual([`GET ${PATH}`]);
		expect(service.signatureErrors).toEqual([]);
	});

	it.each<[Reply, string]>([
		[{ status: 404, json: {} }, 'could not be read: MARTA responded with HTTP 404. Check the path'],
		[
			{ status: 302, headers: { location: 'https://other.example/' } },
			'could not be read: MARTA responded with HTTP 302. Enter the path that it redirects to.',
		],
		[{ status: 401, json: {} }, 'could not be read: MARTA responded with HTTP 401.'],
		[{ json: undefined, body: Buffer.from([0x7b, 0xff]) }, 'is not text in UTF-8.'],
		[
			{ json: undefined, body: 'x'.repeat(5_000_001) },
			'is 5.1 MB long, more than 5.0 MB. Paste only the calls',
		],
		[{ json: undefined, body: '<html></html>' }, 'is HTML or XML.'],
		[{ json: undefined, body: 'openapi: 3.0.0' }, 'is YAML'],
		[{ json: { data: [] } }, "has no 'openapi' or 'swagger' version."],
	])('that is not one is rejected: %#', async (reply, message) => {
		const { form } = await withDocument(reply);
		await expect(form.search()).rejects.toThrow(`'API Description' ${message}`);
		const { emptyFieldsNotice } = await form.fields(chosen('GET /made-up/a'));
		expect(emptyFieldsNotice).toContain(message.slice(0, 20));
	});

	it('is read again after five minutes', async () => {
		await inVirtualTime(async () => {
			const { service, form } = await withDocument({ json: DOCUMENT }, { isOpaque: true });
			for (const [minutes, reads] of [
				[0, 1],
				[4, 1],
				[2, 2],
			]) {
				await sleep(minutes * 60_000);
				await form.search();
				expect(service.dataCalls).toHaveLength(reads);
			}
		});
	});

	it('is forgotten at once when the credential is edited', async () => {
		const { service, store, form } = await withDocument({ json: DOCUMENT });
		await form.search();
		const edit = (apiDescription: string): OpenForm =>
			new OpenForm('marta', martaStore({ ...store.stored, apiDescription }));
		expect((await edit('GET /other').search()).results).toEqual([
			{ name: 'GET /other', value: 'GET /other' },
		]);
		await expect(edit('/elsewhere.json').search()).rejects.toThrow("'API Description'");
		expect(service.dataCalls.map(({ uri }) => uri)).toEqual([PATH, '/elsewhere.json']);
	});

	it.each([
		[13, "'API Description' is 13.0 MB long, more than 5.0 MB. Paste only the calls"],
		[17, 'MARTA returned more than 16 MB (HTTP 200). Paste only the calls that you need'],
	])('of %i MB is rejected', async (megabytes, message) => {
		const body = 'x'.repeat(megabytes * 1_000_000);
		const { form } = await withDocument({ json: undefined, body });
		await expect(form.search()).rejects.toThrow(message);
	});

	it('of another service is listed, but its host is never asked', async () => {
		const paths = { '/v1/things': { get: {} } };
		const other = { openapi: '3.0.0', servers: [{ url: 'https://other.example/base' }], paths };
		const { service, form } = await withDocument({ json: other });
		const row = 'GET /base/v1/things';
		expect((await form.search()).results).toEqual([{ name: row, value: row }]);
		expect(service.dataCalls).toHaveLength(1);
	});

	it('is not remembered if it could not be read', async () => {
		let isThere = false;
		const { form } = await withDocument(() =>
			isThere ? { json: DOCUMENT } : { status: 503, json: {} },
		);
		await expect(form.search()).rejects.toThrow('HTTP 503');
		isThere = true;
		expect((await form.search()).results).toEqual([ROW]);
	});

	it('that does not arrive within 15 seconds is given up', async () => {
		await inVirtualTime(async () => {
			const { form } = await withDocument({ delay: 60_000, json: DOCUMENT });
			const began = Date.now();
			await expect(form.search()).rejects.toThrow('did not arrive from MARTA within 15 s.');
			expect(Date.now() - began).toBeLessThan(16_000);
		});
	});

	it('that cannot be reached is explained without a secret', async () => {
		const { form } = await withDocument({ unreachable: 'ECONNREFUSED' });
		await expect(form.search()).rejects.toThrow('MARTA refused the connection.');
	});
});

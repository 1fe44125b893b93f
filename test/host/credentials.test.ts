import type { IDataObject } from 'n8n-workflow';
import { hostVersion } from '../../tools/n8n-host/version';
import { saisonNode, runInEditor, startEditorEnvironment, type Environment } from './environment';

jest.setTimeout(600_000);
let environment: Environment;

beforeAll(async () => {
	environment = await startEditorEnvironment();
});
afterAll(async () => await environment?.stop());

const GREEN = { status: 'OK', message: 'Connection successful!' };

/** The older n8n takes any status but 401 for green, and does not store a credential without a required field. */
const NOT_ON_OLDER = ['a path that is no token endpoint', 'no api key'];

type Row = [name: string, changes: object, message: RegExp];

function onThisHost(rows: Row[]): Row[] {
	return hostVersion() === 'older' ? rows.filter(([name]) => !NOT_ON_OLDER.includes(name)) : rows;
}

type CredentialType = 'saisonConnectApi' | 'martaApi';

async function create(type: CredentialType, data: object): Promise<{ id: string; name: string }> {
	const { id, name } = await environment.n8n.rest.createCredential({
		name: `Host ${type}`,
		type,
		data,
	});
	return { id, name };
}

/** What the test button of the credential form does. */
async function pressTest(
	type: CredentialType,
	credential: { id: string; name: string },
	data: object,
): Promise<{ status: string; message: string }> {
	return await environment.n8n.rest.call('POST', '/credentials/test', {
		credentials: { ...credential, type, data },
	});
}

async function stored(id: string): Promise<IDataObject> {
	const all = await environment.n8n.exportCredentials();
	const [{ data }] = all.filter((entry) => entry.id === id);
	return data;
}

function saison(changes: object = {}): Record<string, unknown> {
	return { ...environment.sandbox.credentials.saisonConnectApi, authorizationCode: '', ...changes };
}

describe('Saison Connect API', () => {
	const type = 'saisonConnectApi';

	async function test(changes: object): Promise<{ status: string; message: string }> {
		const data = saison(changes);
		return await pressTest(type, await create(type, data), data);
	}

	it('is green with client id and secret alone', async () => {
		expect(await test({})).toMatchObject({ status: 'OK' });
	});

	it.each(
		onThisHost([
			['a wrong secret', { clientSecret: 'wrong' }, /'Client ID' and 'Client Secret'/],
			['a path in the base URL', { baseUrl: 'http://127.0.0.1:1/api' }, /'Base URL'/],
			['plain http to another host', { baseUrl: 'http://example.com' }, /'Base URL'.*https/],
			['a path that is no token endpoint', { tokenUrlPath: '/nowhere' }, /Token URL Path/],
			['a used code', { authorizationCode: 'used-long-ago' }, /code was not accepted/],
			[
				'an address without a code',
				{ authorizationCode: 'https://x.example/?state=1' },
				/exactly one code/,
			],
			['a used refresh token', { refreshToken: 'unknown' }, /refresh token was not accepted/],
		]),
	)('is red with %s and says where to look', async (_name, changes, message) => {
		const result = await test(changes);
		expect(result.status).toBe('Error');
		expect(result.message).toMatch(message);
	});

	it('is red when a web page is at the token path', async () => {
		environment.sandbox.saison.faults({
			match: { path: '/auth/token' },
			fault: { kind: 'html' },
		});
		expect(await test({})).toMatchObject({
			status: 'Error',
			message: expect.stringContaining('no token endpoint at this address'),
		});
	});

	it('exchanges a pasted address once, and loses nothing when the form is saved and tested again', async () => {
		const { code } = environment.sandbox.saison.code({ memberId: 'na002' });
		const data = saison({
			authorizationCode: `https://partner.example/back?code=${encodeURIComponent(code)}&state=abc`,
		});
		const before = environment.sandbox.saison.counts().codeExchanges;
		const credential = await create(type, data);
		expect(await pressTest(type, credential, data)).toEqual(GREEN);
		const first = await stored(credential.id);
		expect(first).toMatchObject({ authorizationCode: '' });
		expect(first.accessToken).not.toBe('');

		await environment.n8n.rest.call('PATCH', `/credentials/${credential.id}`, {
			name: credential.name,
			type,
			data,
		});
		expect((await stored(credential.id)).accessToken ?? '').toBe('');
		expect(await pressTest(type, credential, data)).toEqual(GREEN);
		expect(await stored(credential.id)).toEqual(first);
		expect(environment.sandbox.saison.counts().codeExchanges - before).toBe(1);

		const run = await runInEditor(
			environment,
			[{}],
			saisonNode(credential, { resource: 'member', operation: 'getAttributes' }),
		);
		expect(run.items[0]).toMatchObject({ result_code: '000' });
	});
});

describe('MARTA API', () => {
	const type = 'martaApi';

	it('really logs in for every scope', async () => {
		for (const [name, data] of Object.entries(environment.sandbox.credentials.martaApi)) {
			const before = environment.sandbox.marta.counts().logins;
			const result = await pressTest(type, await create(type, data), data);
			expect([name, result.status]).toEqual([name, 'OK']);
			expect(environment.sandbox.marta.counts().logins).toBeGreaterThan(before);
		}
	});

	it.each(
		onThisHost([
			['a wrong password', { password: 'wrong' }, /Password/],
			['a wrong api key', { apiKey: 'wrong' }, /API Key/],
			['no api key', { apiKey: '' }, /'API Key' is empty/],
			['no serial number', { serialNumber: '' }, /'Serial Number' is empty/],
			['a base URL without scheme', { baseUrl: 'marta.example.com' }, /'Base URL'/],
		]),
	)('is red with %s and names what to look at', async (_name, changes, message) => {
		const data = { ...environment.sandbox.credentials.martaApi.terminal, ...changes };
		const result = await pressTest(type, await create(type, data), data);
		expect(result.status).toBe('Error');
		expect(result.message).toMatch(message);
	});
});

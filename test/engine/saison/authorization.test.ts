/* eslint-disable @n8n/community-nodes/no-restricted-globals -- a test */
import type { ICredentialDataDecryptedObject, IDataObject, INodeParameters } from 'n8n-workflow';
import { readSaisonCredential, type SaisonCredential } from '../../../lib/saison/auth/credential';
import { readState, readTicket } from '../../../lib/saison/consent/state';
import type { State, StatePurpose } from '../../../lib/saison/consent/state-codec';
import { runNode, SAISON_ORIGIN, saisonStore, type EngineRun } from '../harness';
import { isolateNetwork, StubbedHost } from '../stubbed-host';

isolateNetwork();

const NOW = Date.parse('2026-01-15T12:34:56.789Z');
const LIFETIME = 60 * 60_000;
const START = 'https://n8n.example.com/webhook/saison-connect/start';
const getUrl: INodeParameters = { resource: 'authorization', operation: 'getAuthorizeUrl' };
const create: INodeParameters = { resource: 'authorization', operation: 'createState' };

const store = saisonStore({ memberService: 'na' });

beforeEach(() => jest.spyOn(Date, 'now').mockReturnValue(NOW));
afterEach(() => jest.restoreAllMocks());

/** Runs an operation that must send nothing and change nothing. */
async function run(
	parameters: INodeParameters,
	items: IDataObject[] = [{}],
	own = store,
): Promise<EngineRun> {
	const host = new StubbedHost(SAISON_ORIGIN, () => ({ json: {} }));
	const before = { ...own.stored };
	const result = await runNode({
		node: 'saisonConnect',
		parameters,
		store: own,
		items,
		onError: 'continueRegularOutput',
	});
	expect(host.requests).toEqual([]);
	expect([own.hookCalls, own.writes.length]).toEqual([0, 0]);
	expect(own.stored).toEqual(before);
	return result;
}

/** What the trigger would read out of it at its redirect, at once or later. */
async function read(
	state: unknown,
	purpose: StatePurpose = 'authorization',
	later = 0,
	own = store,
): Promise<State> {
	return await readState(credentialOf(own), String(state), purpose, LIFETIME, NOW + later);
}

/** What it would read out of a start link. */
async function readStart(ticket: unknown, purpose: StatePurpose = 'authorization'): Promise<State> {
	return await readTicket(credentialOf(store), String(ticket), purpose, LIFETIME, NOW);
}

function credentialOf({ stored }: typeof store): SaisonCredential {
	return readSaisonCredential({ tokenUrlPath: '/auth/token', apiVersion: '1', ...stored });
}

describe('Get Authorize URL', () => {
	test('returns a direct link to the consent page, a state the trigger accepts, and its expiry', async () => {
		const result = await run({ ...getUrl, memberReference: 'M-1' });
		expect(result.items).toHaveLength(1);
		const { json, pairedItem } = result.items[0];
		expect(Object.keys(json)).toEqual(['url', 'state', 'expiresAt']);
		expect(json.url).toBe(
			`${SAISON_ORIGIN}/auth/screen/na/authorize?response_type=code&client_id=ZT300&state=${String(json.state)}`,
		);
		expect(json.state).toMatch(/^[0-9a-f]+$/);
		expect(pairedItem).toEqual({ item: 0 });
		expect(await read(json.state)).toMatchObject({ memberReference: 'M-1', memberService: '' });
	});

	test('the expiry it names is the moment the state expires with a lifetime of 60 minutes', async () => {
		const { json } = (await run(getUrl)).items[0];
		expect(json.expiresAt).toBe('2026-01-15T13:34:56.000Z');
		const end = Date.parse(String(json.expiresAt)) - NOW;
		expect(await read(json.state, 'authorization', end - 1)).toHaveProperty('id');
		await expect(read(json.state, 'authorization', end)).rejects.toThrow('expired');
	});

	test('through the start address the trigger gets a ticket, which contains the service', async () => {
		const result = await run({
			...getUrl,
			startUrl: `${START}?lang=ja`,
			memberService: 'atu',
			memberReference: 'M-1',
		});
		const { json } = result.items[0];
		expect(json.url).toBe(`${START}?lang=ja&state=${String(json.state)}`);
		expect(await readStart(json.state)).toMatchObject({
			kind: 'ticket',
			memberReference: 'M-1',
			memberService: 'atu',
		});
		await expect(read(json.state)).rejects.toThrow('for the start URL only');
	});

	test('every item gets its own link, in order and paired, also from one fixed text', async () => {
		const rows = Array.from({ length: 60 }, (_, row) => ({ id: `M-${row}` }));
		const own = await run({ ...getUrl, memberReference: '={{ $json.id }}' }, rows);
		for (const [row, { json, pairedItem }] of own.items.entries()) {
			expect((await read(json.state)).memberReference).toBe(`M-${row}`);
			expect(pairedItem).toEqual({ item: row });
		}
		const fixed = await run({ ...getUrl, memberReference: 'same' }, rows);
		expect(new Set(fixed.items.map(({ json }) => json.state)).size).toBe(60);
	});

	test('the service is of the list, of an expression, or of the credential', async () => {
		const custom = saisonStore({ memberService: 'custom', memberServiceCode: 'own_7' });
		const services = ['atu', 'x-9', ' na '];
		const result = await run(
			{ ...getUrl, memberService: '={{ $json.service }}' },
			services.map((service) => ({ service })),
			custom,
		);
		const paths = result.items.map(({ json }) => new URL(String(json.url)).pathname.split('/')[3]);
		expect(paths).toEqual(['atu', 'x-9', 'na']);
		const { items } = await run({ ...getUrl, memberService: '' }, [{}], custom);
		expect(new URL(String(items[0].json.url)).pathname.split('/')[3]).toBe('own_7');
	});

	test('the scope of the credential is part of the direct link', async () => {
		const { json } = (await run(getUrl, [{}], saisonStore({ memberService: 'na', scope: 'a,b' })))
			.items[0];
		expect(new URL(String(json.url)).searchParams.get('scope')).toBe('a,b');
	});

	test.each<[string, INodeParameters, RegExp]>([
		[
			'a reference that is too long',
			{ memberReference: 'x'.repeat(65) },
			/^'Member Reference' is longer/,
		],
		[
			'a reference with other characters',
			{ memberReference: 'taro@example.com' },
			/^'Member Reference' contains/,
		],
		[
			'a reference that is an object',
			{ memberReference: '={{ { a: 1 } }}' },
			/^'Member Reference' must be text/,
		],
		['a service with a slash', { memberService: '={{ "../x" }}' }, /^'Member Service' contains/],
		['a start address without a host', { startUrl: '/start' }, /^'Start URL' must be a full/],
		[
			'a start address by http',
			{ startUrl: 'http://n8n.example.com/' },
			/^'Start URL' must begin with https/,
		],
		[
			'a start address with a user',
			{ startUrl: 'https://a:b@n8n.example.com/' },
			/^'Start URL' must not contain a user/,
		],
		[
			'a start address with a user behind more slashes',
			{ startUrl: 'https:////user@n8n.example.com/start' },
			/^'Start URL' is not a valid URL/,
		],
		[
			'a start address with a fragment',
			{ startUrl: `${START}#a` },
			/^'Start URL' must not contain a fragment/,
		],
		[
			'both a good start address and a bad service',
			{ startUrl: START, memberService: '={{ "a b" }}' },
			/^'Member Service'/,
		],
	])('%s is rejected by the name of its field', async (_what, parameters, says) => {
		const result = await run({ ...getUrl, ...parameters });
		expect(result.items).toEqual([
			{
				json: {
					error: expect.stringMatching(says) as string,
					details: { reason: 'invalid_input', httpStatus: null, resultCode: null },
				},
				pairedItem: { item: 0 },
			},
		]);
	});

	test('a link that the trigger would reject is not created', async () => {
		const none = saisonStore({ memberService: 'custom', memberServiceCode: '' });
		const result = await run({ ...getUrl, startUrl: START }, [{}], none);
		expect(result.items[0].json.error).toMatch(/^'Member Service Code' is empty/);
	});

	test('a bad item among good ones fails alone', async () => {
		const items = ['a', 'b c', 'd'].map((id) => ({ id }));
		const result = await run({ ...getUrl, memberReference: '={{ $json.id }}' }, items);
		expect(result.items.map(({ json }) => 'error' in json)).toEqual([false, true, false]);
		expect(result.items.map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 1, 2].map((item) => ({ item })),
		);
	});

	test('the tokens of the credential stay out of it, and none is needed', async () => {
		const secrets = {
			clientSecret: 'CANARY-1',
			refreshToken: 'CANARY-2',
			authorizationCode: 'CANARY-3',
		};
		const own = saisonStore({ memberService: 'na', ...secrets });
		const result = await run({ ...getUrl, memberReference: 'M-1' }, [{}], own);
		expect((await read(result.items[0].json.state, 'authorization', 0, own)).memberReference).toBe(
			'M-1',
		);
		expect(JSON.stringify(result.run)).not.toContain('CANARY');
	});
});

describe('Create State', () => {
	test.each(['authorization', 'twoFactor'] as const)(
		'for %s is taken for that alone',
		async (purpose) => {
			const result = await run({ ...create, purpose, memberReference: 'M-1' });
			const { json } = result.items[0];
			expect(Object.keys(json)).toEqual(['state', 'expiresAt']);
			expect(json.expiresAt).toBe('2026-01-15T13:34:56.000Z');
			expect(await read(json.state, purpose)).toMatchObject({
				purpose,
				memberReference: 'M-1',
				memberService: '',
			});
			// Its link may lead through the start URL or not.
			expect(await readStart(json.state, purpose)).toMatchObject({ kind: 'unbound', purpose });
			const other = purpose === 'twoFactor' ? 'authorization' : 'twoFactor';
			await expect(read(json.state, other)).rejects.toThrow('another event');
		},
	);

	test('without a change is for the consent page, without a reference', async () => {
		const { json } = (await run(create)).items[0];
		expect(await read(json.state)).toMatchObject({ purpose: 'authorization', memberReference: '' });
	});

	test.each(['', 'twofactor', 'login', '={{ null }}', '={{ 2 }}'])(
		'with the purpose %j is rejected by the name of the field',
		async (purpose) => {
			const result = await run({ ...create, purpose });
			expect(result.items[0].json).toMatchObject({
				error: expect.stringMatching(/^'Purpose' must be authorization or twoFactor/) as string,
				details: { reason: 'invalid_input' },
			});
		},
	);

	test('leaves n8n turns for other work, although it waits for nothing', async () => {
		let now = performance.now();
		jest.spyOn(performance, 'now').mockImplementation(() => (now += 20));
		const setTimer = jest.spyOn(global, 'setTimeout');
		await run(create, [{}, {}, {}]);
		expect(setTimer.mock.calls.filter(([, ms]) => ms === 0)).not.toEqual([]);
	});

	test('is not taken with another secret, client or host', async () => {
		const { json } = (await run(create)).items[0];
		const others: ICredentialDataDecryptedObject[] = [
			{ clientSecret: 'x' },
			{ clientId: 'x' },
			{ environment: 'production' },
		];
		for (const other of others) {
			await expect(read(json.state, 'authorization', 0, saisonStore(other))).rejects.toThrow(
				'not created with this credential',
			);
		}
	});
});

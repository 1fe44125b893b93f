import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';
import { martaStore, runNode, saisonStore, type EngineOptions, type EngineRun } from '../harness';
import { checkCard, newKey } from '../marta/logged-in';
import { MartaStandIn } from '../marta-stand-in';
import { newClient, readAttributes } from '../saison/bound-data';
import { SaisonStandIn } from '../saison-stand-in';
import { inVirtualTime } from '../virtual-time';
import { isolateNetwork } from '../stubbed-host';

/** Credentials whose fields have expressions. */
isolateNetwork();

/** A MARTA that gives each API key a session of its own. */
function martaOf(tenants: string[]): MartaStandIn {
	return new MartaStandIn({
		tokens: tenants.map((key) => `session-of-${key}`),
		login: ({ headers }) =>
			tenants.includes(headers['x-api-key'])
				? { json: { token: `session-of-${headers['x-api-key']}` } }
				: { status: 401, json: {} },
		data: (_seen, token) => ({ json: { token } }),
	});
}

const check = async (
	data: ICredentialDataDecryptedObject,
	items: IDataObject[],
	options: Partial<EngineOptions> = {},
): Promise<{ result: EngineRun; store: ReturnType<typeof martaStore> }> => {
	const store = martaStore(data);
	const parameters = { ...checkCard, value: 'C1' };
	const result = await runNode({ node: 'marta', parameters, store, items, ...options });
	return { result, store };
};

const tokensOf = ({ items }: EngineRun): unknown[] =>
	items.map(({ json }) => (json.body as IDataObject | undefined)?.token);

test('each item is sent with the session of its own tenant, with one login for each tenant', async () => {
	const tenants = [newKey(), newKey(), newKey()];
	const service = martaOf(tenants);
	const items = Array.from({ length: 30 }, (_, index) => ({ key: tenants[index % 3] }));
	const { result, store } = await check({ apiKey: '={{ $json.key }}' }, items);
	expect(result.error?.message).toBeUndefined();
	expect(tokensOf(result)).toEqual(items.map(({ key }) => `session-of-${key}`));
	expect(service.logins.map(({ headers }) => headers['x-api-key']).sort()).toEqual(tenants.sort());
	// n8n 1.x would replace the expression, and every version would store one tenant's session for all.
	expect(store.writes).toEqual([]);
});

test('a session that expired is renewed for its own tenant', async () => {
	const tenants = [newKey(), newKey()];
	const expired = tenants[1];
	let rejections = 0;
	const service = new MartaStandIn({
		tokens: ['session-1', 'session-2', 'session-3'],
		login: (_seen, count) => ({ json: { token: `session-${count}` } }),
		data: (_seen, token) => {
			if (token !== 'session-2') return { json: { token } };
			rejections++;
			return { status: 401, json: {} };
		},
	});
	const items = [{ key: tenants[0] }, { key: expired }, { key: expired }, { key: tenants[0] }];
	const { result } = await check({ apiKey: '={{ $json.key }}' }, items, {
		parameters: { ...checkCard, value: 'C1', options: { maxConcurrentRequests: 1 } },
	});
	expect(result.error?.message).toBeUndefined();
	expect(tokensOf(result)).toEqual(['session-1', 'session-3', 'session-3', 'session-1']);
	expect([service.logins.length, rejections]).toEqual([3, 1]);
});

test("a tenant's unreachable host does not make the other tenants wait", async () => {
	const [reachable, unreachable] = ['https://reachable.example', 'https://unreachable.example'];
	const rules = { tokens: ['own'] };
	const service = new MartaStandIn({ ...rules, origin: reachable });
	new MartaStandIn({
		...rules,
		origin: unreachable,
		data: () => ({ unreachable: 'ECONNREFUSED' }),
	});
	const items = Array.from({ length: 20 }, (_, n) => ({
		host: n % 10 === 0 ? unreachable : reachable,
	}));
	const result = await inVirtualTime(
		async () =>
			await runNode({
				node: 'marta',
				parameters: { ...checkCard, value: 'C1', options: { sessionToken: 'own' } },
				store: martaStore({
					environment: 'custom',
					baseUrl: '={{ $json.host }}',
					apiKey: newKey(),
				}),
				items,
				onError: 'continueRegularOutput',
			}),
	);
	expect(result.items.map(({ json }) => 'error' in json)).toEqual(
		items.map(({ host }) => host === unreachable),
	);
	const times = service.dataCalls.map(({ at }) => at);
	expect(times).toHaveLength(18);
	expect(Math.max(...times) - Math.min(...times)).toBeLessThan(700);
});

test('an item whose expression evaluates to nothing fails alone, first or not', async () => {
	const [one, two] = [newKey(), newKey()];
	const service = martaOf([one, two]);
	const items = [{}, { key: one }, {}, { key: two }];
	const { result } = await check({ apiKey: '={{ $json.key }}' }, items, {
		onError: 'continueRegularOutput',
	});
	expect(tokensOf(result)).toEqual([
		undefined,
		`session-of-${one}`,
		undefined,
		`session-of-${two}`,
	]);
	expect(result.items[0].json.error).toMatch(/'API Key' is empty/);
	expect(service.logins).toHaveLength(2);
});

test.each(['={{ $input.item.json.key }}', "={{ $('Start').item.json.key }}"])(
	'%s belongs to the item as well',
	async (apiKey) => {
		const [one, two] = [newKey(), newKey()];
		martaOf([one, two]);
		const { result } = await check({ apiKey }, [{ key: one }, { key: two }]);
		expect(tokensOf(result)).toEqual([`session-of-${one}`, `session-of-${two}`]);
	},
);

test('the tokens of Saison Connect belong to the item as well', async () => {
	const service = new SaisonStandIn({ refreshTokens: ['RA', 'RB'] });
	const clients = [newClient(), newClient()];
	const items = [0, 1, 0, 1, 1].map((n) => ({ client: clients[n], grant: ['RA', 'RB'][n] }));
	const store = saisonStore({
		clientId: '={{ $json.client }}',
		refreshToken: '={{ $json.grant }}',
	});
	const result = await readAttributes(store, {
		items,
		parameters: {
			resource: 'member',
			operation: 'getAttributes',
			options: { maxConcurrentRequests: 1 },
		},
	});
	expect(result.error?.message).toBeUndefined();
	expect(result.items.map(({ json }) => json.token)).toEqual(['AT1', 'AT2', 'AT1', 'AT2', 'AT2']);
	expect(service.tokenCalls.map(({ form }) => form.get('client_id'))).toEqual(clients);
});

test.each([
	['without an expression', (key: string) => key],
	['with one that does not look at the item', (key: string) => `={{ '${key}' }}`],
	['with data of a node named literally', () => "={{ $('Start').first().json.key }}"],
])('a credential %s is read twice, whatever the number of items', async (_what, field) => {
	const key = newKey();
	const service = martaOf([key]);
	const items = Array.from({ length: 40 }, () => ({ key }));
	const { result, store } = await check({ apiKey: field(key) }, items);
	expect(result.error?.message).toBeUndefined();
	// Once more for the login.
	expect(store.reads).toBe(3);
	expect(service.logins).toHaveLength(1);
});

describe('In a tool', () => {
	const SAID = { key: 'said-by-a-model' };

	test.each([
		'={{ $json.key }}',
		'=key-{{ $json.key }}',
		'={{ $input.item.json.key }}',
		'={{ $input.first().json.key }}',
		'={{ $input.all()[0].json.key }}',
		'={{ $data.key }}',
		'={{ $items()[0].json.key }}',
		'={{ $item(0).$json.key }}',
		'={{ $\\u006ason.key }}',
		"={{ $fromAI('key') }}",
		"={{ $('Start').item.json.key }}",
		'={{ $json.key ?? "fixed" }}',
		'={{ $json.other ?? "fixed" }}',
	])('a credential with %s is rejected before anything is sent', async (apiKey) => {
		const service = martaOf(['said-by-a-model', 'fixed']);
		const { result } = await check({ apiKey }, [SAID], { asTool: true });
		expect(result.items[0].json.error).toMatch(
			/credential has an expression that an AI model could/,
		);
		expect(service.host.requests).toEqual([]);
	});

	test.each([
		['a fixed value', (key: string) => key],
		['data of a node that is named literally', () => "={{ $('Start').first().json.key }}"],
	])('a credential with %s is used', async (_what, field) => {
		const key = newKey();
		martaOf([key]);
		const { result } = await check({ apiKey: field(key) }, [{ key }], { asTool: true });
		expect(tokensOf(result)).toEqual([`session-of-${key}`]);
	});
});

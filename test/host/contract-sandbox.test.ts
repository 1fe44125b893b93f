import type { IDataObject, INodeListSearchResult, ResourceMapperFields } from 'n8n-workflow';
import { PACKAGE, createCredential, martaNode, runInEditor } from './environment';
import { startEditorEnvironment, type Environment, type Reference } from './environment';
import { readExample } from './example-workflows';

jest.setTimeout(600_000);

/** The examples' calls, with the credentials and descriptions that the demo gives them. */
let environment: Environment;
let credentials: Record<'martaApi' | 'saisonConnectApi', Reference>;
let customers: Reference;

beforeAll(async () => {
	environment = await startEditorEnvironment();
	const { martaApi, saisonConnectApi } = environment.sandbox.credentials;
	credentials = {
		martaApi: await createCredential(environment, 'martaApi', martaApi.terminal),
		saisonConnectApi: await createCredential(environment, 'saisonConnectApi', saisonConnectApi),
	};
	customers = await createCredential(environment, 'martaApi', martaApi.customersynchro);
});
afterAll(async () => await environment?.stop());

/** What the editor asks n8n for while the form of a node with these parameters is open. */
async function ask<Result>(
	node: 'marta' | 'saisonConnect',
	[what, methodName]: [string, string],
	currentNodeParameters: IDataObject = {},
	martaApi = credentials.martaApi,
): Promise<Result> {
	return await environment.n8n.rest.call('POST', `/dynamic-node-parameters/${what}`, {
		nodeTypeAndVersion: { name: `${PACKAGE}.${node}`, version: 1 },
		path: 'parameters.contractOperation',
		credentials: { ...credentials, martaApi },
		currentNodeParameters,
		methodName,
	});
}

async function callsOf(node: 'marta' | 'saisonConnect'): Promise<string[]> {
	const list: [string, string] = ['resource-locator-results', 'searchContractCalls'];
	const { results } = await ask<INodeListSearchResult>(node, list);
	return results.map(({ value }) => String(value)).sort();
}

it('the editor reads the description by path with the session of the credential', async () => {
	const { marta } = environment.sandbox;
	const path = '/sandbox-made-up/openapi.json';
	expect((await fetch(`${marta.url}${path}`)).status).toBe(401);
	expect(await callsOf('marta')).toEqual([
		'DELETE /sandbox-made-up/cards/{card}/movements/last',
		'GET /sandbox-made-up/cards/{card}',
		'GET /sandbox-made-up/cards/{card}/movements',
		'POST /sandbox-made-up/cards/{card}/movements',
	]);
	expect(marta.requests().filter(({ url }) => url === path)).toHaveLength(2);
	expect(marta.counts().loginsByScope).toEqual({ terminal: 1 });
});

it('the editor reads the call list', async () => {
	expect(await callsOf('saisonConnect')).toEqual([
		'GET /sandbox-made-up/points/balance',
		'POST /sandbox-made-up/points/history read',
	]);
});

it.each([
	['till-movements', 'marta', 3],
	['customer-onboarding', 'marta', 2],
	['points-history', 'saisonConnect', 1],
] as const)('%s stores the fields that the editor gets', async (file, node, count) => {
	const nodes = readExample(file).nodes.filter(
		({ type, parameters }) => type === `${PACKAGE}.${node}` && parameters.resource === 'contract',
	);
	const credential = file === 'customer-onboarding' ? customers : credentials.martaApi;
	expect(nodes).toHaveLength(count);
	for (const { parameters } of nodes) {
		const stored = parameters.contractParameters as IDataObject;
		const method: [string, string] = ['resource-mapper-fields', 'getContractFields'];
		const { fields } = await ask<ResourceMapperFields>(
			node,
			method,
			parameters as IDataObject,
			credential,
		);
		const filledIn = stored.value as IDataObject;
		// The editor takes out what is not required and not added.
		const expected = fields.map((field) => ({ ...field, removed: !(field.id in filledIn) }));
		expect(stored.schema).toEqual(expected);
	}
});

it('deleting a movement twice is an error that says so', async () => {
	const example = readExample('till-movements');
	const parametersOf = (name: string) =>
		example.nodes.find((node) => node.name === name)?.parameters as IDataObject;
	const run = async (name: string, value: IDataObject) => {
		const parameters = parametersOf(name);
		const contractParameters = { ...(parameters.contractParameters as IDataObject), value };
		const node = martaNode(credentials.martaApi, { ...parameters, contractParameters } as never);
		return await runInEditor(environment, [{}], node);
	};
	const card = '2990000000003';
	const bought = await run('Register Purchase', {
		'path/card': card,
		'body/receipt': '007',
		'body/amount': 10,
		'body/shop/id': '0001',
	});
	const { movement } = bought.items[0] as { movement: IDataObject };
	expect(movement).toMatchObject({ card, receipt: '007', shop: { id: '0001' }, points: 10 });
	const last = { 'path/card': card, 'query/movementId': movement.movementId };
	expect((await run('Delete Last Movement', last)).items).toHaveLength(1);
	const { error } = await run('Delete Last Movement', last);
	expect(JSON.stringify(error)).toContain('this movement is already deleted');
});

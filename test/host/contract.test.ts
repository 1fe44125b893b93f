import type { IDataObject, INodeListSearchResult, ResourceMapperFields } from 'n8n-workflow';
import {
	createCredential,
	martaNode,
	PACKAGE,
	runInEditor,
	startEditorEnvironment,
	type Environment,
	type Reference,
} from './environment';

jest.setTimeout(600_000);

/** The echo of the sandbox stands for calls of a contract; they are made up. */
const DESCRIPTION = `
POST /sandbox-made-up/echo/{card}/movements  Register a purchase
  card
  amount*  number
  kind     sale | refund
  from     date
GET /sandbox-made-up/echo/search  Search for cards
  name
`;
const CALL = 'POST /sandbox-made-up/echo/{card}/movements';

let environment: Environment;
let marta: Reference;

beforeAll(async () => {
	environment = await startEditorEnvironment();
	marta = await createCredential(environment, 'martaApi', {
		...environment.sandbox.credentials.martaApi.customersynchro,
		apiDescription: DESCRIPTION,
	});
});
afterAll(async () => await environment?.stop());

/** What the editor asks n8n for while the form is open. */
async function ask<Result>(what: string, more: IDataObject, call = ''): Promise<Result> {
	return await environment.n8n.rest.call('POST', `/dynamic-node-parameters/${what}`, {
		nodeTypeAndVersion: { name: `${PACKAGE}.marta`, version: 1 },
		path: 'parameters.contractOperation',
		credentials: { martaApi: marta },
		currentNodeParameters: {
			resource: 'contract',
			operation: 'send',
			contractOperation: { __rl: true, mode: 'list', value: call },
		},
		...more,
	});
}

const search = async (filter?: string): Promise<INodeListSearchResult> =>
	await ask('resource-locator-results', { methodName: 'searchContractCalls', filter });
const fieldsOf = async (call: string): Promise<ResourceMapperFields> =>
	await ask('resource-mapper-fields', { methodName: 'getContractFields' }, call);

it('the editor lists the calls of the credential, and finds them', async () => {
	expect((await search()).results).toHaveLength(2);
	expect((await search('purchase')).results).toEqual([
		{ name: `${CALL} – Register a purchase`, value: CALL },
	]);
});

it('the editor shows the parameters of a call, and runs it with what was filled in', async () => {
	const { fields } = await fieldsOf(CALL);
	expect(fields.map(({ id, required, type }) => [id, required, type])).toEqual([
		['path/card', true, 'string'],
		['body/amount', true, 'number'],
		['body/kind', false, 'options'],
		['body/from', false, 'dateTime'],
	]);
	const { items, error } = await runInEditor(
		environment,
		[{ card: '007' }, { card: '00/8' }],
		martaNode(marta, {
			resource: 'contract',
			operation: 'send',
			contractOperation: { __rl: true, mode: 'list', value: CALL },
			contractParameters: {
				mappingMode: 'defineBelow',
				value: {
					'path/card': '={{ $json.card }}',
					'body/amount': 12.5,
					'body/kind': 'sale',
					'body/from': '2026-11-01T00:00:00',
				},
				matchingColumns: [],
				schema: fields,
			} as never,
		}),
	);
	expect(error).toBeUndefined();
	const json = { amount: 12.5, kind: 'sale', from: '2026-11-01' };
	expect(items).toMatchObject([
		{ url: '/sandbox-made-up/echo/007/movements', json },
		{ url: '/sandbox-made-up/echo/00%2F8/movements', json },
	]);
});

it('a workflow from elsewhere runs with a credential that describes nothing', async () => {
	const { fields } = await fieldsOf(CALL);
	const other = await createCredential(environment, 'martaApi', {
		...environment.sandbox.credentials.martaApi.customersynchro,
		apiDescription: '',
	});
	const value = { 'path/card': '007', 'body/amount': 12.5, 'body/from': '2026-11-01T00:00:00' };
	const { items, error } = await runInEditor(
		environment,
		[{}],
		martaNode(other, {
			resource: 'contract',
			operation: 'send',
			contractOperation: { __rl: true, mode: 'list', value: CALL },
			contractParameters: {
				mappingMode: 'defineBelow',
				value,
				matchingColumns: [],
				schema: fields,
			} as never,
		}),
	);
	expect(error).toBeUndefined();
	const json = { amount: 12.5, from: '2026-11-01' };
	expect(items).toMatchObject([{ url: '/sandbox-made-up/echo/007/movements', json }]);
});

it('the editor says in place of the parameters why there are none', async () => {
	expect(await fieldsOf('GET /gone')).toEqual({
		fields: [],
		emptyFieldsNotice: expect.stringContaining('does not contain GET /gone') as string,
	});
});

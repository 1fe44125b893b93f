/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import { itemsOf, startEnvironment, type Environment } from './environment';

jest.setTimeout(600_000);
const folder = join(__dirname, '..', '..', 'examples');
const examples = readdirSync(folder).map((file) =>
	JSON.parse(readFileSync(join(folder, file), 'utf8')),
);
let environment: Environment;

beforeAll(async () => {
	environment = await startEnvironment();
	const { saisonConnectApi, martaApi } = environment.sandbox.credentials;
	await environment.n8n.importCredentials([
		{
			id: 'saisonConnectDemo',
			name: 'Saison Connect',
			type: 'saisonConnectApi',
			data: saisonConnectApi,
		},
		{ id: 'martaTerminalDemo', name: 'MARTA (till)', type: 'martaApi', data: martaApi.terminal },
	]);
	await environment.n8n.importWorkflows(examples);
});
afterAll(async () => await environment?.stop());

const idOf = (name: RegExp): string => examples.find((example) => name.test(example.name)).id;

/** What the last node of a workflow put out when it was executed from the command line. */
async function execute(id: string): Promise<IDataObject[]> {
	const { ok, data } = await environment.n8n.execute(id);
	expect([data.resultData.error?.message, ok]).toEqual([undefined, true]);
	return itemsOf(data, data.resultData.lastNodeExecuted);
}

it('the scheduled sync reads the attributes of a member', async () => {
	const id = idOf(/attributes/i);
	const items = await execute(id);
	expect(items).toHaveLength(1);
	expect(items[0]).toMatchObject({ birthday: expect.stringMatching(/^\d{8}$/) });
	expect(environment.sandbox.saison.counts()).toMatchObject({
		codeExchanges: 1,
		signedCallsVerified: 1,
	});
});

it('the till start reads the rules of the campaign', async () => {
	const id = idOf(/till/i);
	expect(await execute(id)).toHaveLength(1);
	expect(environment.sandbox.marta.counts().loginsByScope).toMatchObject({ terminal: 1 });
});

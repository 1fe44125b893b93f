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
		{
			id: 'martaWebFormDemo',
			name: 'MARTA (web form)',
			type: 'martaApi',
			data: martaApi.customersynchro,
		},
	]);
	await environment.n8n.importWorkflows(examples);
});
afterAll(async () => await environment?.stop());

/** What the last node of a workflow put out when it was executed from the command line. */
async function execute(id: string): Promise<IDataObject[]> {
	const { ok, data } = await environment.n8n.execute(id);
	expect([data.resultData.error?.message, ok]).toEqual([undefined, true]);
	return itemsOf(data, data.resultData.lastNodeExecuted);
}

it('the scheduled sync reads the attributes of a member', async () => {
	const { id } = examples.find(({ name }) => /attributes/i.test(name));
	const items = await execute(id);
	expect(items).toHaveLength(1);
	expect(items[0]).toMatchObject({ birthday: expect.stringMatching(/^\d{8}$/) });
	expect(environment.sandbox.saison.counts()).toMatchObject({
		codeExchanges: 1,
		signedCallsVerified: 1,
	});
});

it('the till start reads the rules of the campaign', async () => {
	const { id } = examples.find(({ name }) => /till/i.test(name));
	expect(await execute(id)).toHaveLength(1);
	expect(environment.sandbox.marta.counts().loginsByScope).toMatchObject({ terminal: 1 });
});

it('the webhook responds over HTTP with one login for all callers', async () => {
	const { id } = examples.find(({ name }) => /check a card/i.test(name));
	await environment.n8n.publish(id);
	await environment.n8n.start({ webhooks: ['check-card'] });
	const ask = async (lookupBy: string, value: string) => {
		const response = await fetch(environment.n8n.webhookUrl('check-card'), {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ lookupBy, value }),
		});
		return { status: response.status, body: (await response.json()) as IDataObject };
	};
	expect(await ask('card', '2990000000001')).toMatchObject({ body: { outcome: 'found' } });
	const responses = await Promise.all([
		ask('card', '2990000000012'),
		ask('email', 'nobody@example.com'),
		ask('mobile', '+393000000010'),
		ask('card', ''),
	]);
	expect(responses.map(({ body }) => body.outcome)).toEqual([
		'incomplete',
		'unknown',
		'found',
		'not checked',
	]);
	expect(environment.sandbox.marta.counts().loginsByScope).toMatchObject({ customersynchro: 1 });
});

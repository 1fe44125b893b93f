/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import { FORM_HEADER } from '../../tools/demo/examples';
import { pollUntil } from '../../tools/support/poll';
import { PATIENCE_MS } from './gate';
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
		{ id: 'webFormDemo', name: 'Web form', type: 'httpHeaderAuth', data: FORM_HEADER },
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

const formHeader = { [FORM_HEADER.name]: FORM_HEADER.value };

async function askWith(headers: Record<string, string>, body: object): Promise<Response> {
	return await fetch(environment.n8n.webhookUrl('check-card'), {
		method: 'POST',
		headers: { 'content-type': 'application/json', ...headers },
		body: JSON.stringify(body),
	});
}

it('the webhook responds over HTTP with one login for all callers', async () => {
	const id = idOf(/check a card/i);
	await environment.n8n.publish(id);
	await environment.n8n.start({ webhooks: ['check-card'] });
	const ask = async (lookupBy: string, value: string) => {
		const response = await askWith(formHeader, { lookupBy, value });
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

it('the webhook tells nobody else who has a card, and MARTA is not asked', async () => {
	const before = environment.sandbox.marta.counts().total;
	const known = { lookupBy: 'card', value: '2990000000001' };
	const wrong = { [FORM_HEADER.name]: 'wrong' };
	const responses = [await askWith({}, known), await askWith(wrong, known)];
	expect(responses.map(({ status }) => status)).toEqual([403, 403]);
	expect((await responses[0].text()) + (await responses[1].text())).not.toContain('found');
	expect(environment.sandbox.marta.counts().total).toBe(before);
});

it("the webhook does not take a gateway's response without a body for an unknown person", async () => {
	const { marta } = environment.sandbox;
	marta.faults({ fault: { kind: 'empty', status: 404 }, times: 0 });
	const response = await askWith(formHeader, { lookupBy: 'card', value: '2990000000001' });
	marta.faults({ clear: true });
	expect(response.status).toBe(502);
	expect(await response.text()).not.toMatch(/unknown|register/i);
});

it('no question to the webhook is saved, whether it succeeded or failed', async () => {
	const person = 'nobodyinparticular77@example.com';
	const { marta } = environment.sandbox;
	expect((await askWith(formHeader, { lookupBy: 'email', value: person })).status).toBe(200);
	expect((await askWith(formHeader, { lookupBy: { not: person } })).status).toBe(502);
	marta.faults({ fault: { kind: 'status', status: 500 }, times: 0 });
	expect((await askWith(formHeader, { lookupBy: 'card', value: person })).status).toBe(502);
	marta.faults({ clear: true });
	await environment.n8n.rest.setUpOwner();
	const saved = async (): Promise<string[]> => {
		const list = await environment.n8n.rest.call<{ results: Array<{ workflowId: string }> }>(
			'GET',
			'/executions',
		);
		return list.results.map(({ workflowId }) => workflowId);
	};
	// n8n keeps an execution while it runs, and deletes it shortly after.
	const isGone = async (): Promise<boolean> => !(await saved()).includes(idOf(/check a card/i));
	expect(await pollUntil(isGone, { timeout: PATIENCE_MS })).toBe(true);
	expect(await saved()).toContain(idOf(/till/i));
});

/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import { itemsOf, startEnvironment, type Environment } from './environment';

jest.setTimeout(600_000);
const folder = join(__dirname, '..', '..', 'examples');
const examples = readdirSync(folder)
	.filter((file) => file.endsWith('.workflow.json'))
	.map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')));
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
	const id = idOf(/till start/i);
	expect(await execute(id)).toHaveLength(1);
	expect(environment.sandbox.marta.counts().loginsByScope).toMatchObject({ terminal: 1 });
});

it('the till flow registers a purchase and takes it back', async () => {
	const { marta } = environment.sandbox;
	const [first] = marta.customers();
	const [points, ...others] = await execute(idOf(/till movements/i));
	expect([points, others]).toEqual([
		{
			card: first.card,
			pointsBefore: first.points,
			pointsAfterPurchase: first.points + 24,
			pointsAfterDeletion: first.points,
		},
		[],
	]);
	expect(marta.customers()[0].points).toBe(first.points);
});

it('the points history has an item for each entry of all pages', async () => {
	const rows = await execute(idOf(/points history/i));
	// More than three pages of 20.
	expect(rows.length).toBeGreaterThan(60);
	for (const row of rows) {
		expect(row).toEqual({
			date: expect.stringMatching(/^2026-0[1-6]-\d\d$/),
			shop: expect.stringContaining('（見本）'),
			points: expect.any(Number),
			balance: expect.any(Number),
		});
	}
	// Newest first: each balance is the one before it and its own points.
	const balances = rows.slice(1).map(({ balance }, index) => {
		return Number(balance) + Number(rows[index].points);
	});
	expect(balances).toEqual(rows.slice(0, -1).map(({ balance }) => balance));
});

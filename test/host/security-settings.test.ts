/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- a test */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import { ensureHost } from '../../tools/n8n-host/install';
import { pollUntil } from '../../tools/support/poll';
import { PATIENCE_MS } from './gate';
import {
	chainOf,
	createCredential,
	martaNode,
	startEditorEnvironment,
	type Environment,
	type Reference,
} from './environment';

/** The settings of the page for security teams, on an n8n that has all of them. */
jest.setTimeout(600_000);
const page = readFileSync(join(__dirname, '..', '..', 'docs', 'for-your-security-team.md'), 'utf8');
const settings = new Map(
	[...page.matchAll(/^\| `([A-Z0-9_]+)` +\| (.*?) +\|/gm)].map(([, name, value]) => [name, value]),
);
/** Those with a value to copy; n8n gets a key and an address of its own. */
const values = Object.fromEntries(
	[...settings].flatMap(([name, value]) => {
		const [, code] = /^`(.*)`$/.exec(value) ?? [];
		return code === undefined ? [] : [[name, code]];
	}),
);

let environment: Environment;
let marta: Reference;

beforeAll(async () => {
	environment = await startEditorEnvironment({
		...values,
		N8N_WEBHOOK_URL: 'https://n8n.example.com/',
	});
	marta = await createCredential(
		environment,
		'martaApi',
		environment.sandbox.credentials.martaApi.customersynchro,
	);
});
afterAll(async () => await environment?.stop());

it('exist in n8n', async () => {
	const { dir } = await ensureHost();
	const sources = [
		'@n8n/config/dist',
		'n8n/dist/modules/community-packages',
		'n8n-workflow/dist/cjs',
	]
		.map((folder) => join(dir, 'node_modules', folder))
		.flatMap((folder) =>
			readdirSync(folder, { recursive: true, encoding: 'utf8' })
				.filter((name) => name.endsWith('.js'))
				.map((name) => readFileSync(join(folder, name), 'utf8')),
		)
		.join('\n');
	expect(settings.size).toBe(10);
	const unknown = [...settings.keys()].filter(
		(name) => !sources.includes(`'${name}'`) && !sources.includes(`process.env.${name}`),
	);
	expect(unknown).toEqual([]);
});

/** A workflow with a check of a card, started by hand or, once it is published, by a request. */
async function createWorkflow(path: string, own: IDataObject = {}): Promise<{ id: string }> {
	const { rest } = environment.n8n;
	const check = martaNode(marta, {
		resource: 'card',
		operation: 'check',
		lookupBy: 'card',
		value: '2990000000001',
	});
	const chain = chainOf([{}], [check]) as { nodes: object[]; connections: IDataObject };
	const webhook = {
		id: path,
		name: 'Webhook',
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2,
		position: [0, 200],
		parameters: { path, responseMode: 'lastNode', options: {} },
		webhookId: path,
	};
	const workflow = await rest.createWorkflow({
		...chain,
		nodes: [...chain.nodes, webhook],
		connections: { ...chain.connections, Webhook: chain.connections.Start },
		settings: own,
	});
	await rest.publish(workflow);
	await environment.n8n.waitForWebhook(path);
	return workflow;
}

const savedOf = async ({ id }: { id: string }): Promise<string[]> =>
	(await environment.n8n.rest.executions({ workflowId: id })).map(
		({ mode, status }) => `${mode} ${status}`,
	);

/** Runs a workflow in three ways: from the editor, by a request, and by a request that fails. */
async function runAll({ id }: { id: string }, path: string): Promise<void> {
	const { n8n, sandbox } = environment;
	const before = sandbox.marta.counts().verifiedCalls;
	await n8n.rest.startRun(id, 'Start');
	expect((await fetch(n8n.webhookUrl(path))).status).toBe(200);
	const areDone = async (): Promise<boolean> => sandbox.marta.counts().verifiedCalls >= before + 2;
	expect(await pollUntil(areDone, { timeout: PATIENCE_MS })).toBe(true);
	sandbox.marta.faults({ fault: { kind: 'empty', status: 404 }, times: 0 });
	expect((await fetch(n8n.webhookUrl(path))).status).toBe(500);
	sandbox.marta.faults({ clear: true });
}

it("save nothing, unless a workflow's own settings say so", async () => {
	const saving = await createWorkflow('saving', {
		saveManualExecutions: true,
		saveDataSuccessExecution: 'all',
		saveDataErrorExecution: 'all',
	});
	const plain = await createWorkflow('plain');
	await runAll(plain, 'plain');
	await runAll(saving, 'saving');
	const all = ['manual success', 'webhook error', 'webhook success'];
	const isThere = async (): Promise<boolean> =>
		(await savedOf(saving)).sort().join() === all.join() && (await savedOf(plain)).length === 0;
	await pollUntil(isThere, { timeout: PATIENCE_MS });
	expect((await savedOf(saving)).sort()).toEqual(all);
	expect(await savedOf(plain)).toEqual([]);
});

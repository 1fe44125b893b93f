/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a test */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { IDataObject, INode } from 'n8n-workflow';
import type { CreatedWorkflow } from '../../tools/demo/examples';
import { pollUntil } from '../../tools/support/poll';
import { readExample } from './example-workflows';
import {
	createBothCredentials,
	itemsOf,
	martaNode,
	type Reference,
	saisonNode,
	startEditorEnvironment,
	type Environment,
} from './environment';
import { PATIENCE_MS } from './gate';

/** The error workflow among the examples, told by a real n8n about executions that failed. */
jest.setTimeout(600_000);
const PHONE = '+39 333 0000077';
const ADDRESS = 'via Roma 1';
/** n8n polls once a minute at most. */
const POLL_PATIENCE_MS = 2 * PATIENCE_MS;

interface Told {
	/** All that n8n handed over, as text. */
	received: string;
	subject: string;
	text: string;
}

let environment: Environment;
let saison: Reference;
let marta: Reference;
let alertId: string;
let feed: CreatedWorkflow;
let feedServer: Server | undefined;

beforeAll(async () => {
	environment = await startEditorEnvironment();
	const { rest } = environment.n8n;
	const example = readExample('alert-operator');
	// Saved here, so that the test can read what it said.
	const settings = { ...example.settings, saveDataSuccessExecution: 'all' };
	const alert = await rest.createWorkflow({ ...example, id: undefined, settings });
	await rest.publish(alert);
	alertId = alert.id;
	({ saison, marta } = await createBothCredentials(environment));
	feed = await publish('Feed', [await pollingTrigger()]);
});
afterAll(async () => {
	await environment?.stop();
	feedServer?.close();
});

/** A chain of nodes that names the example as its error workflow. */
async function create(
	name: string,
	nodes: Array<INode | IDataObject>,
	settings: IDataObject = {},
): Promise<CreatedWorkflow> {
	const names = nodes.map((node) => String(node.name));
	return await environment.n8n.rest.createWorkflow({
		name,
		nodes,
		connections: Object.fromEntries(
			names
				.slice(0, -1)
				.map((from, index) => [
					from,
					{ main: [[{ node: names[index + 1], type: 'main', index: 0 }]] },
				]),
		),
		settings: { errorWorkflow: alertId, ...settings },
	});
}

async function publish(...workflow: Parameters<typeof create>): Promise<CreatedWorkflow> {
	const created = await create(...workflow);
	await environment.n8n.rest.publish(created);
	return created;
}

function node(name: string, type: string, parameters: IDataObject, typeVersion = 1): INode {
	const fullType = `n8n-nodes-base.${type}`;
	return { id: name, name, type: fullType, typeVersion, position: [0, 0], parameters } as INode;
}

/** Polls a feed that is there once, when the workflow is published, and fails from then on. */
async function pollingTrigger(): Promise<INode> {
	let polls = 0;
	feedServer = createServer((_request, response) => {
		polls += 1;
		response.statusCode = polls === 1 ? 200 : 500;
		response.end('<rss version="2.0"><channel><title>Feed</title></channel></rss>');
	}).listen(0, '127.0.0.1');
	await once(feedServer, 'listening');
	const { port } = feedServer.address() as AddressInfo;
	const feedUrl = `http://127.0.0.1:${port}/${encodeURIComponent(ADDRESS)}`;
	const pollTimes = { item: [{ mode: 'everyMinute' }] };
	return node('Feed', 'rssFeedReadTrigger', { feedUrl, pollTimes });
}

const called = (): INode =>
	node('Called', 'executeWorkflowTrigger', { inputSource: 'passthrough' }, 1.1);

const call = ({ id }: CreatedWorkflow): INode =>
	node(
		'Call',
		'executeWorkflow',
		{ source: 'database', workflowId: { __rl: true, mode: 'id', value: id }, options: {} },
		1.2,
	);

/** Fails because the item has no such field. */
const checkOfNothing = (): INode =>
	martaNode(
		marta,
		{ resource: 'card', operation: 'check', lookupBy: 'mobile', value: '={{ $json.nothing }}' },
		{ name: 'Check Card' },
	);

/** Publishes a workflow that begins with a webhook, and asks it; returns the workflow. */
async function fail(
	name: string,
	nodes: INode[],
	body: object = {},
	settings?: IDataObject,
): Promise<CreatedWorkflow> {
	const path = name.toLowerCase().replaceAll(' ', '-');
	const webhook = {
		...node('Asked', 'webhook', { path, httpMethod: 'POST', options: {} }, 2),
		webhookId: path,
	};
	const workflow = await publish(name, [webhook, ...nodes], settings);
	await environment.n8n.waitForWebhook(path);
	await fetch(environment.n8n.webhookUrl(path), {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ address: ADDRESS, ...body }),
	});
	return workflow;
}

/** All messages about a workflow, oldest first, once there are as many as expected. */
async function toldAbout(
	{ id }: CreatedWorkflow,
	count = 1,
	timeout = PATIENCE_MS,
): Promise<Told[]> {
	const { rest } = environment.n8n;
	let told: Told[] = [];
	const areThere = async (): Promise<boolean> => {
		const runs = await rest.executions({ workflowId: alertId, status: ['success', 'error'] });
		const read = await Promise.all(runs.map(async (run) => await rest.execution(run.id)));
		told = read.reverse().flatMap(({ data }) => {
			const received = itemsOf<{ workflow: { id: string } }>(data, 'A Workflow Failed');
			if (received[0].workflow.id !== id) return [];
			const messages = itemsOf<Told>(data, 'What to Tell');
			return messages.map((message) => ({ ...message, received: JSON.stringify(received) }));
		});
		return told.length >= count;
	};
	await pollUntil(areThere, { timeout, interval: 500 });
	expect(told).toHaveLength(count);
	return told;
}

/** The only message about a workflow; `planted` is what n8n handed over and the message must not say. */
async function messageAbout(workflow: CreatedWorkflow, planted: string[]): Promise<string> {
	const [{ received, subject, text }] = await toldAbout(workflow);
	for (const value of planted) {
		expect(received).toContain(value);
		expect(`${subject}\n${text}`).not.toContain(value);
	}
	expect(subject).toContain(workflow.name);
	return text;
}

const linkTo = ({ id }: CreatedWorkflow): unknown =>
	expect.stringMatching(
		new RegExp(`^Execution: ${environment.n8n.url}/workflow/${id}/executions/\\d+$`, 'm'),
	);

it('tells that a token has expired, and not the token', async () => {
	const [{ accessToken }] = environment.sandbox.saison.memberTokens({ expired: true });
	const workflow = await fail('Token expired', [
		saisonNode(saison, {
			resource: 'member',
			operation: 'getAttributes',
			attributes: ['birthday'],
			options: { memberAccessToken: accessToken },
		}),
	]);
	const text = await messageAbout(workflow, [accessToken]);
	expect(text).toMatch(/^Workflow: Token expired\nNode: Under Test\nReason: token_expired\n/);
	expect(text).toMatch(/^HTTP status: 401$/m);
	expect(text).toEqual(linkTo(workflow));
});

it('tells that a service is down, and not what it said', async () => {
	const { marta: service } = environment.sandbox;
	const said = `no answer for ${PHONE}`;
	service.faults({
		match: { path: '/customer/checkcard' },
		fault: { kind: 'status', status: 503, body: { message: said } },
		times: 0,
	});
	const check = { resource: 'card', operation: 'check', lookupBy: 'mobile', value: PHONE };
	const workflow = await fail('Service down', [martaNode(marta, check)]);
	const text = await messageAbout(workflow, [said, PHONE]);
	service.faults({ clear: true });
	expect(text).toMatch(/^Reason: temporarily_unavailable$/m);
	expect(text).toMatch(/^HTTP status: 503$/m);
	expect(text).toEqual(linkTo(workflow));
});

it('tells that an input is invalid, and not the phone number in it', async () => {
	const headers = { parameter: [{ name: '={{ $json.body.phone }}', value: 'x' }] };
	const workflow = await fail(
		'Invalid input',
		[
			martaNode(marta, {
				resource: 'apiRequest',
				operation: 'send',
				method: 'GET',
				path: '/customer/checkcard',
				headerParameters: headers,
			}),
		],
		{ phone: PHONE },
	);
	const text = await messageAbout(workflow, [PHONE]);
	expect(text).toMatch(/^Reason: invalid_input$/m);
	expect(text).toMatch(/^Item, from 0: 0$/m);
});

it('tells the reason that Stop and Error ends with, and nothing before it', async () => {
	const errorMessage = '={{ $json.body.phone }} could not be asked about: rate_limited';
	const workflow = await fail(
		'Stopped with a reason',
		[node('Stop', 'stopAndError', { errorType: 'errorMessage', errorMessage })],
		{ phone: PHONE },
	);
	const text = await messageAbout(workflow, [PHONE]);
	expect(text).toMatch(/^Node: Stop\nReason: rate_limited$/m);
});

it('tells only the kind of an error that code has made', async () => {
	const jsCode = `const error = new Error('${PHONE}'); error.name = '${ADDRESS}'; throw error;`;
	const workflow = await fail('Code failed', [node('Code', 'code', { jsCode }, 2)]);
	const text = await messageAbout(workflow, [PHONE]);
	expect(text).toMatch(/^Reason: unknown$/m);
	expect(text).toMatch(/^Kind of error: WrappedExecutionError$/m);
	expect(text).not.toContain(ADDRESS);
});

it('tells the same reason about a sub-workflow and about the workflow that called it', async () => {
	const sub = await publish('Sub-workflow', [called(), checkOfNothing()]);
	const caller = await fail('Caller', [call(sub)]);
	expect(await messageAbout(sub, [])).toMatch(/^Node: Check Card\nReason: invalid_input$/m);
	expect(await messageAbout(caller, [])).toMatch(/^Node: Call\nReason: invalid_input$/m);

	const manual = await create('Started by hand', [node('Start', 'manualTrigger', {}), call(sub)]);
	await environment.n8n.rest.runWorkflow(manual.id, 'Start');
	expect(await toldAbout(sub, 2)).toHaveLength(2);
	expect(await toldAbout(manual, 0)).toEqual([]);
});

it('tells that a run was stopped by its timeout', async () => {
	const wait = node('Wait', 'wait', { amount: 60 }, 1.1);
	const workflow = await fail('Too slow', [wait], {}, { executionTimeout: 2 });
	const text = await messageAbout(workflow, []);
	expect(text).toMatch(/^What to do: It was stopped by a person, or by the timeout/m);
});

it('tells that a trigger failed, which has no execution', async () => {
	const [{ received, text }] = await toldAbout(feed, 1, POLL_PATIENCE_MS);
	expect(text).toMatch(/^Workflow: Feed\n/);
	expect(text).toMatch(/^Execution: none$/m);
	expect(received).not.toContain('"execution"');
});

it('is not told by n8n as long as it is not published', async () => {
	const { rest } = environment.n8n;
	const unpublished = await rest.createWorkflow(readExample('alert-operator'));
	await fail('Nobody is told', [checkOfNothing()], {}, { errorWorkflow: unpublished.id });
	const isLogged = (): boolean =>
		environment.n8n.log.includes('is not active and cannot be executed');
	expect(await pollUntil(isLogged, { timeout: PATIENCE_MS })).toBe(true);
});

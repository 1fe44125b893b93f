import type { IDataObject } from 'n8n-workflow';
import { ScriptedModel } from '../../sandbox/scripted-model';
import {
	APP_HEADER,
	demoCredentials,
	importInto,
	MCP_TOKEN,
	modelCredential,
	type CreatedWorkflow,
} from '../../tools/demo/examples';
import { answerAboutCard } from '../../tools/demo/scripted-answer';
import { callMcpTool, connectMcpClient, type McpClient } from '../../tools/n8n-host/mcp-client';
import { read } from '../conformance/support/files';
import { startEditorEnvironment, type Environment } from './environment';
import { readExample } from './example-workflows';
import { watchRequests } from './tool-cases';

/** The examples for agents, as `docs/agents.md` describes them. */
jest.setTimeout(600_000);
const page = read('docs/agents.md');
let environment: Environment;
let model: ScriptedModel;
let examples: Record<string, CreatedWorkflow>;

beforeAll(async () => {
	model = await ScriptedModel.start();
	model.answer = answerAboutCard;
	environment = await startEditorEnvironment();
	const { rest } = environment.n8n;
	const names = ['check-card-mcp', 'check-card-agent'];
	examples = await importInto(
		rest,
		[...demoCredentials(environment.sandbox.credentials), modelCredential(model)],
		Object.fromEntries(names.map((name) => [name, readExample(name)])),
	);
	for (const name of names) await rest.publish(examples[name]);
	await environment.n8n.waitForWebhook('customer-asks');
});
afterAll(async () => {
	await environment?.stop();
	await model?.stop();
});

/** What the next request to MARTA gets. */
function rejectScopeOnce(): void {
	environment.sandbox.marta.faults({ fault: { kind: 'status', status: 403 }, times: 1 });
}

/** The results of tools that the page shows. */
const shownResults = [...page.matchAll(/```json\n(.*?)```/gs)].map(
	([, json]) => JSON.parse(json) as unknown,
);

describe('check-card-mcp', () => {
	const connect = async (headers?: Record<string, string>): Promise<McpClient> =>
		await connectMcpClient(environment.n8n, 'marta-cards', headers);
	let client: McpClient;
	beforeAll(async () => {
		client = await connect({ authorization: `Bearer ${MCP_TOKEN}` });
	});
	afterAll(async () => await client?.close());

	it.each([[undefined], [{ authorization: 'Bearer another' }]])(
		'rejects a client whose headers are %j',
		async (headers) => {
			const received = watchRequests(environment);
			await expect(connect(headers)).rejects.toThrow('Authorization data is wrong!');
			expect(received()).toEqual([]);
		},
	);

	it('shows a client its own name, and a tool with the two values that it leaves to the model', async () => {
		expect(client.getServerVersion()?.name).toBe('MARTA_Cards');
		const { tools } = await client.listTools();
		expect(
			tools.map(({ name, inputSchema }) => [name, Object.keys({ ...inputSchema.properties })]),
		).toEqual([['Check_Card', ['lookup_by', 'value']]]);
		expect(tools[0].description).toMatch(/^Check whether a person is a customer and has a card\./);
		const { martaApi } = environment.sandbox.credentials;
		const secrets = [martaApi.customersynchro.apiKey, martaApi.customersynchro.baseUrl];
		expect(secrets.filter((secret) => JSON.stringify(tools).includes(secret))).toEqual([]);
	});

	it.each([
		['card', '2990000000001', 200],
		['mobile', '+393000000120', 402],
		['email', 'nobody@example.com', 404],
	])('checks a %s: %s', async (lookup_by, value, status) => {
		const received = watchRequests(environment);
		const undeclared = { resource: 'session', operation: 'logIn', card: '2990000000002' };
		const args = { lookup_by, value, ...undeclared };
		const [result, ...others] = JSON.parse(await callMcpTool(client, 'Check_Card', args));
		expect([result.statusCode, others]).toEqual([status, []]);
		expect(received()).toEqual([
			`GET /customer/checkcard?${lookup_by}=${encodeURIComponent(value)}`,
		]);
	});

	it('returns an error as text', async () => {
		rejectScopeOnce();
		const args = { lookup_by: 'card', value: '2990000000001' };
		const text = await callMcpTool(client, 'Check_Card', args);
		expect(shownResults).toContainEqual(JSON.parse(text));
	});
});

describe('check-card-agent', () => {
	/** What a model may try so that somebody else is looked up. */
	const SOMEBODY_ELSE = '+393000000020';
	const tries = {
		mobile: SOMEBODY_ELSE,
		value: SOMEBODY_ELSE,
		body: { mobile: SOMEBODY_ELSE },
		json: { body: { mobile: SOMEBODY_ELSE } },
		lookupBy: 'card',
		resource: 'session',
	};

	async function ask(
		mobile: string,
		headers: Record<string, string> = { [APP_HEADER.name]: APP_HEADER.value },
	): Promise<{ status: number; body: string; sent: string[] }> {
		const sent = watchRequests(environment);
		model.requests.length = 0;
		model.toolArguments = tries;
		const question = `Do I have a card? And check ${SOMEBODY_ELSE}.`;
		const response = await fetch(environment.n8n.webhookUrl('customer-asks'), {
			method: 'POST',
			headers: { 'content-type': 'application/json', ...headers },
			body: JSON.stringify({ mobile, question }),
		});
		return { status: response.status, body: await response.text(), sent: sent() };
	}

	const answerOf = ({ body }: { body: string }): unknown =>
		(JSON.parse(body) as IDataObject).answer;

	it.each([
		['+393000000010', 'You have the card 2990000000001.'],
		[
			'+393000000120',
			'You have the card 2990000000012, but some of your personal data is missing.',
		],
		['+393999999999', 'I do not find you among our customers.'],
	])('answers for %s, whoever the model asks about', async (mobile, answer) => {
		const asked = await ask(mobile);
		expect(answerOf(asked)).toBe(answer);
		expect(asked.sent).toEqual([`GET /customer/checkcard?mobile=${encodeURIComponent(mobile)}`]);
	});

	it('leaves the model no value to fill in', async () => {
		await ask('+393000000010');
		const [{ tools = [] }] = model.requests;
		expect(
			tools.map(({ function: { name, parameters } }) => [name, parameters.properties]),
		).toEqual([['Check_Card', {}]]);
	});

	it('has the model read the whole error, and say nothing about the card', async () => {
		rejectScopeOnce();
		const asked = await ask('+393000000010');
		expect(shownResults).toContainEqual(JSON.parse(model.toolText));
		expect(answerOf(asked)).toBe('I cannot check it at the moment.');
	});

	it.each([[''], [null]])('asks MARTA nothing without a mobile number: %j', async (mobile) => {
		const asked = await ask(mobile as string);
		expect([answerOf(asked), asked.sent]).toEqual(['I cannot check it at the moment.', []]);
	});

	it('asks neither model nor MARTA without the header', async () => {
		const { status, sent } = await ask('+393000000010', {});
		expect([status, sent, model.requests]).toEqual([403, [], []]);
	});
});

it('neither example saves an execution', async () => {
	const { rest } = environment.n8n;
	for (const { id } of Object.values(examples)) {
		expect(await rest.executions({ workflowId: id })).toEqual([]);
	}
});

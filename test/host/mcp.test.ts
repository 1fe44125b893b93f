/* eslint-disable import-x/no-unresolved -- the rule cannot read the exports of the package */
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { IDataObject, INode } from 'n8n-workflow';
import { pollUntil } from '../../tools/support/poll';
import { startEditorEnvironment, type Environment } from './environment';
import { PATIENCE_MS } from './gate';
import type { ToolCase } from './tool-case';
import { describedParameters, TITLES, toolCases, watchRequests } from './tool-cases';

/** The nodes as tools of n8n's MCP Server Trigger, called by the official client. */
jest.setTimeout(600_000);
let environment: Environment;
let client: Client;
let cases: Array<ToolCase & { toolName: string }>;

beforeAll(async () => {
	environment = await startEditorEnvironment();
	const { rest } = environment.n8n;
	cases = (await toolCases(environment)).map((one, index) => ({
		...one,
		toolName: `Tool_${index}`,
		tool: { ...one.tool, id: `tool${index}`, name: `Tool ${index}` },
	}));
	await rest.publish(await rest.createWorkflow(serverWith(cases.map(({ tool }) => tool))));
	client = new Client({ name: 'host-test', version: '1.0.0' });
	const url = new URL(`${environment.n8n.url}/mcp/tools-under-test`);
	// n8n registers the address shortly after it publishes.
	const isRegistered = async (): Promise<boolean> =>
		(await fetch(url, { method: 'POST' })).status !== 404;
	await pollUntil(isRegistered, { timeout: PATIENCE_MS });
	await client.connect(new StreamableHTTPClientTransport(url));
});
afterAll(async () => {
	await client?.close();
	await environment?.stop();
});

function serverWith(tools: INode[]): IDataObject {
	const trigger: INode = {
		id: 'server',
		name: 'Server',
		type: '@n8n/n8n-nodes-langchain.mcpTrigger',
		typeVersion: 2,
		position: [0, 0],
		webhookId: 'tools-under-test',
		parameters: { authentication: 'none', path: 'tools-under-test' },
	};
	return {
		name: 'MCP server',
		settings: {},
		nodes: [trigger, ...tools],
		connections: Object.fromEntries(
			tools.map(({ name }) => [
				name,
				{ ai_tool: [[{ node: trigger.name, type: 'ai_tool', index: 0 }]] },
			]),
		),
	};
}

it('offers each tool with the values that the author left to a model, and no others', async () => {
	const { tools } = await client.listTools();
	const declared = Object.fromEntries(
		tools.map(({ name, inputSchema }) => [name, Object.keys(inputSchema.properties ?? {})]),
	);
	expect(declared).toMatchObject({ Tool_2: ['card'], Tool_3: ['note'] });
	expect(Object.keys(declared)).toHaveLength(TITLES.length);
	for (const { toolName, declared: told } of cases) {
		const tool = tools.find(({ name }) => name === toolName);
		if (!told || !tool) continue;
		expect({
			description: tool.description,
			parameters: describedParameters(tool.inputSchema as object),
		}).toEqual(told);
	}
});

describe('Through MCP', () => {
	it.each(TITLES)('%s', async (title) => {
		const { toolName, args, prepare, reads, sent } = cases.find(
			(one) => one.title === title,
		) as (typeof cases)[number];
		environment.sandbox.marta.faults({ clear: true });
		prepare?.(environment);
		const received = watchRequests(environment);
		const { content } = await client.callTool({ name: toolName, arguments: args });
		const [said] = content as Array<{ text: string }>;
		expect(said.text).toMatch(reads);
		expect(received()).toEqual(sent);
	});
});

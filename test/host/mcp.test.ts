import type { IDataObject, INode } from 'n8n-workflow';
import { callMcpTool, connectMcpClient, type McpClient } from '../../tools/n8n-host/mcp-client';
import { startEditorEnvironment, type Environment } from './environment';
import type { ToolCase } from './tool-case';
import { describedParameters, TITLES, toolCases, watchRequests } from './tool-cases';

/** The nodes as tools of n8n's MCP Server Trigger, called by the official client. */
jest.setTimeout(600_000);
let environment: Environment;
let client: McpClient;
let cases: Array<ToolCase & { toolName: string }>;

beforeAll(async () => {
	environment = await startEditorEnvironment();
	cases = (await toolCases(environment)).map((one, index) => ({
		...one,
		toolName: `Tool_${index}`,
		tool: { ...one.tool, id: `tool${index}`, name: `Tool ${index}` },
	}));
	client = await connectTo(
		'tools-under-test',
		cases.map(({ tool }) => tool),
	);
});
afterAll(async () => {
	await client?.close();
	await environment?.stop();
});

async function connectTo(path: string, tools: INode[]): Promise<McpClient> {
	const { n8n } = environment;
	await n8n.rest.publish(await n8n.rest.createWorkflow(serverWith(path, tools)));
	return await connectMcpClient(n8n, path);
}

function serverWith(path: string, tools: INode[]): IDataObject {
	const trigger: INode = {
		id: 'server',
		name: 'Server',
		type: '@n8n/n8n-nodes-langchain.mcpTrigger',
		typeVersion: 2,
		position: [0, 0],
		webhookId: path,
		parameters: { authentication: 'none', path },
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
		expect(await callMcpTool(client, toolName, args)).toMatch(reads);
		expect(received()).toEqual(sent);
	});
});

it('an error is an ordinary result, which only its text tells apart', async () => {
	const { toolName, args } = cases[0];
	const result = await client.callTool({ name: toolName, arguments: args });
	expect(result.isError).toBeUndefined();
	expect(result.content).toEqual([
		{ type: 'text', text: expect.stringMatching(/^\[\{"error":"'Path' has .*"reason":/) },
	]);
});

it('two tools whose names have no ASCII letter stop the server', async () => {
	const [{ tool }] = cases;
	const tools = ['カード確認', '会員確認'].map((name) => ({ ...tool, id: name, name }));
	await expect(connectTo('no-ascii', tools)).rejects.toThrow('Workflow could not be started');
});

import type { IDataObject, INode } from 'n8n-workflow';
import { startEditorEnvironment, type Environment } from './environment';
import { ScriptedModel } from './scripted-model';
import type { ToolCase } from './tool-case';
import { describedParameters, TITLES, toolCases, watchRequests } from './tool-cases';

/** The nodes as tools of n8n's AI Agent, with a model that says what the test wrote. */
jest.setTimeout(600_000);
let environment: Environment;
let model: ScriptedModel;
let modelCredential: { id: string; name: string };
let cases: ToolCase[];

beforeAll(async () => {
	model = await ScriptedModel.start();
	environment = await startEditorEnvironment();
	modelCredential = await environment.n8n.rest.createCredential({
		name: 'Scripted model',
		type: 'openAiApi',
		data: { apiKey: 'any', url: model.url },
	});
	cases = await toolCases(environment);
});
afterAll(async () => {
	await environment?.stop();
	await model?.stop();
});

function node(name: string, type: string, typeVersion: number, more: Partial<INode> = {}): INode {
	return { id: name, name, type, typeVersion, position: [0, 0], parameters: {}, ...more };
}

function workflowWith(agentVersion: number, tool: INode): IDataObject {
	const agent = node('Agent', '@n8n/n8n-nodes-langchain.agent', agentVersion, {
		parameters: { promptType: 'define', text: 'Use the tool.', options: {} },
	});
	const chat = node('Model', '@n8n/n8n-nodes-langchain.lmChatOpenAi', 1.2, {
		parameters: { model: { __rl: true, mode: 'id', value: 'scripted' }, options: {} },
		credentials: { openAiApi: modelCredential },
	});
	const to = (type: string): IDataObject => ({
		[type]: [[{ node: 'Agent', type, index: 0 }]],
	});
	return {
		name: `Agent ${agentVersion}: ${tool.name}`,
		settings: { executionOrder: 'v1' },
		nodes: [node('Start', 'n8n-nodes-base.manualTrigger', 1), agent, chat, tool],
		connections: { Start: to('main'), Model: to('ai_languageModel'), [tool.name]: to('ai_tool') },
	};
}

describe.each([3.1, 2.2])('For AI Agent %s', (agentVersion) => {
	it.each(TITLES)('%s', async (title) => {
		const { tool, args, prepare, reads, sent, declared } = cases.find(
			(one) => one.title === title,
		) as ToolCase;
		environment.sandbox.marta.faults({ clear: true });
		prepare?.(environment);
		const received = watchRequests(environment);
		model.requests.length = 0;
		model.toolArguments = args;
		const { rest } = environment.n8n;
		const workflow = await rest.createWorkflow(workflowWith(agentVersion, tool));
		const run = await rest.runWorkflow(workflow.id, 'Start');
		expect([run.status, run.data.resultData.error?.message]).toEqual(['success', undefined]);
		expect(model.requests).toHaveLength(2);
		expect(model.toolText).toMatch(reads);
		expect(received()).toEqual(sent);
		const [told] = model.requests[0].tools ?? [];
		if (declared) {
			expect({
				description: told.function.description,
				parameters: describedParameters(told.function.parameters),
			}).toEqual(declared);
		}
	});
});

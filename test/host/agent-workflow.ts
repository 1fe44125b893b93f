import type { IDataObject, INode } from 'n8n-workflow';
import type { Reference } from './environment';

interface AgentWorkflow {
	agentVersion: number;
	tools: INode[];
	/** The credential of its model. */
	model: Reference;
	/** What it runs on: from the node "Items", or one by one from the node "One". */
	items?: IDataObject[];
	oneByOne?: boolean;
}

/** n8n's AI Agent with tools, behind the manual trigger "Start". */
export function agentWorkflow({
	agentVersion,
	tools,
	model,
	items = [{}],
	oneByOne = false,
}: AgentWorkflow): IDataObject {
	const nodes = [
		node('Start', 'n8n-nodes-base.manualTrigger', 1),
		node('Items', 'n8n-nodes-base.code', 2, {
			parameters: { jsCode: `return ${JSON.stringify(items)}` },
		}),
		node('Agent', '@n8n/n8n-nodes-langchain.agent', agentVersion, {
			parameters: { promptType: 'define', text: 'Use the tool.', options: {} },
		}),
		node('Model', '@n8n/n8n-nodes-langchain.lmChatOpenAi', 1.2, {
			parameters: { model: { __rl: true, mode: 'id', value: 'scripted' }, options: {} },
			credentials: { openAiApi: model },
		}),
		...tools,
	];
	const loop = [
		node('Loop', 'n8n-nodes-base.splitInBatches', 3, { parameters: { options: {} } }),
		node('One', 'n8n-nodes-base.noOp', 1),
	];
	return {
		name: `Agent ${agentVersion}: ${tools[0].name}`,
		settings: { executionOrder: 'v1' },
		nodes: oneByOne ? [...nodes, ...loop] : nodes,
		connections: {
			Start: to('Items'),
			Items: to(oneByOne ? 'Loop' : 'Agent'),
			Model: to('Agent', 'ai_languageModel'),
			...Object.fromEntries(tools.map(({ name }) => [name, to('Agent', 'ai_tool')])),
			// Its first output is for what comes after the loop.
			...(oneByOne && {
				Loop: { main: [[], to('One').main[0]] },
				One: to('Agent'),
				Agent: to('Loop'),
			}),
		},
	};
}

function node(name: string, type: string, typeVersion: number, more: Partial<INode> = {}): INode {
	return { id: name, name, type, typeVersion, position: [0, 0], parameters: {}, ...more };
}

function to(name: string, type = 'main'): Record<string, Array<Array<Record<string, unknown>>>> {
	return { [type]: [[{ node: name, type, index: 0 }]] };
}

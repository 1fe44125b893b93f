/* eslint-disable @n8n/community-nodes/no-deprecated-workflow-functions -- a test of that very function */
import { ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';
import {
	createRunExecutionData,
	NodeConnectionTypes,
	NodeHelpers,
	Workflow,
	type ICredentialDataDecryptedObject,
	type IDataObject,
	type IExecuteFunctions,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type INodeType,
	type INodeTypes,
	type IRun,
	type IWorkflowExecuteAdditionalData,
	type OnError,
} from 'n8n-workflow';
import { MartaApi } from '../../credentials/MartaApi.credentials';
import { SaisonConnectApi } from '../../credentials/SaisonConnectApi.credentials';
import { Marta } from '../../nodes/Marta/Marta.node';
import { SaisonConnect } from '../../nodes/SaisonConnect/SaisonConnect.node';
import { CredentialsStore } from './credentials-store';

export const SAISON_ORIGIN = 'https://apit.saisoncard.co.jp';
export const MARTA_ORIGIN = 'https://martaapidemo.keyx.it';

/** A complete Saison credential without tokens. */
export const saisonData: ICredentialDataDecryptedObject = {
	environment: 'test',
	clientId: 'ZT300',
	clientSecret: 'test-client-secret',
};

/** A complete MARTA credential without a session. */
export const martaData: ICredentialDataDecryptedObject = {
	environment: 'demo',
	apiKey: 'test-api-key',
	scope: 'customersynchro',
	campaignId: '16273',
	deviceType: '1',
};

/**
 * Stands for nodes that send through the older request helper, as n8n's HTTP Request does: one
 * request per item, options taken from the item.
 */
class LegacyRequest implements INodeType {
	description = {
		displayName: 'Legacy Request',
		name: 'legacyRequest',
		group: ['transform'],
		version: 1,
		description: 'Sends the options of each item',
		defaults: { name: 'Legacy Request' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'saisonConnectApi' }, { name: 'martaApi' }],
		properties: [
			{ displayName: 'Credential', name: 'credential', type: 'string' as const, default: '' },
		],
	} satisfies INodeType['description'];

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const type = this.getNodeParameter('credential', 0) as string;
		const responses = this.getInputData().map(async ({ json }, item) => ({
			json: (await this.helpers.requestWithAuthentication.call(
				this,
				type,
				{ resolveWithFullResponse: false, json: true, ...json } as never,
				undefined,
				item,
			)) as IDataObject,
			pairedItem: { item },
		}));
		return [await Promise.all(responses)];
	}
}

class Start implements INodeType {
	description = {
		displayName: 'Start',
		name: 'start',
		group: ['input'],
		version: 1,
		description: 'Returns the items of the test',
		defaults: { name: 'Start' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		properties: [],
	} satisfies INodeType['description'];

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [this.getInputData()];
	}
}

const types: Record<string, INodeType> = {
	start: new Start(),
	legacyRequest: new LegacyRequest(),
	saisonConnect: new SaisonConnect(),
	marta: new Marta(),
	saisonConnectTool: new SaisonConnect(),
	martaTool: new Marta(),
};

const nodeTypes: INodeTypes = {
	getByName: (name) => types[name],
	getByNameAndVersion: (name) => NodeHelpers.getVersionedNodeType(types[name]),
	getKnownTypes: () => ({}),
};

/** A workflow of one node, for a context of n8n's other than that of a run. */
export function workflowOf(node: INode, nodeType: INodeType): Workflow {
	return new Workflow({
		nodes: [node],
		connections: {},
		active: false,
		nodeTypes: {
			getByName: () => nodeType,
			getByNameAndVersion: () => NodeHelpers.getVersionedNodeType(nodeType),
			getKnownTypes: () => ({}),
		},
	});
}

export function saisonStore(data: ICredentialDataDecryptedObject = {}): CredentialsStore {
	return new CredentialsStore(new SaisonConnectApi(), { ...saisonData, ...data });
}

export function martaStore(data: ICredentialDataDecryptedObject = {}): CredentialsStore {
	return new CredentialsStore(new MartaApi(), { ...martaData, ...data });
}

export interface EngineRun {
	/** Items on the regular output. */
	items: INodeExecutionData[];
	/** Items on the error output, with `continueErrorOutput`. */
	errorItems: INodeExecutionData[];
	error?: Error & { description?: string; context?: IDataObject; httpCode?: string | null };
	run: IRun;
}

export interface EngineOptions {
	node: 'saisonConnect' | 'marta' | 'legacyRequest';
	parameters: INodeParameters;
	store: CredentialsStore;
	/** Runs it as n8n's agents do: as a type of its own, with a model's words in the items. */
	asTool?: boolean;
	items?: IDataObject[];
	onError?: OnError;
	/** Called with a function that cancels the execution. */
	onCancelReady?: (cancel: () => void) => void;
}

/** Runs Start → node through n8n's real engine. */
export async function runNode(options: EngineOptions): Promise<EngineRun> {
	const { node, parameters, store, items = [{}], onError } = options;
	const credentialType = node === 'marta' ? 'martaApi' : 'saisonConnectApi';
	const typeOfCredential =
		node === 'legacyRequest' ? String(parameters.credential) : credentialType;
	const nodes: INode[] = [
		{ id: '1', name: 'Start', type: 'start', typeVersion: 1, position: [0, 0], parameters: {} },
		{
			id: '2',
			name: 'Under Test',
			type: options.asTool ? `${node}Tool` : node,
			typeVersion: 1,
			position: [200, 0],
			parameters,
			onError,
			credentials: { [typeOfCredential]: { id: 'credential-1', name: 'Credential' } },
		},
	];
	const workflow = new Workflow({
		id: 'workflow-1',
		nodes,
		connections: { Start: { main: [[{ node: 'Under Test', type: 'main', index: 0 }]] } },
		active: false,
		nodeTypes,
	});
	const data = items.map((json, item) => ({ json, pairedItem: { item } }));
	const runData = createRunExecutionData({
		executionData: {
			nodeExecutionStack: [{ node: nodes[0], data: { main: [data] }, source: null }],
		},
	});
	const execution = new WorkflowExecute(additionalData(store), 'manual', runData);
	const promise = execution.processRunExecutionData(workflow);
	options.onCancelReady?.(() => promise.cancel());
	const run = await promise;
	const output = run.data.resultData.runData['Under Test']?.[0]?.data?.main ?? [];
	return {
		items: output[0] ?? [],
		errorItems: output[1] ?? [],
		error: run.data.resultData.error as EngineRun['error'],
		run,
	};
}

export function additionalData(store: CredentialsStore): IWorkflowExecuteAdditionalData {
	const base = 'http://127.0.0.1:1';
	return {
		credentialsHelper: store,
		hooks: new ExecutionLifecycleHooks('manual', 'execution-1', {
			id: 'workflow-1',
			name: 'Engine test',
			active: false,
			nodes: [],
			connections: {},
			createdAt: new Date(),
			updatedAt: new Date(),
		} as never),
		executionId: 'execution-1',
		currentNodeExecutionIndex: 0,
		restApiUrl: base,
		instanceBaseUrl: base,
		formBaseUrl: base,
		formWaitingBaseUrl: base,
		formTestBaseUrl: base,
		webhookBaseUrl: base,
		webhookWaitingBaseUrl: base,
		webhookTestBaseUrl: base,
		mcpBaseUrl: base,
		mcpTestBaseUrl: base,
		variables: {},
		setExecutionStatus: () => {},
	} as unknown as IWorkflowExecuteAdditionalData;
}

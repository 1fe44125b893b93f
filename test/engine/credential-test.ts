import { ExecuteContext, RoutingNode } from 'n8n-core';
import {
	createEmptyRunExecutionData,
	type ICredentialDataDecryptedObject,
	type ICredentialType,
	type INode,
	type INodeType,
} from 'n8n-workflow';
import { CredentialsStore } from './credentials-store';
import { additionalData, workflowOf } from './harness';

export interface TestVerdict {
	status: 'OK' | 'Error';
	message: string;
	store: CredentialsStore;
}

/**
 * The test button of the credential form: n8n's own routing sends the test request, the verdict
 * follows the steps of its credentials tester. As there, the hook runs whatever token is stored.
 */
export async function testCredential(
	type: ICredentialType,
	data: ICredentialDataDecryptedObject,
): Promise<TestVerdict> {
	const defaults = Object.fromEntries(
		type.properties.map(({ name, default: value }) => [name, value]),
	);
	const filled = { ...defaults, ...data } as ICredentialDataDecryptedObject;
	const store = new CredentialsStore(type, filled);
	store.alwaysRunsHook = true;
	const { request, rules = [] } = type.test ?? { request: {} };
	const nodeType: INodeType = {
		description: {
			displayName: 'No Operation',
			name: 'noOp',
			group: ['organization'],
			version: 1,
			description: '',
			defaults: { name: 'No Operation' },
			inputs: ['main'],
			outputs: ['main'],
			credentials: [{ name: type.name, required: true }],
			properties: [
				{ displayName: 'Temp', name: 'temp', type: 'string', default: '', routing: { request } },
			],
		},
	};
	const node: INode = {
		id: 'temp',
		name: 'Temp-Node',
		type: 'noOp',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
		credentials: { [type.name]: { id: 'credential-1', name: 'Credential' } },
	};
	const workflow = workflowOf(node, nodeType);
	const context = new ExecuteContext(
		workflow,
		node,
		additionalData(store),
		'internal',
		createEmptyRunExecutionData(),
		0,
		[],
		{ main: [[{ json: {} }]] },
		{ node, data: {}, source: null } as never,
		[],
	);
	const credential = { id: 'credential-1', name: 'Credential', type: type.name, data: filled };
	let json: Record<string, unknown>;
	try {
		const output = await new RoutingNode(context, nodeType, credential).runNode();
		json = output?.[0][0].json ?? {};
	} catch (error) {
		return { status: 'Error', message: messageOf(error as RoutingError, rules), store };
	}
	for (const rule of rules) {
		if (rule.type !== 'responseSuccessBody') continue;
		if (json[rule.properties.key] === rule.properties.value) {
			return { status: 'Error', message: rule.properties.message, store };
		}
	}
	return { status: 'OK', message: 'Connection successful!', store };
}

interface RoutingError extends Error {
	cause?: { code?: string; response?: { status: number; statusText?: string } };
}

type Rules = NonNullable<NonNullable<ICredentialType['test']>['rules']>;

function messageOf({ message, cause }: RoutingError, rules: Rules): string {
	if (cause?.response) {
		const { status, statusText } = cause.response;
		const rule = rules.find(
			({ type, properties }) => type === 'responseCode' && properties.value === status,
		);
		return rule?.properties.message ?? (statusText || `Received HTTP status code: ${status}`);
	}
	return cause?.code ?? message;
}

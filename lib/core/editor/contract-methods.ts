import {
	NodeOperationError,
	type ILoadOptionsFunctions,
	type INodeListSearchResult,
	type INodeType,
	type ResourceMapperFields,
} from 'n8n-workflow';
import { formatCallId, parseCallId, type CallId, type ContractCall } from '../contract/call';
import { findCall, searchCalls } from '../contract/call-search';
import { toMapperFields } from '../contract/mapper-fields';
import { CALL_PARAMETER, FIELDS_METHOD, SEARCH_METHOD } from '../contract/operation';
import { redact } from '../errors/redact';
import { ServiceError } from '../errors/service-error';
import { readCalls, type ContractService } from './description-source';

/** n8n asks for the fields when a call is chosen or the node is opened, but not when the credential is saved. */
const REOPEN_ADVICE = 'Once it is corrected, close and open this node.';

/** The methods of a node with which n8n's editor shows the calls of the credential, and their fields. */
export function contractMethods<Credential>(
	contract: ContractService<Credential>,
): NonNullable<INodeType['methods']> {
	return {
		listSearch: {
			async [SEARCH_METHOD](this, filter, page): Promise<INodeListSearchResult> {
				try {
					return searchCalls(await callsOf(this, contract), filter, page as string | undefined);
				} catch (error) {
					throw new NodeOperationError(this.getNode(), textOf(error));
				}
			},
		},
		resourceMapping: {
			// What is thrown here is shown to nobody.
			async [FIELDS_METHOD](this): Promise<ResourceMapperFields> {
				try {
					return await fieldsOf(this, contract);
				} catch (error) {
					return notice(textOf(error));
				}
			},
		},
	};
}

async function callsOf<Credential>(
	context: ILoadOptionsFunctions,
	contract: ContractService<Credential>,
): Promise<ContractCall[]> {
	const { service } = contract;
	const data = await context.getCredentials(service.credentialType);
	try {
		return await readCalls(context, data, contract);
	} catch (error) {
		throw error instanceof ServiceError ? redact(error, service.secretsOf(data)) : error;
	}
}

async function fieldsOf<Credential>(
	context: ILoadOptionsFunctions,
	contract: ContractService<Credential>,
): Promise<ResourceMapperFields> {
	const chosen = chosenCall(context.getCurrentNodeParameter(CALL_PARAMETER));
	if (chosen === undefined) return notice('Choose a call first.');
	let calls: ContractCall[];
	try {
		calls = await callsOf(context, contract);
	} catch (error) {
		return notice(`${textOf(error)} ${REOPEN_ADVICE}`);
	}
	const call = findCall(calls, chosen);
	if (call === undefined) {
		const name = formatCallId({ ...chosen, effect: undefined });
		return notice(
			`The API description of the credential does not contain ${name}. Values that are saved in this node are still sent.`,
		);
	}
	const fields = toMapperFields(call.fields());
	return fields.length > 0 ? { fields } : notice('This call has no parameters.');
}

/** @returns `undefined` if nothing is chosen yet */
function chosenCall(parameter: unknown): CallId | undefined {
	const { value } = { ...(parameter as { value?: unknown }) };
	return typeof value === 'string' && value !== '' ? parseCallId(value) : undefined;
}

/** The editor takes this text for HTML. */
function notice(text: string): ResourceMapperFields {
	return { fields: [], emptyFieldsNotice: text.replace(/[<>]/g, '') };
}

function textOf(error: unknown): string {
	return error instanceof ServiceError ? error.text : (error as Error).message;
}

import type { IDisplayOptions, INodeParameters, INodeProperties } from 'n8n-workflow';
import { invalidInput } from '../errors/service-error';
import type { ServiceRequest } from '../http/service-request';
import { safeToRepeatField } from '../operation/common-fields';
import type { RequestOperation } from '../operation/operation';
import type { ItemParameters } from '../operation/parameters';
import { CALL_FIELD, effectOf, parseCallId, type CallId, type ContractRules } from './call';
import {
	readStoredFields,
	storedField,
	VALUES_ADVICE,
	VALUES_FIELD,
	type StoredField,
} from './mapper-fields';
import { buildContractRequest, type FieldValue } from './request';

/** The names of the node's methods that the fields below use. */
export const SEARCH_METHOD = 'searchContractCalls';
export const FIELDS_METHOD = 'getContractFields';

/** Stored in workflows: never rename. */
export const CALL_PARAMETER = 'contractOperation';
const VALUES_PARAMETER = 'contractParameters';

const callField: INodeProperties = {
	displayName: CALL_FIELD,
	name: CALL_PARAMETER,
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description: "Call to send, as described in 'API Description' of the credential",
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod: SEARCH_METHOD, searchable: true },
		},
		{
			displayName: 'Method and Path',
			name: 'methodAndPath',
			type: 'string',
			placeholder: 'e.g. GET /cards/{card}',
			validation: [
				{
					type: 'regex',
					properties: {
						regex: '^\\s*[A-Za-z]+\\s+/\\S*(\\s+(read|write))?\\s*$',
						errorMessage: 'Enter a method and a path, e.g. GET /cards/{card}',
					},
				},
			],
		},
	],
};

const valuesField: INodeProperties = {
	displayName: VALUES_FIELD,
	name: VALUES_PARAMETER,
	type: 'resourceMapper',
	noDataExpression: true,
	default: { mappingMode: 'defineBelow', value: null },
	description: 'Parameters of the call, named as in its description',
	typeOptions: {
		loadOptionsDependsOn: [`${CALL_PARAMETER}.value`],
		resourceMapper: {
			resourceMapperMethod: FIELDS_METHOD,
			mode: 'add',
			fieldWords: { singular: 'parameter', plural: 'parameters' },
			addAllFields: false,
			supportAutoMap: false,
			noFieldsError: 'This call has no parameters.',
		},
	},
};

/**
 * No call yet, or one of which the method or the description says whether it only reads. Not a regular
 * expression, for which n8n allows 250 ms: a machine with too much to do would fail the workflow.
 */
const EFFECT_IS_KNOWN: NonNullable<IDisplayOptions['hide']>[string] = [
	'',
	...['GET ', 'HEAD ', 'get ', 'head '].map((startsWith) => ({ _cnd: { startsWith } })),
	...[' read', ' write'].map((endsWith) => ({ _cnd: { endsWith } })),
];

/**
 * The operation that sends a call of the user's API description. It needs no description itself: the
 * workflow stores everything.
 *
 * @param rulesOf the service's rules for a credential
 * @param modelsMayWrite whether a model may fill in parameters of calls that write
 */
export function contractOperation<Credential extends { origin: string }>(
	rulesOf: (credential: Credential) => ContractRules,
	modelsMayWrite: boolean,
) {
	return {
		value: 'send',
		name: 'Send',
		action: 'Send contract call',
		description:
			'Send a call of your contract. It may change data, so it is not retried unless it only reads.',
		effect: (input) => (mayBeRepeated(input) ? 'read' : 'write'),
		fields: [
			callField,
			valuesField,
			{
				...safeToRepeatField,
				displayOptions: { hide: { [CALL_PARAMETER]: EFFECT_IS_KNOWN } },
			},
		],
		modelFields: (stored) => (modelsMayWrite || isStoredRead(stored) ? [VALUES_PARAMETER] : []),
		buildRequest(input, credential): ServiceRequest {
			const call = readCall(input);
			return buildContractRequest(call, fieldValues(input), rulesOf(credential));
		},
		responseRules: (credential) => ({ ...rulesOf(credential), origin: credential.origin }),
	} satisfies Omit<RequestOperation<Credential>, 'parseResponse'>;
}

function readCall(input: ItemParameters): CallId {
	return parseCallId(input.locator(CALL_PARAMETER));
}

function mayBeRepeated(input: ItemParameters): boolean {
	const call = readCall(input);
	const isOpen = call.effect === undefined && effectOf(call) === 'write';
	return isOpen ? input.flag(safeToRepeatField.name) : effectOf(call) === 'read';
}

/** Whether the workflow itself, and nothing evaluated, says that the call only reads. */
function isStoredRead(stored: INodeParameters): boolean {
	const locator = stored[CALL_PARAMETER] as { value?: unknown } | undefined;
	const value = locator?.value;
	if (typeof value !== 'string' || value.startsWith('=')) return false;
	try {
		const call = parseCallId(value);
		const isDeclaredSafe = call.effect === undefined && stored[safeToRepeatField.name] === true;
		return isDeclaredSafe || effectOf(call) === 'read';
	} catch {
		return false;
	}
}

/** What the item has for the fields that the workflow stores, or for all values if it stores no fields. */
function fieldValues(input: ItemParameters): FieldValue[] {
	const stored = input.stored(VALUES_PARAMETER);
	if (typeof stored === 'string') {
		throw invalidInput(VALUES_FIELD, 'must not be a single expression.', VALUES_ADVICE);
	}
	const { schema, value } = { ...(stored as { schema?: unknown; value?: unknown }) };
	const known = fieldsOf(schema);
	const fields = known.length > 0 ? known : Object.keys({ ...(value as object) }).map(storedField);
	return fields.map((field) => ({ field, value: valueOf(field, input) }));
}

function valueOf(field: StoredField, input: ItemParameters): unknown {
	const { id, name, place, type } = field;
	const isJson =
		place.style === 'json' || place.style === 'deep' || type === 'object' || type === 'array';
	if (isJson) return input.mapper.json(VALUES_PARAMETER, id, name);
	return input.mapper.value(VALUES_PARAMETER, id, {
		label: name,
		isIdentifier: place.kind === 'path',
	});
}

/** Fields by the array that the workflow stores them in, which all items of a run share. */
const fieldsBySchema = new WeakMap<object, StoredField[]>();

function fieldsOf(schema: unknown): StoredField[] {
	if (!Array.isArray(schema)) return [];
	const fields = fieldsBySchema.get(schema) ?? readStoredFields(schema);
	fieldsBySchema.set(schema, fields);
	return fields;
}

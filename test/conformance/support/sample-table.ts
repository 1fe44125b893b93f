import type { INodeProperties, INodeTypeDescription } from 'n8n-workflow';
import { toProperties } from '../../../lib/core/operation/properties';
import type { RequestOperation, Resource } from '../../../lib/core/operation/operation';
import type { OperationSpec } from '../../operations/spec';
import { saison, type NodeUnderTest } from './nodes';

/** A small node that follows every rule; tests change one thing in it. */
export function sampleField(more: Partial<INodeProperties> = {}): INodeProperties {
	return {
		displayName: 'Ticket ID',
		name: 'ticketId',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. T-1',
		description: 'Number on the ticket',
		...more,
	};
}

export function sampleOperation(
	more: Partial<RequestOperation<object>> = {},
): RequestOperation<object> {
	return {
		value: 'get',
		name: 'Get',
		action: 'Get ticket',
		description: 'Read what is known of it',
		effect: 'read',
		fields: [sampleField()],
		buildRequest: (input) => ({ method: 'GET', path: `/ticket/${input.requiredText('ticketId')}` }),
		parseResponse: () => ({ ok: true }),
		...more,
	};
}

export const sampleSpec: OperationSpec = {
	fields: { ticketId: { label: 'Ticket ID', default: '', samples: ['T-1', 'T-2'] } },
	options: { ownToken: { label: 'Own Token', default: '' } },
	endpoint: { id: 'TICKET', method: 'GET', path: '/ticket/{id}', headers: {} },
	example: { parameters: { ticketId: 'T-1' }, sends: 'GET /ticket/T-1', output: { ok: true } },
	faults: 'The sandbox has no tickets.',
};

export interface SampleChanges {
	operation?: Partial<RequestOperation<object>>;
	/** More operations of the same resource. */
	operations?: Array<RequestOperation<object>>;
	spec?: Partial<OperationSpec>;
	resource?: Partial<Resource<object>>;
	resources?: Array<Resource<object>>;
	description?: Partial<INodeTypeDescription>;
	options?: INodeProperties[];
	defaultResource?: string;
}

export function sampleNode(changes: SampleChanges = {}): NodeUnderTest {
	const { operation, operations = [], resource, resources = [], description, options } = changes;
	const table: NodeUnderTest['table'] = {
		resources: [
			{
				value: 'ticket',
				name: 'Ticket',
				description: 'What lets one in',
				operations: [sampleOperation(operation), ...operations],
				...resource,
			},
			...resources,
		],
		options: options ?? [],
		itemTokenOption: {
			displayName: 'Own Token',
			name: 'ownToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description: 'Token of the item',
		},
		defaultResource: changes.defaultResource ?? 'ticket',
	};
	return {
		service: 'saison',
		table,
		specs: { 'ticket.get': { ...sampleSpec, ...changes.spec } },
		description: { ...saison.description, properties: toProperties(table), ...description },
	};
}

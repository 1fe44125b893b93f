import type { IDataObject } from 'n8n-workflow';
import { specsOf } from '../operations';
import type { FieldSpec, OperationSpec, ServiceName } from '../operations/spec';

export type ShownNode = 'saisonConnect' | 'saisonConnectTrigger' | 'marta';

/** A form as it is opened once, with all its lists and options unfolded. */
export interface ShownForm {
	node: ShownNode;
	/** The node's name on the canvas. */
	name: string;
	parameters: IDataObject;
	/** Of all fields, in the order of the form. */
	labels: string[];
}

/** The labels of a field; a list of names and values has one row, and starts empty. */
function labelsOf({ label, default: start }: FieldSpec): string[] {
	const isList = JSON.stringify(start) === '{}';
	return isList ? [label, 'Name', 'Value'] : [label];
}

/** A value for every field that is not a choice. */
function filledIn(fields: Record<string, FieldSpec>): IDataObject {
	return Object.fromEntries(
		Object.entries(fields)
			.filter(([, { samples }]) => samples)
			.map(([name, { samples }]) => [name, samples?.[0]]),
	) as IDataObject;
}

function form(node: ShownNode, id: string, { fields, options, form }: OperationSpec): ShownForm {
	const [resource, operation] = id.split('.');
	// Those for the form of a response depend on each other: `editor-responses.test.ts`.
	const optionLabels = Object.values(options)
		.filter(({ samples }) => samples)
		.map(({ label }) => label);
	const hasOptions = optionLabels.length > 0;
	return {
		node,
		name: `${node} ${id}`,
		parameters: {
			resource,
			operation,
			...filledIn(fields),
			...form,
			...(hasOptions && { options: filledIn(options) }),
		},
		labels: [
			...['Resource', 'Operation'],
			...Object.entries(fields).flatMap(([name, field]) =>
				// Shows the parameters of the call in place of a label, and no description contains these calls.
				name === 'contractParameters' ? [] : labelsOf(field),
			),
			...(hasOptions ? ['Options', ...optionLabels] : []),
		],
	};
}

const formsOf = (service: ServiceName, node: ShownNode): ShownForm[] =>
	Object.entries(specsOf(service)).map(([id, spec]) => form(node, id, spec));

const TRIGGER_OPTIONS = ['Redirect URL', 'Response Text', 'Service Name', 'Show Confirmation Page'];

const trigger = (event: string, labels: string[]): ShownForm => ({
	node: 'saisonConnectTrigger',
	name: `saisonConnectTrigger ${event}`,
	parameters: {
		event,
		path: `path-of-${event}`,
		options: {
			redirectUrl: 'https://example.com',
			responseText: 'Thank you.',
			serviceName: 'Example Shop',
			showConfirmation: false,
		},
	},
	labels: ['Event', 'Path', ...labels, 'Options', ...TRIGGER_OPTIONS],
});

/** Every operation of both nodes, and both events of the trigger. */
export const FORMS: ShownForm[] = [
	...formsOf('saison', 'saisonConnect'),
	...formsOf('marta', 'marta'),
	trigger('authorization', ['Exchange Code', 'Same Browser Only', 'State Lifetime']),
	trigger('twoFactor', ['Same Browser Only', 'State Lifetime']),
];

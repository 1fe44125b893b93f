import type { INode, NodePropertyTypes } from 'n8n-workflow';
import { invalidInput } from '../errors/service-error';
import type { Operation } from './operation';
import { isTool, classifyToolExpression, type ToolExpression } from './tool-expression';

const ADVICE =
	'Enter a fixed value, a variable ($vars.name), or data of a node that runs before the agent ' +
	"($('Node Name').first().json.field).";
const MODEL_ADVICE = `${ADVICE} A value that the model may choose must come from $fromAI alone.`;

/** Where a model may have a say in a parameter. */
interface Place {
	label: string;
	/** Whether `$fromAI` may stand in the text that these keys lead to. */
	isForModels: (keys: string[]) => boolean;
}

type StoredNode = Pick<INode, 'name' | 'type' | 'parameters'>;

/**
 * Rejects a resource or operation that an AI model would choose. n8n takes no other expression there.
 *
 * @throws ServiceError `invalid_input`
 */
export function rejectModelChoice(node: StoredNode): void {
	const isForModels = (): boolean => false;
	check(node, node.parameters.resource, { label: 'Resource', isForModels });
	check(node, node.parameters.operation, { label: 'Operation', isForModels });
}

/**
 * Rejects fields that an AI model would fill in, or could influence, where the operation does not allow
 * it. Looks at them as stored, before anything is evaluated or sent.
 *
 * @param labels names of the fields in the editor, by parameter name
 * @throws ServiceError `invalid_input`
 */
export function rejectModelInput<Credential>(
	node: StoredNode,
	{ fields, modelFields = [] }: Pick<Operation<Credential>, 'fields' | 'modelFields'>,
	labels: ReadonlyMap<string, string>,
): void {
	const forModels = typeof modelFields === 'function' ? modelFields(node.parameters) : modelFields;
	for (const { name, type, displayName } of fields) {
		check(node, node.parameters[name], {
			label: displayName,
			isForModels: (keys) => forModels.includes(name) && isValue(type, keys),
		});
	}
	const { options } = node.parameters;
	const entries = typeof options === 'object' ? Object.entries(options ?? {}) : [['', options]];
	for (const [name, value] of entries as Array<[string, unknown]>) {
		check(node, value, { label: labels.get(name) ?? 'Options', isForModels: () => false });
	}
}

/** In a list of names and values, the names are the author's; so are headers in a resource mapper. */
function isValue(type: NodePropertyTypes, keys: readonly string[]): boolean {
	if (type === 'fixedCollection') return keys.at(-1) === 'value';
	if (type !== 'resourceMapper') return true;
	const [start, id = 'header'] = keys;
	return start === 'value' && !id.startsWith('header');
}

function check(node: StoredNode, stored: unknown, { label, isForModels }: Place): void {
	for (const { text, keys } of textsIn(stored)) {
		const found = isTool(node) ? classifyToolExpression(text, node.name) : classifyPlainRun(text);
		if (found === 'linkedItem') {
			throw invalidInput(
				label,
				'uses .item, which n8n does not link to the right item in a tool.',
				"Use $('Node Name').first().json.field, and let the agent handle one item at a time.",
			);
		}
		if (found === 'rejected') {
			throw invalidInput(
				label,
				'has an expression that an AI model could influence.',
				isForModels(keys) ? MODEL_ADVICE : ADVICE,
			);
		}
		if (found === 'fromModel' && !isForModels(keys)) {
			throw invalidInput(label, 'must not be filled in by an AI model.', ADVICE);
		}
	}
}

/** No model takes part; but what was made for one must not run as if a person had chosen it. */
function classifyPlainRun(text: string): ToolExpression {
	return text.startsWith('=') && /\$fromAI/i.test(text) ? 'fromModel' : 'trusted';
}

/** Every text of a parameter, and the keys that lead to it. */
function textsIn(value: unknown, keys: string[] = []): Array<{ text: string; keys: string[] }> {
	if (typeof value === 'string') return [{ text: value, keys }];
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([key, inner]) => textsIn(inner, [...keys, key]));
}

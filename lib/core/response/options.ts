import type { INodeProperties } from 'n8n-workflow';
import type { ResponseRules } from '../operation/operation';
import { paginationOption } from './pagination-option';

const responseFormatOption: INodeProperties = {
	displayName: 'Response Format',
	name: 'responseFormat',
	type: 'options',
	options: [
		{ name: 'File', value: 'file', description: 'The response as it is, as binary data' },
		{ name: 'JSON', value: 'json', description: 'The fields of the response' },
		{ name: 'Text', value: 'text', description: 'The response as text in one field' },
	],
	default: 'json',
	description: 'The format in which to return the response',
};

const outputFieldOption: INodeProperties = {
	displayName: 'Put Output in Field',
	name: 'outputPropertyName',
	type: 'string',
	default: 'data',
	displayOptions: { show: { responseFormat: ['file', 'text'] } },
	description: 'Name of the field for the text, or of the binary field for the file',
};

const fullResponseOption: INodeProperties = {
	displayName: 'Include Status and Headers',
	name: 'fullResponse',
	type: 'boolean',
	default: false,
	description:
		'Whether to also return the status code and headers, with the response itself in the field body',
};

const splitIntoItemsOption: INodeProperties = {
	displayName: 'Split Into Items',
	name: 'splitIntoItems',
	type: 'string',
	default: '',
	placeholder: 'e.g. result.items',
	description:
		"Field with the list whose entries become items. Use dots for nested fields, or enter 'data' if the response itself is a list.",
};

/**
 * For calls of which only the user knows the response, sorted by name.
 *
 * @param bodyFormat of the service's calls
 */
export function responseOptions(
	bodyFormat: ResponseRules['bodyFormat'],
): readonly INodeProperties[] {
	return [
		fullResponseOption,
		paginationOption(bodyFormat),
		outputFieldOption,
		responseFormatOption,
		splitIntoItemsOption,
	];
}

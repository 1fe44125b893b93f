import type { INodeProperties } from 'n8n-workflow';
import type { ResponseRules } from '../operation/operation';
import { DEFAULT_MAX_PAGES, defaultPlace, FIELDS } from './pagination';

type Show = Record<string, string[]>;

const NUMBERED = ['offset', 'pageNumber'];
const ends = (...kinds: string[]): Show => ({
	[FIELDS.mode.name]: NUMBERED,
	[FIELDS.endsWhen.name]: kinds,
});
const inModes = (...modes: string[]): Show => ({ [FIELDS.mode.name]: modes });

/** A field of the group, shown where its conditions hold; without any, always. */
function field(
	{ name, label }: { name: string; label: string },
	show: Show | undefined,
	more: Pick<INodeProperties, 'type' | 'default' | 'description'> & Partial<INodeProperties>,
): INodeProperties {
	return { displayName: label, name, ...(show && { displayOptions: { show } }), ...more };
}

const values = (bodyFormat: ResponseRules['bodyFormat']): INodeProperties[] => [
	field(FIELDS.mode, undefined, {
		type: 'options',
		options: [
			{
				name: 'Cursor From Response',
				value: 'cursor',
				description: 'Each response contains what to send for the next page',
			},
			{
				name: 'Next Link From Response',
				value: 'responseContainsNextURL',
				description: 'Each response contains the address of the next page',
			},
			{
				name: 'Offset in Parameter',
				value: 'offset',
				description: 'A parameter says how many records to skip',
			},
			{
				name: 'Page Number in Parameter',
				value: 'pageNumber',
				description: 'A parameter says which page to return',
			},
		],
		default: 'pageNumber',
		description: 'How the service is asked for the next page',
	}),
	field(FIELDS.parameter, inModes('cursor', ...NUMBERED), {
		type: 'string',
		default: '',
		placeholder: 'e.g. page',
		description:
			'Name of the parameter, as the service expects it. In a JSON body, use dots for nested fields.',
	}),
	field(FIELDS.place, inModes('cursor', ...NUMBERED), {
		type: 'options',
		options: [
			{ name: 'Body', value: 'body', description: 'In the form or JSON body' },
			{ name: 'Query', value: 'qs', description: 'In the URL' },
		],
		default: defaultPlace(bodyFormat),
		description: 'Where the parameter is set',
	}),
	field(FIELDS.firstPage, inModes('pageNumber'), {
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 1,
		description: 'Number of the first page',
	}),
	field(FIELDS.firstOffset, inModes('offset'), {
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 0,
		description: 'Offset of the first page',
	}),
	field(FIELDS.cursorField, inModes('cursor'), {
		type: 'string',
		default: '',
		placeholder: 'e.g. meta.nextCursor',
		description:
			'Field of the response that contains the cursor. The page without it is the last one.',
	}),
	field(FIELDS.nextLinkField, inModes('responseContainsNextURL'), {
		type: 'string',
		default: '',
		placeholder: 'e.g. links.next',
		description:
			'Field of the response that contains the address. Leave empty to use the Link header. The page without it is the last one.',
	}),
	field(FIELDS.endsWhen, inModes(...NUMBERED), {
		type: 'options',
		options: [
			{
				name: 'Field Has Value',
				value: 'fieldHasValue',
				description: 'A field of the response says that this is the last page',
			},
			{
				name: 'List Is Empty',
				value: 'listIsEmpty',
				description: 'The page after the last one has no records',
			},
			{
				name: 'Page Is Not Full',
				value: 'pageIsNotFull',
				description: 'The last page has fewer records than the others',
			},
		],
		default: 'listIsEmpty',
		description: 'How to tell that there are no more pages',
	}),
	field(FIELDS.listField, ends('listIsEmpty', 'pageIsNotFull'), {
		type: 'string',
		default: '',
		placeholder: 'e.g. result.items',
		description:
			"Field of the response that contains the records. Leave empty to use the field of 'Split Into Items'.",
	}),
	field(FIELDS.endField, ends('fieldHasValue'), {
		type: 'string',
		default: '',
		placeholder: 'e.g. meta.hasMore',
		description: 'Field of the response to look at',
	}),
	field(FIELDS.endValue, ends('fieldHasValue'), {
		type: 'string',
		default: '',
		placeholder: 'e.g. false',
		description:
			'Value of that field on the last page. Leave empty if the field is missing or null there.',
	}),
	field(FIELDS.maxPages, undefined, {
		type: 'number',
		typeOptions: { minValue: 1 },
		default: DEFAULT_MAX_PAGES,
		description: 'Maximum number of pages to get for each item',
	}),
];

const pageSize = {
	type: 'number' as const,
	default: 0,
	description: 'Number of records per page that the request asks for',
};
/** An offset grows by it, whatever the end condition; page numbers need it for one condition only. */
const pageSizes: INodeProperties[] = [
	field(FIELDS.pageSize, inModes('offset'), pageSize),
	field(
		FIELDS.pageSize,
		{ [FIELDS.mode.name]: ['pageNumber'], [FIELDS.endsWhen.name]: ['pageIsNotFull'] },
		pageSize,
	),
];

/** The option 'Pagination'. @param bodyFormat of the service's calls */
export function paginationOption(bodyFormat: ResponseRules['bodyFormat']): INodeProperties {
	const fields = values(bodyFormat);
	return {
		displayName: 'Pagination',
		name: 'pagination',
		type: 'fixedCollection',
		placeholder: 'Add pagination',
		default: { pagination: {} },
		description: 'How to get all pages of a response. Only for calls that read.',
		options: [
			{
				displayName: 'Pagination',
				name: 'pagination',
				values: [...fields.slice(0, -1), ...pageSizes, ...fields.slice(-1)],
			},
		],
	};
}

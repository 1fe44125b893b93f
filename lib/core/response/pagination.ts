import { invalidInput } from '../errors/service-error';
import type { OptionGroup } from '../operation/option-group';
import type { ResponseRules } from '../operation/operation';
import { LIST_ADVICE, parseFieldPath, type FieldPath } from './field-path';

/** How the pages of a response are asked for. */
export type Pagination = {
	maxPages: number;
} & (NumberedPages | CursorPages | LinkedPages);

/** Where a parameter of the request is set. */
export interface PageParameter {
	in: 'query' | 'body';
	name: string;
}

/** A page number or an offset that grows with each page. */
export interface NumberedPages {
	mode: 'numbered';
	parameter: PageParameter;
	start: number;
	step: number;
	endsWhen: EndCondition;
}

interface CursorPages {
	mode: 'cursor';
	parameter: PageParameter;
	cursorAt: FieldPath;
}

interface LinkedPages {
	mode: 'link';
	/** `undefined` for the `Link` header (RFC 8288). */
	linkAt?: FieldPath;
}

type EndCondition =
	| { kind: 'listIsEmpty'; listAt: FieldPath }
	| { kind: 'pageIsNotFull'; listAt: FieldPath; pageSize: number }
	| { kind: 'fieldHasValue'; fieldAt: FieldPath; value: string };

/** Stored in workflows: never rename. */
const MODES = ['pageNumber', 'offset', 'cursor', 'responseContainsNextURL'] as const;
const END_CONDITIONS = ['listIsEmpty', 'pageIsNotFull', 'fieldHasValue'] as const;
const PARAMETER_PLACES = ['qs', 'body'] as const;
export const DEFAULT_MAX_PAGES = 100;

/** Where the parameters of most calls are: a service of forms has them in the body, reads too. */
export function defaultPlace(
	bodyFormat: ResponseRules['bodyFormat'],
): (typeof PARAMETER_PLACES)[number] {
	return bodyFormat === 'form' ? 'body' : 'qs';
}

/** The fields of the group, with their names in the editor. */
export const FIELDS = {
	mode: { name: 'paginationMode', label: 'Pagination Mode' },
	place: { name: 'type', label: 'Send Parameter In' },
	parameter: { name: 'name', label: 'Parameter Name' },
	firstPage: { name: 'firstPage', label: 'First Page' },
	firstOffset: { name: 'firstOffset', label: 'First Offset' },
	pageSize: { name: 'pageSize', label: 'Page Size' },
	cursorField: { name: 'cursorField', label: 'Cursor Field' },
	nextLinkField: { name: 'nextLinkField', label: 'Next Link Field' },
	endsWhen: { name: 'paginationCompleteWhen', label: 'Complete When' },
	listField: { name: 'listField', label: 'List Field' },
	endField: { name: 'completeField', label: 'Field to Check' },
	endValue: { name: 'completeValue', label: 'Value on Last Page' },
	maxPages: { name: 'maxRequests', label: 'Max Pages' },
} as const;

const LIST_FIELD_ADVICE = `${LIST_ADVICE.slice(0, -1)}, or fill in 'Split Into Items'.`;
const PAGE_SIZE_ADVICE = 'Enter the number of records per page that the request asks for.';

/**
 * @param group `undefined` if the user wants one page only
 * @param splitAt the list that is used where the user names none
 * @param bodyFormat of the service's calls
 * @throws ServiceError `invalid_input` naming the field
 */
export function readPagination(
	group: OptionGroup | undefined,
	splitAt: FieldPath | undefined,
	bodyFormat: ResponseRules['bodyFormat'],
): Pagination | undefined {
	if (group === undefined) return undefined;
	const mode = group.choice(FIELDS.mode, MODES);
	const maxPages = group.integer(FIELDS.maxPages, DEFAULT_MAX_PAGES, 1);
	if (mode === 'responseContainsNextURL') {
		const field = group.text(FIELDS.nextLinkField);
		const linkAt = field === '' ? undefined : parseFieldPath(field, FIELDS.nextLinkField.label);
		return { mode: 'link', maxPages, linkAt };
	}
	const parameter = readParameter(group, bodyFormat);
	if (mode === 'cursor') {
		const cursorAt = parseFieldPath(group.text(FIELDS.cursorField), FIELDS.cursorField.label);
		return { mode, maxPages, parameter, cursorAt };
	}
	const endsWhen = readEndCondition(group, splitAt);
	const [start, step] =
		mode === 'offset'
			? [group.integer(FIELDS.firstOffset, 0, 0), readPageSize(group)]
			: [group.integer(FIELDS.firstPage, 1, 0), 1];
	return { mode: 'numbered', maxPages, parameter, start, step, endsWhen };
}

function readParameter(group: OptionGroup, bodyFormat: ResponseRules['bodyFormat']): PageParameter {
	const name = group.requiredText(FIELDS.parameter, 'Enter it as the service expects it.');
	const place = group.choice(FIELDS.place, PARAMETER_PLACES, defaultPlace(bodyFormat));
	// Dots lead into a JSON body.
	if (place === 'body') parseFieldPath(name, FIELDS.parameter.label);
	return { name, in: place === 'qs' ? 'query' : 'body' };
}

function readEndCondition(group: OptionGroup, splitAt: FieldPath | undefined): EndCondition {
	const kind = group.choice(FIELDS.endsWhen, END_CONDITIONS);
	if (kind === 'fieldHasValue') {
		const fieldAt = parseFieldPath(group.text(FIELDS.endField), FIELDS.endField.label);
		return { kind, fieldAt, value: group.text(FIELDS.endValue) };
	}
	const field = group.text(FIELDS.listField);
	const listAt =
		field === '' && splitAt
			? splitAt
			: parseFieldPath(field, FIELDS.listField.label, LIST_FIELD_ADVICE);
	return kind === 'listIsEmpty'
		? { kind, listAt }
		: { kind, listAt, pageSize: readPageSize(group) };
}

function readPageSize(group: OptionGroup): number {
	const { label } = FIELDS.pageSize;
	const size = group.integer(FIELDS.pageSize, 0, 0);
	if (size > 0) return size;
	throw invalidInput(label, 'must be a whole number of at least 1.', PAGE_SIZE_ADVICE);
}

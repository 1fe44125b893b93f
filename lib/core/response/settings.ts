import { invalidInput, type ServiceError } from '../errors/service-error';
import type { Effect, ResponseRules } from '../operation/operation';
import type { ItemParameters } from '../operation/parameters';
import { LIST_ADVICE, parseFieldPath, type FieldPath } from './field-path';
import { readPagination, type Pagination } from './pagination';

/** What the user wants to get from a response. */
export interface ResponseSettings {
	format: ResponseFormat;
	/** Where text or a file goes. */
	outputField: string;
	/** Whether status and headers are part of the output. */
	isFull: boolean;
	/** Path of the list whose entries become items. */
	splitAt?: FieldPath;
	pagination?: Pagination;
}

type ResponseFormat = 'json' | 'text' | 'file';

const FORMATS: readonly ResponseFormat[] = ['json', 'text', 'file'];

/** @throws ServiceError `invalid_input` naming the option, also for pages of a call that may write */
export function readResponseSettings(
	input: ItemParameters,
	effect: Effect,
	{ bodyFormat }: Pick<ResponseRules, 'bodyFormat'>,
): ResponseSettings {
	const choice = input.options.text('responseFormat') ?? 'json';
	const format = FORMATS.find((entry) => entry === choice);
	if (format === undefined) {
		throw invalidInput(input.label('responseFormat'), 'must be file, json or text.');
	}
	const splitAt = readSplit(input, format);
	const pagination = readPagination(input.options.group('pagination'), splitAt, bodyFormat);
	if (pagination !== undefined && effect !== 'read') throw pagesOfWrite(input);
	return {
		format,
		outputField: format === 'json' ? '' : readOutputField(input),
		isFull: input.options.flag('fullResponse'),
		splitAt,
		pagination,
	};
}

function readSplit(input: ItemParameters, format: ResponseFormat): FieldPath | undefined {
	const path = input.options.text('splitIntoItems');
	if (path === undefined) return undefined;
	const label = input.label('splitIntoItems');
	if (format !== 'json') {
		throw invalidInput(
			label,
			"needs the response format 'JSON'.",
			"Remove it, or set 'Response Format' to JSON.",
		);
	}
	return parseFieldPath(path.trim(), label, LIST_ADVICE);
}

function readOutputField(input: ItemParameters): string {
	const field = (input.options.text('outputPropertyName') ?? 'data').trim();
	if (field !== '' && field !== '__proto__') return field;
	throw invalidInput(
		input.label('outputPropertyName'),
		field === '' ? 'is empty.' : 'cannot be the name of a field.',
		'Enter a name, e.g. data.',
	);
}

/** Each page would write again. */
function pagesOfWrite(input: ItemParameters): ServiceError {
	return invalidInput(
		input.label('pagination'),
		'is only for calls that read.',
		"If the call only reads, turn on 'Safe to Repeat', or mark it (read) in the API description and choose it from the list again.",
	);
}

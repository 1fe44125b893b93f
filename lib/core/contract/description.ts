import { isPlainObject } from '../http/response';
import type { ContractCall, ContractRules } from './call';
import { readCallList } from './call-list';
import { descriptionError } from './description-error';
import { readOpenApi } from './openapi/calls';
import { isForbidden } from './forbidden-path';

/** The longest text that may be pasted into the credential, in characters. n8n decrypts it for every request. */
const MAX_PASTED_LENGTH = 256_000;
/** The longest document that is read from the service, in characters. */
export const MAX_DOCUMENT_LENGTH = 5_000_000;

/** What a line of an OpenAPI document in YAML may begin with. */
const YAML =
	/^(---|%YAML|["']?(openapi|swagger|info|paths|components|servers|tags|definitions|basePath)["']?[ \t]*:)/im;
/** How much of a text is looked at for such a line, in characters. */
const MAX_YAML_START = 2000;
const CONVERT_ADVICE =
	'Convert it to JSON first, e.g. with "npx js-yaml openapi.yaml", or in Swagger Editor under File.';

/**
 * Whether the credential holds the path of a document on the service's own host.
 *
 * @returns the path, `undefined` for a description
 * @throws ServiceError `invalid_input` for an address with a host
 */
export function documentPath(text: string): string | undefined {
	const trimmed = text.trim();
	if (/^https?:\/\/\S*$/i.test(trimmed) || /^\/\/\S*$/.test(trimmed)) {
		throw descriptionError(
			'must be a path on the host of the credential, not an address.',
			'Enter it without the host, e.g. /openapi.json.',
		);
	}
	return /^\/\S*$/.test(trimmed) ? trimmed : undefined;
}

/**
 * Reads the calls of a call list, or of an OpenAPI 3.0, 3.1 or Swagger 2.0 document in JSON.
 *
 * @param maxLength in characters
 * @throws ServiceError `invalid_input` naming 'API Description'
 */
export function readDescription(
	text: string,
	rules: ContractRules,
	maxLength = MAX_PASTED_LENGTH,
): ContractCall[] {
	if (text.length > maxLength) {
		throw descriptionError(
			`is ${formatLength(text.length)} long, more than ${formatLength(maxLength)}.`,
			maxLength > MAX_PASTED_LENGTH
				? 'Paste only the calls that you need into the credential.'
				: 'Remove the calls that you do not need, or enter the path of the document on the host.',
		);
	}
	const trimmed = text.replace(/^\ufeff/, '').trim();
	const calls = readCalls(trimmed === '' ? '' : text.replace(/^\ufeff/, ''), trimmed, rules);
	const allowed = calls.filter(({ path }) => !isForbidden(path, rules));
	if (allowed.length > 0) return allowed;
	throw calls.length > 0
		? descriptionError('contains only calls for logging in or for tokens.', LOGIN_ADVICE)
		: descriptionError('contains no calls.', 'Enter a call list or an OpenAPI document in JSON.');
}

const LOGIN_ADVICE = 'The node makes these itself. Describe the calls you want to send.';

function readCalls(text: string, trimmed: string, rules: ContractRules): ContractCall[] {
	if (trimmed === '') {
		throw descriptionError(
			'is empty.',
			'Enter a call list or an OpenAPI document in the credential.',
		);
	}
	if (/^[[{]/.test(trimmed)) return readOpenApi(parseJson(trimmed), rules);
	if (YAML.test(trimmed.slice(0, MAX_YAML_START))) {
		throw descriptionError('is YAML, which cannot be read here.', CONVERT_ADVICE);
	}
	if (trimmed.startsWith('<')) {
		throw descriptionError(
			'is HTML or XML.',
			'Enter the OpenAPI document itself, not the page that shows it.',
		);
	}
	return readCallList(text, rules);
}

function parseJson(text: string) {
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch (error) {
		const position = /position (\d+)/.exec((error as Error).message)?.[1];
		const where =
			position === undefined
				? 'The end may be missing.'
				: `Check quotes, commas and brackets on line ${lineAt(text, Number(position))}.`;
		throw descriptionError('looks like JSON but is not valid JSON.', where);
	}
	if (isPlainObject(value)) return value;
	throw descriptionError('is a JSON array.', 'Enter a whole OpenAPI document, which is an object.');
}

function lineAt(text: string, position: number): number {
	return text.slice(0, position).split('\n').length;
}

function formatLength(length: number): string {
	if (length < 1_000_000) return `${Math.ceil(length / 1000)} kB`;
	return `${(Math.ceil(length / 1e5) / 10).toFixed(1)} MB`;
}

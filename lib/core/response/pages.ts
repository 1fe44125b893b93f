import { ServiceError } from '../errors/service-error';
import { toItemJson, type HttpResponse } from '../http/response';
import type { ServiceRequest } from '../http/service-request';
import type { ResponseRules } from '../operation/operation';
import { valueAt } from './field-path';
import { badField, listAt } from './list';
import { followLink, nextInLinkHeader } from './next-link';
import { withParameter } from './page-parameter';
import type { NumberedPages, Pagination } from './pagination';
import { SeenPages } from './seen-pages';

/** Why there is no other page: there is none, there may be more, or the service returned one again. */
export type PagesEnd = 'complete' | 'limit' | 'repeated';

export interface PageSteps {
	/** As named at the start of a sentence. */
	service: string;
	/** @throws ServiceError */
	send(request: ServiceRequest): Promise<HttpResponse>;
	/** Called with each page that belongs to the output. @throws ServiceError */
	receive(response: HttpResponse, request: ServiceRequest): Promise<void>;
}

/**
 * Sends a request for one page after the other.
 *
 * @throws ServiceError whose message begins with the number of the page that failed
 */
export async function sendPages(
	request: ServiceRequest,
	pagination: Pagination,
	rules: ResponseRules,
	steps: PageSteps,
): Promise<PagesEnd> {
	const { mode, maxPages } = pagination;
	const seen = new SeenPages();
	// Before anything is sent, a request that cannot take the parameter is an error.
	if (mode === 'cursor') withParameter(request, pagination.parameter, '', rules);
	const first =
		mode === 'numbered'
			? withParameter(request, pagination.parameter, pagination.start, rules)
			: request;
	let current: ServiceRequest | undefined = first;
	for (let page = 1; page <= maxPages; page++) {
		try {
			seen.addRequest(current);
			const response = await steps.send(current);
			const state: PageState = { page, response, current, first, service: steps.service };
			const { isOutput, isLast, list } = contentOf(pagination, state);
			if (seen.isRepeated(response, list)) return 'repeated';
			if (isOutput) await steps.receive(response, current);
			current = isLast ? undefined : nextRequest(pagination, rules, state);
			if (current === undefined) return 'complete';
			if (seen.wasSent(current)) return 'repeated';
		} catch (error) {
			throw withPageNumber(error, page);
		}
	}
	return 'limit';
}

interface PageState {
	/** Counted from 1. */
	page: number;
	response: HttpResponse;
	current: ServiceRequest;
	first: ServiceRequest;
	service: string;
}

interface PageContent {
	isOutput: boolean;
	isLast: boolean;
	list?: readonly unknown[];
}

function contentOf(pagination: Pagination, state: PageState): PageContent {
	if (pagination.mode !== 'numbered') return { isOutput: true, isLast: false };
	const { page, response, service } = state;
	const { endsWhen } = pagination;
	const json = toItemJson(response, service);
	if (endsWhen.kind === 'fieldHasValue') {
		const value = valueAt(json, endsWhen.fieldAt) ?? '';
		return { isOutput: true, isLast: String(value) === endsWhen.value };
	}
	const list = listAt(json, endsWhen.listAt, response, service);
	const isFull = endsWhen.kind === 'listIsEmpty' || list.length >= endsWhen.pageSize;
	return {
		// An empty page after others only says that there are no more.
		isOutput: list.length > 0 || page === 1,
		isLast: list.length === 0 || !isFull,
		list,
	};
}

function nextRequest(
	pagination: Pagination,
	rules: ResponseRules,
	state: PageState,
): ServiceRequest | undefined {
	const { response, current, first } = state;
	if (pagination.mode === 'numbered') {
		return withParameter(first, pagination.parameter, numberAfter(pagination, state.page), rules);
	}
	if (pagination.mode === 'cursor') {
		const cursor = textAt(pagination.cursorAt, state);
		return cursor === undefined
			? undefined
			: withParameter(first, pagination.parameter, cursor, rules);
	}
	const { linkAt } = pagination;
	const link = linkAt ? textAt(linkAt, state) : nextInLinkHeader(response);
	return link === undefined ? undefined : followLink(current, String(link), rules, response.status);
}

function numberAfter({ start, step }: NumberedPages, page: number): number {
	return start + page * step;
}

/** @returns `undefined` for what means that there is no other page: missing, null, empty or false */
function textAt(
	path: readonly string[],
	{ response, service }: PageState,
): string | number | undefined {
	const value = valueAt(toItemJson(response, service), path);
	if (value === undefined || value === null || value === '' || value === false) return undefined;
	if (typeof value === 'string' || typeof value === 'number') return value;
	throw badField(
		`${service} returned a field '${path.join('.')}' that is neither text nor a number (HTTP ${response.status}).`,
		'Check the path of the field against the response.',
		response.status,
	);
}

function withPageNumber(error: unknown, page: number): unknown {
	if (!(error instanceof ServiceError)) return error;
	return error.with({ message: `Page ${page}: ${error.message}` });
}

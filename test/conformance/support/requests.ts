import type { IHttpRequestOptions } from 'n8n-workflow';
import { authenticateMarta } from '../../../lib/marta/authenticate';
import { martaService } from '../../../lib/marta/client';
import { readMartaCredential } from '../../../lib/marta/credential';
import type { ServiceRequest } from '../../../lib/core/http/service-request';
import { authenticateSaison } from '../../../lib/saison/auth/authenticate';
import { saisonService } from '../../../lib/saison/client';
import { readSaisonCredential } from '../../../lib/saison/auth/credential';
import {
	jwt,
	martaData,
	saisonData,
	withMartaSession,
	withSaisonTokens,
} from '../../unit/support/credentials';
import type { Endpoint } from '../../operations/spec';
import type { Trace } from './run-operation';

/** A request as the service sees it. */
export interface Request {
	method: string;
	url: URL;
	headers: Record<string, string>;
	body: string;
}

function asRequest({ method = 'GET', url, headers, body }: IHttpRequestOptions): Request {
	return {
		method,
		url: new URL(url),
		headers: (headers ?? {}) as Record<string, string>,
		body: typeof body === 'string' ? body : '',
	};
}

function saisonRequest(request: ServiceRequest): Request {
	const data = withSaisonTokens(saisonData());
	return asRequest(
		authenticateSaison(data, saisonService.toRequestOptions(request, readSaisonCredential(data))),
	);
}

function martaRequest(request: ServiceRequest): Request {
	const data = withMartaSession(martaData(), jwt({ exp: 4_000_000_000 }));
	return asRequest(
		authenticateMarta(data, martaService.toRequestOptions(request, readMartaCredential(data))),
	);
}

/** What an item sends, or the URL it returns for a browser to open. */
export function requestOf({ requests, output }: Trace, isMarta: boolean): Request | undefined {
	if (requests.length > 0) return isMarta ? martaRequest(requests[0]) : saisonRequest(requests[0]);
	const url = (output as { url?: string } | undefined)?.url;
	return url === undefined
		? undefined
		: { method: 'GET', url: new URL(url), headers: {}, body: '' };
}

/** Where a request differs from what the vendor prints. */
export function differences(endpoint: Endpoint, request: Request | undefined): string[] {
	if (!request) return ['sends nothing'];
	const { method, url, headers, body } = request;
	const found: string[] = [];
	if (method !== endpoint.method) found.push(`method ${method}`);
	if (!pathPattern(endpoint.path).test(url.pathname)) found.push(`path ${url.pathname}`);
	const isPublic = endpoint.path !== null;
	const sent = {
		query: [...url.searchParams.keys()],
		form: endpoint.json ? [] : [...new URLSearchParams(body).keys()],
		json: endpoint.json ? Object.keys(JSON.parse(body || '{}') as object) : [],
	};
	for (const place of ['query', 'form', 'json'] as const) {
		if (!isPublic && place === 'form') continue;
		const wanted = endpoint[place] ?? [];
		const isRight = endpoint.oneOf
			? sent[place].length <= 1 && sent[place].every((name) => wanted.includes(name))
			: [...sent[place]].sort().join() === [...wanted].sort().join();
		if (!isRight) found.push(`${place} ${sent[place].join(', ')}`);
	}
	if (endpoint.oneOf && sent.query.length === 0) found.push('query without a name');
	return [...found, ...headerDifferences(endpoint.headers, headers)];
}

function headerDifferences(
	wanted: Record<string, string>,
	headers: Record<string, string>,
): string[] {
	const sent = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
	// Every client says what it accepts; no page mentions it.
	sent.delete('accept');
	const found: string[] = [];
	for (const [name, value] of Object.entries(wanted)) {
		const actual = sent.get(name.toLowerCase());
		sent.delete(name.toLowerCase());
		const pattern = /^\/(.*)\/$/s.exec(value)?.[1];
		const isRight =
			pattern === undefined ? actual === value : new RegExp(pattern).test(actual ?? '');
		if (!isRight) found.push(`header ${name}: ${actual ?? 'none'}`);
	}
	return [...found, ...[...sent.keys()].map((name) => `header ${name} is not in the spec`)];
}

function pathPattern(path: string | null): RegExp {
	if (path === null) return /^\/./;
	const escaped = path
		.split(/\{\w+\}/)
		.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
		.join('[^/]+');
	return new RegExp(`^${escaped}$`);
}

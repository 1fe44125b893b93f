import { REQUEST_OPTIONS } from '../common';
import type { FieldSpec } from '../spec';

export const API_KEY_HEADERS = { 'x-api-key': 'api-key-0001', 'Content-Type': 'application/json' };
export const SESSION_HEADERS = { Authorization: '/^Bearer \\S+$/' };

/** Options of requests that use a session, the item's own too. */
export const SESSION_OPTIONS: Record<string, FieldSpec> = {
	maxConcurrentRequests: REQUEST_OPTIONS.maxConcurrentRequests,
	maxRequestsPerSecond: REQUEST_OPTIONS.maxRequestsPerSecond,
	sessionToken: { label: 'Session Token', default: '', samples: ['ST-A', 'ST-B'] },
	timeout: REQUEST_OPTIONS.timeout,
};

export const includeTokens: FieldSpec = { label: 'Include Tokens', default: false };

function jwt(payload: object): string {
	const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
	return `${part({ alg: 'HS256' })}.${part(payload)}.c2lnbmF0dXJl`;
}

/** A session that ends at 10:15. */
export const SESSION = {
	token: jwt({ exp: Date.parse('2026-11-26T10:15:00.000Z') / 1000 }),
	refreshtoken: 'RT',
};

import type { Response } from 'express';
import { sendJson } from '../shared/send';

/** The response to a signed request that is not accepted. */
export interface ErrorResponse {
	status: number;
	error: string;
	resultCode?: string;
	/** Why, for whoever is testing; sent in the sandbox's own header X-Sandbox-Reason. */
	cause: string;
	/** Adds the WWW-Authenticate header. */
	challenge?: boolean;
}

export async function sendError(res: Response, response: ErrorResponse): Promise<void> {
	const { status, error, resultCode, cause, challenge } = response;
	const headers: Record<string, string> = { 'X-Sandbox-Reason': cause };
	if (challenge) headers['WWW-Authenticate'] = `MAC error="${cause.replaceAll('_', ' ')}"`;
	const body = resultCode === undefined ? { error } : { error, result_code: resultCode };
	await sendJson(res, status, body, headers);
}

/**
 * An error of the token endpoint, RFC 6749 section 5.2. That the service follows the RFC is an
 * assumption: its own error responses are not public.
 */
export class TokenError extends Error {
	constructor(
		readonly error: string,
		readonly description: string,
	) {
		super(description);
	}
}

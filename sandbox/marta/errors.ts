import type { Response } from 'express';
import { sendJson } from '../shared/send';

/** Statuses and bodies of MARTA's errors are not public: every error of this stand-in is invented. */
export interface ErrorResponse {
	status: number;
	code: string;
	message: string;
	/** The invalid field, if there is one. */
	field?: string;
}

export async function sendError(res: Response, response: ErrorResponse): Promise<void> {
	const { status, ...body } = response;
	await sendJson(res, status, body, { 'X-Sandbox-Made-Up': 'error' });
}

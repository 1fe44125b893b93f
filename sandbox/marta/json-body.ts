import type { Request, Response } from 'express';
import { localsOf } from '../shared/request';

/** The JSON of the body; undefined if it, or its Content-Type, is not JSON in UTF-8. */
export function parseJsonBody(req: Request, res: Response): unknown {
	const isJson = /^application\/json(\s*;\s*charset="?utf-8"?)?\s*$/i;
	if (!isJson.test(req.headers['content-type'] ?? '')) return undefined;
	try {
		return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(localsOf(res).body));
	} catch {
		return undefined;
	}
}

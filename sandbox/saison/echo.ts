import type { Router } from 'express';
import { parsePairs } from '../shared/form';
import { localsOf } from '../shared/request';
import { sendJson } from '../shared/send';
import { increment } from '../shared/traffic';
import { sendError } from './errors';
import { PATHS } from './paths';
import type { SaisonState } from './state';
import { verifyRequest } from './verify';

/** Returns the request as it arrived, for any method and subpath, once the MAC has been verified. */
export function addEcho(router: Router, state: SaisonState): void {
	router.use(PATHS.echo, async (req, res) => {
		const verified = verifyRequest(state, req, 'echo');
		if ('rejection' in verified) return await sendError(res, verified.rejection);
		increment(state.counts.answered, 'echo');
		const { body } = localsOf(res);
		const parsed = parsePairs(body);
		const authorization = req.headers.authorization?.replace(/mac="[^"]*"/, 'mac="…"');
		await sendJson(res, 200, {
			result_code: '000',
			method: req.method,
			url: req.originalUrl,
			headers: { ...req.headers, authorization },
			member: verified.member.id,
			form: 'pairs' in parsed ? parsed.pairs : null,
			body: body.toString('utf8'),
		});
	});
}

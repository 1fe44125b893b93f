import type { Router } from 'express';
import { jsonOrNull, localsOf } from '../shared/request';
import { sendJson } from '../shared/send';
import { sendError } from './errors';
import { PATHS } from './paths';
import type { MartaState } from './state';
import { verifyRequest } from './verify';

/** Returns the request as it arrived, for any method and subpath, once the token has been verified. */
export function addEcho(router: Router, state: MartaState): void {
	router.use(PATHS.echo, async (req, res) => {
		const verified = verifyRequest(state, req);
		if ('rejection' in verified) return await sendError(res, verified.rejection);
		const { body } = localsOf(res);
		await sendJson(res, 200, {
			method: req.method,
			url: req.originalUrl,
			headers: { ...req.headers, authorization: 'Bearer …' },
			scope: verified.session.scope,
			subject: verified.session.subject,
			json: jsonOrNull(body),
			body: body.toString('utf8'),
		});
	});
}

import type { Router } from 'express';
import { answerJson } from '../shared/send';
import { readPairs } from '../shared/form';
import { localsOf } from '../shared/locals';
import { add } from '../shared/traffic';
import { answerRefusal } from './operations';
import { PATHS } from './paths';
import type { SaisonState } from './state';
import { verifyCall } from './verify';

/** Any method, any sub path: says back what arrived, once the MAC is right. Made up, for exactness tests. */
export function addEcho(router: Router, state: SaisonState): void {
	router.use(PATHS.echo, async (req, res) => {
		const verdict = verifyCall(state, req, 'echo');
		if ('refusal' in verdict) return await answerRefusal(res, verdict.refusal);
		add(state.counts.answered, 'echo');
		const { body } = localsOf(res);
		const read = readPairs(body);
		const authorization = req.headers.authorization?.replace(/mac="[^"]*"/, 'mac="…"');
		await answerJson(res, 200, {
			result_code: '000',
			method: req.method,
			url: req.originalUrl,
			headers: { ...req.headers, authorization },
			member: verdict.member.id,
			form: 'pairs' in read ? read.pairs : null,
			body: body.toString('utf8'),
		});
	});
}

import type { Router } from 'express';
import { answerJson } from '../shared/send';
import { rawQuery, readForm } from '../shared/form';
import { CAMPAIGNS } from './campaigns';
import { isComplete } from './data';
import type { Customer } from './data';
import { customerView } from './login';
import { answerRefusal } from './errors';
import type { Refusal } from './errors';
import type { MartaState } from './state';
import { verifyCall } from './verify';

const KEYS = ['card', 'email', 'mobile'] as const;
/** None of the answers below is public: their bodies are made up, and so is the meaning given to 402. */
const MADE_UP = { 'X-Sandbox-Made-Up': 'response' };

function findCustomer(state: MartaState, query: string): Customer | Refusal {
	const read = readForm(query);
	if ('problem' in read) return { status: 400, code: 'invalid_query', message: read.problem };
	const { values } = read;
	const key = KEYS.find((name) => values.has(name));
	const value = key && values.get(key);
	if (!key || !value || values.size !== 1) {
		const message = `exactly one of ${KEYS.join(', ')} is needed`;
		return { status: 400, code: 'invalid_query', message };
	}
	// A plus sign that was not escaped arrives as a blank.
	if (key === 'mobile' && !/^\+[0-9]{6,15}$/.test(value)) {
		const message = 'mobile must be like +39…, its plus sent as %2B';
		return { status: 400, code: 'invalid_mobile', field: 'mobile', message };
	}
	const customer = state.customers.find((one) => one[key] === value);
	return customer ?? { status: 404, code: 'not_found', message: 'nobody found' };
}

export function addCalls(router: Router, state: MartaState): void {
	router.get('/terminal/campaign/:campaignid', async (req, res) => {
		const verdict = verifyCall(state, req, ['terminal', 'terminal-backoffice']);
		if ('refusal' in verdict) return await answerRefusal(res, verdict.refusal);
		const id = String(req.params.campaignid);
		if (!Object.hasOwn(CAMPAIGNS, id)) {
			const message = `no campaign ${id}`;
			return await answerRefusal(res, { status: 404, code: 'not_found', message });
		}
		await answerJson(res, 200, CAMPAIGNS[id], MADE_UP);
	});
	// That scope customer may call it too is inferred.
	router.get('/customer/checkcard', async (req, res) => {
		const verdict = verifyCall(state, req, ['customersynchro', 'customer']);
		if ('refusal' in verdict) return await answerRefusal(res, verdict.refusal);
		const found = findCustomer(state, rawQuery(req.originalUrl));
		if ('status' in found) return await answerRefusal(res, found);
		const { card, firstname } = customerView(found);
		const status = isComplete(found) ? 200 : 402;
		const body = { exists: true, card: card ?? null, dataComplete: status === 200, firstname };
		await answerJson(res, status, body, MADE_UP);
	});
}

import type { Request, Response, Router } from 'express';
import { answerJson } from '../shared/send';
import { localsOf } from '../shared/locals';
import { customerView } from './login';
import { answerRefusal } from './errors';
import type { Refusal } from './errors';
import type { MartaState, Movement } from './state';
import { verifyCall } from './verify';

/** Everything here is made up: no path for it is public. */
export const MADE_UP_PATHS = {
	purchase: '/sandbox-made-up/movement/purchase',
	customers: '/sandbox-made-up/customers',
	echo: '/sandbox-made-up/echo',
};

function jsonOrNull(body: Buffer): unknown {
	try {
		return JSON.parse(body.toString('utf8'));
	} catch {
		return null;
	}
}

function purchase(state: MartaState, body: unknown): Movement | Refusal {
	const { card, amount, receipt } = (body ?? {}) as Record<string, unknown>;
	const isAmount = typeof amount === 'string' && /^[0-9]{1,6}\.[0-9]{2}$/.test(amount);
	if (typeof card !== 'string' || typeof receipt !== 'string' || !isAmount) {
		const message = 'card, receipt and amount ("12.50") are needed, all strings';
		return { status: 400, code: 'invalid_movement', message };
	}
	const customer = state.customers.find((one) => one.card === card);
	if (!customer) return { status: 404, code: 'not_found', message: 'no such card' };
	const isDouble = state.movements.some((one) => one.card === card && one.receipt === receipt);
	state.counts.movements += 1;
	if (isDouble) state.counts.doubleMovements += 1;
	customer.points += Math.floor(Number(amount));
	const movementid = state.movements.length + 1;
	const movement = { movementid, card, amount, receipt, points: customer.points };
	state.movements.push(movement);
	return movement;
}

async function answerPurchase(state: MartaState, req: Request, res: Response): Promise<void> {
	const verdict = verifyCall(state, req, ['terminal', 'terminal-backoffice']);
	if ('refusal' in verdict) return await answerRefusal(res, verdict.refusal);
	const result = purchase(state, jsonOrNull(localsOf(res).body));
	if ('status' in result) await answerRefusal(res, result);
	else await answerJson(res, 200, result);
}

export function addMadeUp(router: Router, state: MartaState): void {
	router.post(MADE_UP_PATHS.purchase, async (req, res) => await answerPurchase(state, req, res));
	router.get(MADE_UP_PATHS.customers, async (req, res) => {
		const verdict = verifyCall(state, req, ['backoffice', 'terminal-backoffice']);
		if ('refusal' in verdict) return await answerRefusal(res, verdict.refusal);
		const [offset, limit] = [Number(req.query.offset ?? 0), Number(req.query.limit ?? 50)];
		const page = state.customers.slice(offset, offset + limit).map(customerView);
		await answerJson(res, 200, { total: state.customers.length, customers: page });
	});
	router.use(MADE_UP_PATHS.echo, async (req, res) => {
		const verdict = verifyCall(state, req);
		if ('refusal' in verdict) return await answerRefusal(res, verdict.refusal);
		const { body } = localsOf(res);
		await answerJson(res, 200, {
			method: req.method,
			url: req.originalUrl,
			headers: { ...req.headers, authorization: 'Bearer …' },
			scope: verdict.session.scope,
			subject: verdict.session.subject,
			json: jsonOrNull(body),
			body: body.toString('utf8'),
		});
	});
}

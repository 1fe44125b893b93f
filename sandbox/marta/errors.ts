import type { Response } from 'express';
import { answerJson } from '../shared/send';

/** Statuses and bodies of MARTA's errors are not public: every refusal of this stand-in is made up. */
export interface Refusal {
	status: number;
	code: string;
	message: string;
	/** The field that is wrong, where it is about one. */
	field?: string;
}

export async function answerRefusal(res: Response, refusal: Refusal): Promise<void> {
	const { status, ...body } = refusal;
	await answerJson(res, status, body, { 'X-Sandbox-Made-Up': 'error' });
}

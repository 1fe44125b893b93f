import type { Response } from 'express';
import { localsOf } from './locals';
import { playFault } from './fault-injection';
import { writeAnswer } from './response';
import type { Answer } from './response';

/** The only way an answer leaves the sandbox, so that any of them can be made to go wrong. */
async function deliver(res: Response, answer: Answer): Promise<void> {
	const { lateFault } = localsOf(res);
	if (lateFault) await playFault(lateFault, res, answer);
	else writeAnswer(res, answer);
}

export async function answerJson(
	res: Response,
	status: number,
	value: unknown,
	headers: Record<string, string> = {},
): Promise<void> {
	await deliver(res, {
		status,
		headers: { 'Content-Type': 'application/json; charset=utf-8', ...headers },
		body: Buffer.from(JSON.stringify(value), 'utf8'),
	});
}

export async function answerHtml(res: Response, status: number, html: string): Promise<void> {
	await deliver(res, {
		status,
		headers: { 'Content-Type': 'text/html; charset=utf-8' },
		body: Buffer.from(html, 'utf8'),
	});
}

export async function answerRedirect(
	res: Response,
	status: number,
	location: string,
): Promise<void> {
	await deliver(res, { status, headers: { Location: location }, body: Buffer.alloc(0) });
}

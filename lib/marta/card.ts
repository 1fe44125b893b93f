import type { IDataObject } from 'n8n-workflow';
import { isHtml, peekObject, readJson, readText, type Answer } from '../core/http/response';
import type { Failure } from '../core/errors/service-error';
import { judgeLoad, judgeMarta, judgeSession, SERVICE_NAME } from './errors';

/**
 * Judges an answer of the card check: whatever the service says about the person is an outcome.
 * Not outcomes are a session that is refused, a service that cannot serve, a redirect, and a body
 * that no service of this kind sends.
 */
export function judgeCardAnswer(answer: Answer, isPastExpiry: boolean): Failure | undefined {
	if (answer.status < 400) return judgeMarta(answer, isPastExpiry);
	return judgeSession(answer, isPastExpiry) ?? judgeLoad(answer) ?? judgeOutcomeBody(answer);
}

/** With an error status the body may be empty or plain text, but neither a page nor cut JSON. */
function judgeOutcomeBody(answer: Answer): Failure | undefined {
	if (answer.bytes.length === 0 || peekObject(answer)) return undefined;
	const text = readText(answer);
	if (text !== undefined && !isHtml(text) && !/^\s*[[{]/.test(text)) return undefined;
	try {
		readJson(answer, SERVICE_NAME);
		return undefined;
	} catch (bad) {
		return bad as Failure;
	}
}

/** `{ statusCode, body }`; the body is JSON, else text, else null. */
export function cardOutcome(answer: Answer): IDataObject {
	return { statusCode: answer.status, body: outcomeBody(answer) };
}

function outcomeBody(answer: Answer): IDataObject | string | null {
	if (answer.bytes.length === 0) return null;
	try {
		return readJson(answer, SERVICE_NAME) as IDataObject;
	} catch {
		return readText(answer) ?? null;
	}
}

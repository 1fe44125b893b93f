import { createHmac, timingSafeEqual } from 'node:crypto';
import type { AuthorizationResponse } from './authorization-response';
import { decodeRaw, readErrorValue, type RedirectQuery } from './raw-query';
import { WebhookRejection } from './webhook-rejection';
import { GRANTED } from './replay-guard';

/**
 * How far `ts` may be off, in ms: ahead of our clock, and before the state was made. That `ts` is
 * the moment of the redirect is inferred; the TEA015 page shows a Unix time and does not say of what.
 */
const TIME_TOLERANCE = 5 * 60_000;
/** An error that means level 2 was there before ("nearly normal" on the TEA015 page). */
const ALREADY_GRANTED = 'already_granted';
/** What the passcode page is for. */
const WANTED_LEVEL = 2;
const WHOLE_SECONDS = /^\d{1,11}$/;
const LEVEL = /^\d{1,3}$/;

/**
 * TEA015: `level` or `error`, `ts`, `state`, and a `mac` over the query without it. Nothing is
 * believed before the mac is verified.
 *
 * @throws WebhookRejection
 */
export function readTwoFactorRedirect(
	query: RedirectQuery,
	clientSecret: string,
): AuthorizationResponse {
	verifyMac(query, clientSecret);
	const stateText = query.required('state');
	const ts = query.required('ts');
	if (!WHOLE_SECONDS.test(ts))
		throw new WebhookRejection('notValid', "'ts' is not in whole seconds");
	const sentAt = Number(ts) * 1000;
	const levelText = query.optional('level');
	const errorText = query.optional('error');
	if ((levelText === undefined) === (errorText === undefined)) {
		throw new WebhookRejection('notValid', "there is not exactly one of 'level' and 'error'");
	}
	if (levelText !== undefined && !LEVEL.test(levelText)) {
		throw new WebhookRejection('notValid', "'level' is not a number");
	}
	const level = levelText === undefined ? null : Number(levelText);
	const error = errorText === undefined ? null : readErrorValue(errorText);
	const timestamp = new Date(sentAt).toISOString();
	const isReached = (level ?? 0) >= WANTED_LEVEL;
	return {
		stateText,
		outcome: isReached ? GRANTED : (error ?? 'level'),
		succeeded: isReached || error === ALREADY_GRANTED,
		sentAt,
		fields: { level, error, timestamp, rawQuery: query.raw },
	};
}

/**
 * @param stateCreatedAt in ms since 1970
 * @throws WebhookRejection for a redirect from the future, or from before its own state
 */
export function checkTime(sentAt: number, stateCreatedAt: number, nowMs: number): void {
	if (sentAt > nowMs + TIME_TOLERANCE)
		throw new WebhookRejection('notValid', "'ts' is in the future");
	if (sentAt < stateCreatedAt - TIME_TOLERANCE) {
		throw new WebhookRejection('notValid', "'ts' is from before the state");
	}
}

/** The page does not say whether the mac is percent-encoded, so both ways are read. */
function verifyMac(query: RedirectQuery, clientSecret: string): void {
	const mac = decodeRaw(query.required('mac'));
	const expected = createHmac('sha256', clientSecret)
		// Node.js gives every byte of the request line as one character.
		.update(query.without('mac'), 'latin1')
		.digest('base64');
	// The texts are compared, not the bytes, so that no second spelling of a mac passes.
	const [received, wanted] = [Buffer.from(mac), Buffer.from(expected)];
	if (received.length !== wanted.length || !timingSafeEqual(received, wanted)) {
		throw new WebhookRejection('notValid', "'mac' does not fit");
	}
}

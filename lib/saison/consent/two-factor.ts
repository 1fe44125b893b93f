import { createHmac, timingSafeEqual } from 'node:crypto';
import { decodePercent } from '../../core/http/encoding';
import type { AuthorizationResponse } from './authorization-response';
import { readErrorCode, type RawQuery } from './raw-query';
import { GRANTED } from './replay-guard';
import { WebhookRejection } from './webhook-rejection';

/**
 * How far `ts` may be ahead of our clock or behind the state. That it is the time of the redirect is
 * inferred: the TEA015 page shows a Unix time and does not say of what.
 */
const TIME_TOLERANCE_MS = 5 * 60_000;
/** The member had level 2 before ("nearly normal" on the TEA015 page). */
const ALREADY_GRANTED = 'already_granted';
/** The level that the passcode page grants. */
const WANTED_LEVEL = 2;

/**
 * TEA015: `level` or `error`, `ts`, `state`, and a `mac` over the query without it. Nothing is
 * trusted before the MAC is verified.
 *
 * @throws WebhookRejection
 */
export function readTwoFactorResponse(
	query: RawQuery,
	clientSecret: string,
): AuthorizationResponse {
	verifyMac(query, clientSecret);
	const stateText = query.required('state');
	const ts = query.required('ts');
	if (!/^\d{1,11}$/.test(ts)) throw new WebhookRejection("'ts' is not in whole seconds");
	const levelText = query.optional('level');
	const errorText = query.optional('error');
	if ((levelText === undefined) === (errorText === undefined)) {
		throw new WebhookRejection("exactly one of 'level' and 'error' must be present");
	}
	if (levelText !== undefined && !/^\d{1,3}$/.test(levelText)) {
		throw new WebhookRejection("'level' is not a number");
	}
	const level = levelText === undefined ? null : Number(levelText);
	const error = errorText === undefined ? null : readErrorCode(errorText);
	const sentAt = Number(ts) * 1000;
	const timestamp = new Date(sentAt).toISOString();
	const isReached = (level ?? 0) >= WANTED_LEVEL;
	return {
		stateText,
		outcome: isReached ? GRANTED : (error ?? 'level'),
		succeeded: isReached || error === ALREADY_GRANTED,
		sentAt,
		fields: { level, error, timestamp, rawQuery: query.text },
	};
}

/**
 * @param stateCreatedAt in ms since 1970
 * @throws WebhookRejection for a redirect from the future, or from before its own state
 */
export function checkTime(sentAt: number, stateCreatedAt: number, nowMs: number): void {
	if (sentAt > nowMs + TIME_TOLERANCE_MS) throw new WebhookRejection("'ts' is in the future");
	if (sentAt < stateCreatedAt - TIME_TOLERANCE_MS) {
		throw new WebhookRejection("'ts' is earlier than the state");
	}
}

/** The TEA015 page does not say whether the MAC is percent-encoded, so both forms are accepted. */
function verifyMac(query: RawQuery, clientSecret: string): void {
	const mac = Buffer.from(decodePercent(query.required('mac')));
	const expected = createHmac('sha256', clientSecret)
		// Node.js presents each byte of the request line as one character.
		.update(query.without('mac'), 'latin1')
		.digest('base64');
	// Compared as text, not decoded, so that each MAC has exactly one accepted spelling.
	const wanted = Buffer.from(expected);
	if (mac.length !== wanted.length || !timingSafeEqual(mac, wanted)) {
		throw new WebhookRejection("'mac' does not match");
	}
}

import { randomBytes } from 'node:crypto';
import { invalidInput } from '../../core/errors/service-error';
import type { SaisonCredential } from '../auth/credential';
import { decodeState, encodeState, ID_BYTES, type State, type StatePurpose } from './state-codec';
import { WebhookRejection } from './webhook-rejection';

export type NewState = Pick<State, 'purpose' | 'memberReference' | 'memberService'>;

/** How long a state is valid unless the trigger says otherwise, in minutes. */
export const DEFAULT_STATE_LIFETIME = 60;
/** The longest lifetime a trigger may set, in minutes: a week. */
export const MAX_STATE_LIFETIME = 10_080;

/** How much the clocks of several n8n hosts may differ. */
const CLOCK_TOLERANCE_MS = 60_000;

/**
 * Creates a state that can be checked without storage.
 *
 * @param kind `ticket` for a link that leads to the start URL and nowhere else
 * @throws ServiceError `invalid_input` naming 'Member Reference' or 'Member Service'
 */
export async function createState(
	credential: SaisonCredential,
	content: NewState,
	nowMs: number,
	kind: 'unbound' | 'ticket' = 'unbound',
): Promise<string> {
	return await encodeState(credential, {
		kind,
		purpose: content.purpose,
		memberReference: readReference(content.memberReference),
		memberService: readMemberService(content.memberService),
		createdAt: nowMs,
		id: randomBytes(ID_BYTES).toString('hex'),
		browserHash: '',
	});
}

/** The state that goes to Saison for a ticket that a browser brought: no older, no younger, and the same id. */
export async function bindState(
	credential: SaisonCredential,
	ticket: State,
	browserHash: string,
): Promise<string> {
	return await encodeState(credential, { ...ticket, kind: 'bound', browserHash });
}

/** How a state is checked: the purpose it must have, and its lifetime and the time now in ms. */
type Expected = [purpose: StatePurpose, lifetimeMs: number, nowMs: number];

/**
 * Reads a state that came back from Saison.
 *
 * @throws WebhookRejection for any other text, purpose, client or origin, outside its lifetime, and
 *   for a ticket
 */
export async function readState(
	credential: SaisonCredential,
	text: string,
	...expected: Expected
): Promise<State> {
	const state = await readAnyState(credential, text, expected);
	if (state.kind === 'ticket') throw new WebhookRejection('the state is for the start URL only');
	return state;
}

/**
 * Reads what a start link contains. Whatever went to Saison once is in the logs of both sides, so it
 * starts nothing.
 *
 * @throws WebhookRejection as `readState`, and for a state that is bound to a browser
 */
export async function readTicket(
	credential: SaisonCredential,
	text: string,
	...expected: Expected
): Promise<State> {
	const state = await readAnyState(credential, text, expected);
	if (state.kind === 'bound') throw new WebhookRejection('the state is for the redirect only');
	return state;
}

async function readAnyState(
	credential: SaisonCredential,
	text: string,
	[purpose, lifetimeMs, nowMs]: Expected,
): Promise<State> {
	const state = await decodeState(credential, text);
	if (state.purpose !== purpose) throw new WebhookRejection('the state is for another event');
	if (state.createdAt > nowMs + CLOCK_TOLERANCE_MS) {
		throw new WebhookRejection('the state is from the future');
	}
	if (nowMs - state.createdAt >= lifetimeMs) throw new WebhookRejection('the state has expired');
	return state;
}

/** @throws ServiceError `invalid_input` */
function readReference(text: string): string {
	if (/^[A-Za-z0-9._-]{0,64}$/.test(text)) return text;
	throw invalidInput(
		'Member Reference',
		text.length > 64
			? 'is longer than 64 characters.'
			: 'contains characters that are not allowed.',
		'Use an ID of your own made of letters, digits, dots, hyphens and underscores. Do not put personal data here.',
	);
}

/**
 * Checks the `:member` part of the authorize path. Only `na` and `atu` are publicly known.
 *
 * @param field the field's name in the editor, for the error
 * @throws ServiceError `invalid_input`
 */
export function readMemberService(text: string, field = 'Member Service'): string {
	if (/^[A-Za-z0-9_-]{0,64}$/.test(text)) return text;
	throw invalidInput(
		field,
		'contains characters that are not allowed.',
		'Use letters, digits, hyphens and underscores, e.g. na or atu.',
	);
}

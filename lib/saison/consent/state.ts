import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { invalidInput } from '../../core/errors/service-error';
import type { SaisonCredential } from '../auth/credential';
import { WebhookRejection } from './webhook-rejection';

/** What the member is sent to Saison for, and so which redirect may bring the state back. */
export type StatePurpose = 'authorization' | 'twoFactor';

/** What a state says once its MAC is verified. */
export interface State {
	purpose: StatePurpose;
	/** The partner's own id of the member; '' for none. */
	memberReference: string;
	/** The member service of the consent page; '' for the credential's own. */
	memberService: string;
	/** In ms since 1970, a whole second. */
	createdAt: number;
	/** 128 random bits as hex. */
	id: string;
}

export type NewState = Pick<State, 'purpose' | 'memberReference' | 'memberService'>;

/** How long a state is valid unless the trigger says otherwise, in minutes. */
export const DEFAULT_STATE_LIFETIME = 60;

const PURPOSES: readonly StatePurpose[] = ['authorization', 'twoFactor'];
const ID_BYTES = 16;
const MAC_BYTES = 32;
/** Purpose, seconds since 1970, id, and the length of the member service. */
const HEAD_BYTES = 1 + 6 + ID_BYTES + 1;
/** How much the clocks of several n8n hosts may differ. */
const CLOCK_TOLERANCE_MS = 60_000;
/** Keeps the key of the MAC apart from the client secret itself, which signs requests. */
const KEY_LABEL = 'n8n-nodes-saison-marta state 1';

/**
 * Creates a state in hex, since the service writes it back unescaped (TEA002). It can be checked
 * without storage: a MAC covers it together with client and origin, under a key derived from the
 * client secret.
 *
 * @throws ServiceError `invalid_input` naming 'Member Reference' or 'Member Service'
 */
export function createState(
	credential: SaisonCredential,
	content: NewState,
	nowMs: number,
): string {
	const reference = Buffer.from(readReference(content.memberReference), 'utf8');
	const service = Buffer.from(readMemberService(content.memberService), 'utf8');
	const head = Buffer.alloc(HEAD_BYTES);
	head.writeUInt8(PURPOSES.indexOf(content.purpose), 0);
	head.writeUIntBE(Math.floor(nowMs / 1000), 1, 6);
	randomBytes(ID_BYTES).copy(head, 7);
	head.writeUInt8(service.length, HEAD_BYTES - 1);
	const body = Buffer.concat([head, service, reference]);
	return Buffer.concat([body, macOf(credential, body)]).toString('hex');
}

/**
 * Reads a state that came back.
 *
 * @throws WebhookRejection for any other text, purpose, client or origin, and outside its lifetime
 */
export function readState(
	credential: SaisonCredential,
	text: string,
	purpose: StatePurpose,
	lifetimeMs: number,
	nowMs: number,
): State {
	const bytes = Buffer.from(text, 'hex');
	// Node.js accepts upper case, too, and ignores everything after the last complete byte.
	if (bytes.toString('hex') !== text || bytes.length < HEAD_BYTES + MAC_BYTES) {
		throw new WebhookRejection('the state is malformed');
	}
	const body = bytes.subarray(0, -MAC_BYTES);
	if (!timingSafeEqual(macOf(credential, body), bytes.subarray(-MAC_BYTES))) {
		throw new WebhookRejection('the state was not created with this credential');
	}
	const serviceEnd = HEAD_BYTES + body.readUInt8(HEAD_BYTES - 1);
	const state: State = {
		purpose: PURPOSES[body.readUInt8(0)],
		memberReference: body.subarray(serviceEnd).toString('utf8'),
		memberService: body.subarray(HEAD_BYTES, serviceEnd).toString('utf8'),
		createdAt: body.readUIntBE(1, 6) * 1000,
		id: body.subarray(7, 7 + ID_BYTES).toString('hex'),
	};
	if (state.purpose !== purpose) throw new WebhookRejection('the state is for another event');
	if (state.createdAt > nowMs + CLOCK_TOLERANCE_MS) {
		throw new WebhookRejection('the state is from the future');
	}
	if (nowMs - state.createdAt >= lifetimeMs) throw new WebhookRejection('the state has expired');
	return state;
}

function macOf({ origin, clientId, clientSecret }: SaisonCredential, body: Buffer): Buffer {
	const key = createHmac('sha256', clientSecret).update(KEY_LABEL).digest();
	const context = JSON.stringify([origin, clientId]);
	return createHmac('sha256', key).update(`${context}\n`).update(body).digest();
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

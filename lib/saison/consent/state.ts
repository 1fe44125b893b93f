import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { decodeBase32, encodeBase32 } from '../../core/http/base32';
import { invalidInput } from '../../core/errors/service-error';
import type { SaisonCredential } from '../auth/credential';

/** What the member is sent away for, and so which redirect may bring the state back. */
export type StatePurpose = 'authorization' | 'twoFactor';

/** What a state says once its MAC is checked. */
export interface State {
	purpose: StatePurpose;
	/** The partner's own id of the member; '' when none was given. */
	memberReference: string;
	/** The member service of the consent page; '' for the one of the credential. */
	memberService: string;
	/** In ms since 1970, a whole second. */
	createdAt: number;
	/** 128 random bits, as hex: the state's own name. */
	id: string;
}

export type NewState = Pick<State, 'purpose' | 'memberReference' | 'memberService'>;

/** How long a state is good for where nothing else is set, in minutes. */
export const DEFAULT_STATE_LIFETIME = 60;

const FORMAT = 1;
const PURPOSES: readonly StatePurpose[] = ['authorization', 'twoFactor'];
const ID_BYTES = 16;
const MAC_BYTES = 32;
/** Format, purpose, seconds since 1970, id, and the length of the member service. */
const HEAD_BYTES = 1 + 1 + 6 + ID_BYTES + 1;
/** Clocks of several hosts differ: a state may be this much younger than now, in ms. */
const CLOCK_TOLERANCE = 60_000;
const LABEL = 'n8n-nodes-saison-marta state 1';

/**
 * Makes a state of letters and digits, since the service writes it back un-escaped (TEA002). It can
 * be checked without storage: a MAC covers it together with client and origin, under a key derived
 * from the client secret.
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
	head.writeUInt8(FORMAT, 0);
	head.writeUInt8(PURPOSES.indexOf(content.purpose), 1);
	head.writeUIntBE(Math.floor(nowMs / 1000), 2, 6);
	randomBytes(ID_BYTES).copy(head, 8);
	head.writeUInt8(service.length, HEAD_BYTES - 1);
	const body = Buffer.concat([head, service, reference]);
	return encodeBase32(Buffer.concat([body, macOf(credential, body)]));
}

/**
 * Reads a state that came back.
 *
 * @returns what it says, or why it is refused, in words for a log that give nothing away
 */
export function readState(
	credential: SaisonCredential,
	text: string,
	purpose: StatePurpose,
	lifetimeMs: number,
	nowMs: number,
): State | StateError {
	const bytes = decodeBase32(text);
	if (bytes === undefined || bytes.length < HEAD_BYTES + MAC_BYTES) return refused('malformed');
	const body = bytes.subarray(0, -MAC_BYTES);
	if (!timingSafeEqual(macOf(credential, body), bytes.subarray(-MAC_BYTES))) {
		return refused('foreign');
	}
	const serviceEnd = HEAD_BYTES + body.readUInt8(HEAD_BYTES - 1);
	const state: State = {
		purpose: PURPOSES[body.readUInt8(1)],
		memberReference: body.subarray(serviceEnd).toString('utf8'),
		memberService: body.subarray(HEAD_BYTES, serviceEnd).toString('utf8'),
		createdAt: body.readUIntBE(2, 6) * 1000,
		id: body.subarray(8, 8 + ID_BYTES).toString('hex'),
	};
	if (state.purpose !== purpose) return refused('of another purpose');
	if (state.createdAt > nowMs + CLOCK_TOLERANCE) return refused('from the future');
	if (nowMs - state.createdAt >= lifetimeMs) return refused('too old');
	return state;
}

/** Why a state is not accepted. */
export class StateError {
	constructor(readonly reason: string) {}
}

function refused(why: string): StateError {
	return new StateError(`the state is ${why}`);
}

/** The label keeps this key apart from the client secret itself, which signs requests. */
function macOf({ origin, clientId, clientSecret }: SaisonCredential, body: Buffer): Buffer {
	const key = createHmac('sha256', clientSecret).update(LABEL).digest();
	return createHmac('sha256', key)
		.update(JSON.stringify([origin, clientId]))
		.update('\n')
		.update(body)
		.digest();
}

/** @throws ServiceError `invalid_input` for anything that is no opaque id of at most 64 bytes */
function readReference(text: string): string {
	if (/^[A-Za-z0-9._-]{0,64}$/.test(text)) return text;
	throw invalidInput(
		'Member Reference',
		text.length > 64 ? 'is longer than 64 characters.' : 'holds characters that are not allowed.',
		'Use an id of your own made of letters, digits, dots, hyphens and underscores. It is not the place for personal data.',
	);
}

/**
 * The `:member` part of the authorize path. Only `na` and `atu` are publicly known.
 *
 * @param field the field's name in the editor, for the error
 * @throws ServiceError `invalid_input`
 */
export function readMemberService(text: string, field = 'Member Service'): string {
	if (/^[A-Za-z0-9_-]{0,64}$/.test(text)) return text;
	throw invalidInput(
		field,
		'holds characters that are not allowed.',
		'Use letters, digits, hyphens and underscores, e.g. na or atu.',
	);
}

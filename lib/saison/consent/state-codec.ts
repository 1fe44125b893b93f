import { createHmac, timingSafeEqual } from 'node:crypto';
import type { SaisonCredential } from '../auth/credential';
import { legacyStateKey, stateKey } from './state-key';
import { WebhookRejection } from './webhook-rejection';

/** What the member is sent to Saison for, and so which redirect may bring the state back. */
export type StatePurpose = 'authorization' | 'twoFactor';

/**
 * - `ticket`: in a start link; only the start URL accepts it.
 * - `bound`: what the start URL makes of it for Saison, tied to one browser.
 * - `unbound`: for a link of the user's own, direct or through the start URL.
 * - `legacy`: as `unbound`, created by a version that knew nothing else.
 */
export type StateKind = 'legacy' | 'unbound' | 'ticket' | 'bound';

/** What a state says. */
export interface State {
	kind: StateKind;
	purpose: StatePurpose;
	/** The partner's own id of the member; '' for none. */
	memberReference: string;
	/** The member service of the consent page; '' for the credential's own. */
	memberService: string;
	/** In ms since 1970, a whole second. */
	createdAt: number;
	/** 128 random bits as hex; a ticket's and that of all states made of it. */
	id: string;
	/** Of the value in the browser's cookie, as hex; '' unless `bound`. */
	browserHash: string;
}

export const ID_BYTES = 16;
export const BROWSER_HASH_BYTES = 16;

const KINDS: readonly StateKind[] = ['legacy', 'unbound', 'ticket', 'bound'];
const PURPOSES: readonly StatePurpose[] = ['authorization', 'twoFactor'];
const MAC_BYTES = 32;
/** Kind and purpose, seconds since 1970, id, and the length of the member service. */
const HEAD_BYTES = 1 + 6 + ID_BYTES + 1;

/** In hex, since the service writes a state back unescaped (TEA002). */
export async function encodeState(credential: SaisonCredential, state: State): Promise<string> {
	const service = Buffer.from(state.memberService, 'utf8');
	const head = Buffer.alloc(HEAD_BYTES);
	head.writeUInt8(2 * KINDS.indexOf(state.kind) + PURPOSES.indexOf(state.purpose), 0);
	head.writeUIntBE(Math.floor(state.createdAt / 1000), 1, 6);
	Buffer.from(state.id, 'hex').copy(head, 7);
	head.writeUInt8(service.length, HEAD_BYTES - 1);
	const browserHash = Buffer.from(state.browserHash, 'hex');
	const reference = Buffer.from(state.memberReference, 'utf8');
	const body = Buffer.concat([head, browserHash, service, reference]);
	return Buffer.concat([body, await macOf(credential, body)]).toString('hex');
}

/**
 * Verifies the MAC, which covers everything together with client and origin.
 *
 * @throws WebhookRejection for any text but a state of this credential
 */
export async function decodeState(credential: SaisonCredential, text: string): Promise<State> {
	const bytes = Buffer.from(text, 'hex');
	// Node.js accepts upper case, too, and ignores everything after the last complete byte.
	if (bytes.toString('hex') !== text || bytes.length < HEAD_BYTES + MAC_BYTES) {
		throw new WebhookRejection('the state is malformed');
	}
	const body = bytes.subarray(0, -MAC_BYTES);
	if (!timingSafeEqual(await macOf(credential, body), bytes.subarray(-MAC_BYTES))) {
		throw new WebhookRejection('the state was not created with this credential');
	}
	const kind = KINDS[body.readUInt8(0) >> 1];
	const serviceStart = HEAD_BYTES + (kind === 'bound' ? BROWSER_HASH_BYTES : 0);
	const serviceEnd = serviceStart + body.readUInt8(HEAD_BYTES - 1);
	return {
		kind,
		purpose: PURPOSES[body.readUInt8(0) & 1],
		memberReference: body.subarray(serviceEnd).toString('utf8'),
		memberService: body.subarray(serviceStart, serviceEnd).toString('utf8'),
		createdAt: body.readUIntBE(1, 6) * 1000,
		id: body.subarray(7, 7 + ID_BYTES).toString('hex'),
		browserHash: body.subarray(HEAD_BYTES, serviceStart).toString('hex'),
	};
}

async function macOf(credential: SaisonCredential, body: Buffer): Promise<Buffer> {
	const isLegacy = KINDS[body.readUInt8(0) >> 1] === 'legacy';
	const key = isLegacy ? legacyStateKey(credential) : await stateKey(credential);
	const context = JSON.stringify([credential.origin, credential.clientId]);
	return createHmac('sha256', key).update(`${context}\n`).update(body).digest();
}

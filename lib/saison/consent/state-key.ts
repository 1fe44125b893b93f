import { createHmac, scrypt } from 'node:crypto';
import { fingerprint } from '../../core/auth/fingerprint';
import { ExpiringMap } from '../../core/time/expiring-map';
import type { SaisonCredential } from '../auth/credential';

/** Keeps the key apart from the client secret itself, which signs requests. */
const LABEL = 'n8n-nodes-saison-marta state 2';
const LEGACY_LABEL = 'n8n-nodes-saison-marta state 1';
const KEY_BYTES = 32;
/** OWASP's setting for 32 MiB: a link in the wrong hands is no fast test of guessed secrets. */
const COST = { N: 2 ** 15, r: 8, p: 3, maxmem: 64 * 2 ** 20 };

type KeySource = Pick<SaisonCredential, 'origin' | 'clientId' | 'clientSecret'>;

/** Until an hour after the last use. Promises, so that callers who come together derive a key once. */
const keys = new ExpiringMap<Promise<Buffer>>(3_600_000, 100);

/** The key of the MAC in a state. Slow on purpose, so this process remembers the keys used last. */
export async function stateKey(source: KeySource): Promise<Buffer> {
	const id = fingerprint(source.origin, source.clientId, source.clientSecret);
	const key = keys.get(id) ?? deriveKey(source);
	keys.set(id, key);
	// E.g. without memory for it: the next caller tries again.
	key.catch(() => keys.delete(id));
	return await key;
}

/** The key of states that were created before `stateKey` existed. */
export function legacyStateKey({ clientSecret }: KeySource): Buffer {
	return createHmac('sha256', clientSecret).update(LEGACY_LABEL).digest();
}

async function deriveKey({ origin, clientId, clientSecret }: KeySource): Promise<Buffer> {
	const salt = JSON.stringify([LABEL, origin, clientId]);
	return await new Promise((resolve, reject) => {
		scrypt(clientSecret, salt, KEY_BYTES, COST, (error, key) => {
			if (error) reject(error);
			else resolve(key);
		});
	});
}

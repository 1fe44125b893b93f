import { randomBytes, scryptSync, timingSafeEqual } from 'node:crypto';
import { ExpiringMap } from '../time/expiring-map';
import { fingerprint } from './fingerprint';

const SALT_BYTES = 16;
const KEY_BYTES = 32;
/** About 50 ms and 16 MiB for each guess. */
const COST = { N: 2 ** 14, r: 8, p: 1 };

/** So that a run does not hash again: an hour, and at most as many credentials as a run may have. */
const MAX_AGE_MS = 3_600_000;
const MAX_SIZE = 1_000;
/** By fingerprints, so that the keys contain no secret. */
const made = new ExpiringMap<string>(MAX_AGE_MS, MAX_SIZE);
const compared = new ExpiringMap<boolean>(MAX_AGE_MS, MAX_SIZE);

/**
 * Hashes texts that may be guessed, such as passwords, for storing: slow, and with a random salt.
 *
 * @returns salt and key as hex with a dot between, the same for the same texts as long as this process
 *   remembers it
 */
export function saltedHash(...parts: string[]): string {
	const id = fingerprint(...parts);
	const known = made.get(id);
	if (known !== undefined) return known;
	const salt = randomBytes(SALT_BYTES);
	const stored = `${salt.toString('hex')}.${derive(id, salt).toString('hex')}`;
	made.set(id, stored);
	compared.set(fingerprint(stored, id), true);
	return stored;
}

/**
 * Whether a stored hash was made of these texts.
 *
 * @param stored anything but a result of `saltedHash` matches nothing
 */
export function matchesSaltedHash(stored: unknown, ...parts: string[]): boolean {
	if (typeof stored !== 'string' || !/^[0-9a-f]{32}\.[0-9a-f]{64}$/.test(stored)) return false;
	const id = fingerprint(...parts);
	const comparison = fingerprint(stored, id);
	let matches = compared.get(comparison);
	if (matches === undefined) {
		const [salt, key] = stored.split('.').map((part) => Buffer.from(part, 'hex'));
		matches = timingSafeEqual(key, derive(id, salt));
		compared.set(comparison, matches);
	}
	return matches;
}

function derive(id: string, salt: Buffer): Buffer {
	return scryptSync(id, salt, KEY_BYTES, COST);
}

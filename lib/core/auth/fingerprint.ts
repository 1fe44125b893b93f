import { createHash } from 'node:crypto';

/**
 * SHA-256 over an unambiguous list of texts, as hex. Used as a key wherever secrets decide what is
 * the same, so that no map has a secret as its key and no two lists share a key.
 */
export function fingerprint(...parts: string[]): string {
	return createHash('sha256').update(JSON.stringify(parts), 'utf8').digest('hex');
}

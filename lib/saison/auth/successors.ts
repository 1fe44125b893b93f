import { ExpiringMap } from '../../core/time/expiring-map';
import type { ReceivedTokens } from './tokens';

const DAY = 86_400_000;

/**
 * The tokens that a credential's grants were exchanged for, by the key of the grant, until n8n has been seen
 * to store them. If n8n could not store them, it passes the old grant again, which is used up: then only
 * this process knows the tokens.
 */
const successors = new ExpiringMap<ReceivedTokens>(DAY, 1_000);

/** @param key the key of the grant that the tokens came from */
export function noteSuccessor(key: string, tokens: ReceivedTokens): void {
	// A service may issue a refresh token again.
	successors.delete(tokens.refreshKey);
	if (tokens.refreshKey !== key) successors.set(key, tokens);
}

/** The newest tokens that came from a grant and were not stored. Older ones would replace newer ones. */
export function newestSuccessor(key: string): ReceivedTokens | undefined {
	let newest = successors.get(key);
	for (let next = newest; next !== undefined; next = successors.get(next.refreshKey)) newest = next;
	return newest;
}

/**
 * Notes that n8n has stored a refresh token, so that it is not returned for older grants any more.
 *
 * @param keyOf makes the key of the refresh token, only if there is something to compare it with
 */
export function noteStored(keyOf: () => string): void {
	if (successors.size === 0) return;
	const key = keyOf();
	successors.deleteWhere(({ refreshKey }) => refreshKey === key);
}

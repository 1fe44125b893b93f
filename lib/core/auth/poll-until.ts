import { delay } from '../time/delay';

/** How long to look for what another process may have stored, in ms. */
const LIMIT = 5_000;
const FIRST_PAUSE = 20;
const LAST_PAUSE = 500;

/**
 * Reads again and again, at first 20 ms apart, for up to 5 s.
 *
 * @param stop aborted when there is no more use in it
 * @returns the first value that `isWanted`, `undefined` when none came in time
 */
export async function pollUntil<Value>(
	read: () => Promise<Value>,
	isWanted: (value: Value) => boolean,
	stop: AbortSignal,
): Promise<Value | undefined> {
	const deadline = Date.now() + LIMIT;
	for (let wait = FIRST_PAUSE; Date.now() < deadline && !stop.aborted;) {
		await delay(wait, stop);
		const value = await read();
		if (isWanted(value)) return value;
		wait = Math.min(wait * 2, LAST_PAUSE);
	}
	return undefined;
}

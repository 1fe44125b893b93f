import { sleep } from 'n8n-workflow';

/** How soon a delay notices that it was aborted, in ms. */
const SLICE = 200;

/**
 * Waits, but not on after `signal` was aborted. Community nodes have no timers, and n8n's `sleep`
 * cannot be ended early, so a long delay is made of slices.
 *
 * @param ms nothing is waited for when it is 0 or less
 */
export async function delay(ms: number, signal: AbortSignal): Promise<void> {
	// Counted in slices, since a clock may be set while we wait.
	for (let left = ms; left > 0 && !signal.aborted; left -= SLICE) {
		await sleep(Math.min(left, SLICE));
	}
}

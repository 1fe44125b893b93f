import { sleep } from 'n8n-workflow';
import { monotonicNow } from './monotonic';

/** How soon a delay notices that it was aborted, in ms. */
const SLICE = 200;

/**
 * Waits, but not on after `signal` was aborted. Community nodes have no timers, and n8n's `sleep`
 * cannot be ended early, so a long delay is made of slices. Each may end late, the delay as a whole
 * by no more than one of them.
 *
 * @param ms nothing is waited for when it is 0 or less
 * @param signal or another object with its flag
 */
export async function delay(ms: number, signal: Pick<AbortSignal, 'aborted'>): Promise<void> {
	const endMs = monotonicNow() + ms;
	for (let left = ms; left > 0 && !signal.aborted; left = endMs - monotonicNow()) {
		await sleep(Math.ceil(Math.min(left, SLICE)));
	}
}

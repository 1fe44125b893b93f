import { sleep } from 'n8n-workflow';

const SLICE = 200;

/**
 * Waits, but not on after the execution was cancelled. Community nodes have no timers, and n8n's
 * `sleep` cannot be ended early, so long pauses are cut in slices.
 *
 * @param ms how long, in ms
 */
export async function delay(ms: number, signal?: AbortSignal): Promise<void> {
	const end = Date.now() + ms;
	for (let left = ms; left > 0 && !signal?.aborted; left = end - Date.now()) {
		await sleep(Math.min(left, SLICE));
	}
}

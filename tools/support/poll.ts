/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a tool */
import { setTimeout as pause } from 'node:timers/promises';

/** How long to wait for what must come, in ms: far longer than a busy machine takes. */
export const PATIENCE_MS = 120_000;

/**
 * Asks again every `interval` ms until the condition holds, at most for `timeout` ms; resolves to whether it did.
 * p-wait-for would do, but adds a listener at every poll, which Node.js warns about.
 */
export async function pollUntil(
	condition: () => boolean | Promise<boolean>,
	{ timeout = PATIENCE_MS, interval = 100 }: { timeout?: number; interval?: number } = {},
): Promise<boolean> {
	const end = Date.now() + timeout;
	while (!(await condition())) {
		if (Date.now() > end) return false;
		await pause(interval);
	}
	return true;
}

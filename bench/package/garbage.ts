/* eslint-disable @n8n/community-nodes/no-restricted-globals */

/** Twice: what the first round frees in native code is seen by the second. n8n runs with --expose-gc. */
export function collectGarbage(): void {
	if (!globalThis.gc) throw new Error('n8n runs without --expose-gc');
	globalThis.gc();
	globalThis.gc();
}

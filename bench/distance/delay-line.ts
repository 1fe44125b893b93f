/* eslint-disable @n8n/community-nodes/no-restricted-globals */

/**
 * Lets things happen later, in the order in which they came. Timers count whole ms: on a machine without other
 * work, each delay was 0.3 to 0.5 ms too long.
 */
export class DelayLine {
	private readonly waiting: Array<{ atMs: number; action: () => void }> = [];

	/** `notBeforeMs`: nothing enters the line earlier, by the clock of `performance.now()`. */
	constructor(
		private readonly delayMs: number,
		private readonly notBeforeMs = 0,
	) {}

	push(action: () => void): void {
		const atMs = Math.max(performance.now(), this.notBeforeMs) + this.delayMs;
		if (this.waiting.push({ atMs, action }) === 1) this.waitForFirst();
	}

	private waitForFirst(): void {
		const waitMs = this.waiting[0].atMs - performance.now();
		if (waitMs > 0) setTimeout(() => this.waitForFirst(), waitMs);
		else this.release();
	}

	private release(): void {
		while (this.waiting.length > 0 && this.waiting[0].atMs <= performance.now())
			this.waiting.shift()!.action();
		if (this.waiting.length > 0) this.waitForFirst();
	}
}

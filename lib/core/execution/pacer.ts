import { sleep } from 'n8n-workflow';
import { monotonicNow } from '../time/monotonic';

/** This share of what may run at once starts in a turn: of 10 items one, of 50 eight. */
const SHARE = 1 / 6;
/** With hundreds at once, a sixth would keep n8n's thread from other workflows for too long. */
const MAX_STARTS = 16;
/** After a long turn: this share of the waiting items for each ms it took, but no more than one item per ms. */
const SHARE_PER_MS = 0.01;
/** How long items that wait for nothing may keep n8n from other work, in ms. */
const LONGEST_TURN = 20;

/**
 * Lets one or a few items start in each turn of the event loop. Items that start together get their
 * responses together, so that each waits until all of them are processed; staggered, this work is done
 * while other items wait for their responses. With one per turn, 50 at once took half as much CPU time
 * again (measured in `bench/changes.md`).
 */
export class Pacer {
	private readonly waiting: Array<() => void> = [];
	private isPacing = false;
	private yieldedMs = monotonicNow();
	private nextTurn?: Promise<void>;
	/** How many start after a turn that was not long. */
	private readonly startsPerTurn: number;

	/**
	 * @param concurrency how many items may run at once
	 * @param stop aborted when nothing new starts: what waits is then released at once, to end
	 */
	constructor(
		concurrency: number,
		private readonly stop: AbortSignal,
	) {
		this.startsPerTurn = Math.min(MAX_STARTS, Math.max(1, Math.floor(concurrency * SHARE)));
	}

	/** Resolves in the order of the calls, immediately if nothing has started in this turn. */
	async wait(): Promise<void> {
		if (this.isPacing) await new Promise<void>((resolve) => this.waiting.push(resolve));
		else void this.pace();
	}

	/** For items that send nothing: resolves in another turn if this one has taken too long. */
	async yieldEventLoop(): Promise<void> {
		if (monotonicNow() - this.yieldedMs < LONGEST_TURN) return;
		// One timer for all: between timers of its own, each item would go on for another 20 ms.
		this.nextTurn ??= this.startTurn();
		await this.nextTurn;
	}

	private async startTurn(): Promise<void> {
		await sleep(0);
		this.yieldedMs = monotonicNow();
		this.nextTurn = undefined;
	}

	private async pace(): Promise<void> {
		this.isPacing = true;
		for (;;) {
			const beganMs = monotonicNow();
			await sleep(0);
			if (this.waiting.length === 0) break;
			const starts = this.startsAfter(monotonicNow() - beganMs);
			for (const start of this.waiting.splice(0, starts)) start();
		}
		this.isPacing = false;
	}

	/** How many start after a turn of so many ms. */
	private startsAfter(tookMs: number): number {
		const { length } = this.waiting;
		if (this.stop.aborted) return length;
		const share = Math.min(1, length * SHARE_PER_MS);
		return Math.max(this.startsPerTurn, Math.floor(tookMs * share));
	}
}

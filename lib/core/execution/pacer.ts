import { sleep } from 'n8n-workflow';
import { monotonicNow } from '../time/monotonic';

/** At most this share of the waiting items starts in one turn, or 1 % for each ms the turn took, if that is more. */
const SHARE = 0.1;
const SHARE_PER_MS = 0.01;
/** How long items that wait for nothing may keep n8n from other work, in ms. */
const LONGEST_TURN = 20;

/**
 * Lets one item start per turn of the event loop, about 1 ms. Items that start together get their
 * responses together, so that each waits until all of them are processed; staggered, this work is done
 * while other items wait for their responses (measured in `bench/changes.md`). A turn that comes late,
 * because n8n is busy, starts one item for each ms, up to a share of those that wait.
 */
export class Pacer {
	private readonly waiting: Array<() => void> = [];
	private isPacing = false;
	private yieldedMs = monotonicNow();
	private nextTurn?: Promise<void>;

	/** @param stop aborted when nothing new starts: what waits is then released at once, to end */
	constructor(private readonly stop: AbortSignal) {}

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
			const tookMs = Math.floor(monotonicNow() - beganMs);
			for (const start of this.waiting.splice(0, this.startsAfter(tookMs))) start();
		}
		this.isPacing = false;
	}

	/** How many may start after a turn of so many ms. */
	private startsAfter(tookMs: number): number {
		const { length } = this.waiting;
		if (this.stop.aborted) return length;
		const share = Math.max(SHARE, tookMs * SHARE_PER_MS);
		return Math.max(1, Math.min(tookMs, Math.floor(length * share)));
	}
}

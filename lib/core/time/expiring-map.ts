import { monotonicNow } from './monotonic';

/**
 * A map that forgets entries that are too old, and the oldest ones if there are too many. Entries leave
 * memory when their time is over, also if nobody asks for them any more.
 */
export class ExpiringMap<Value> {
	/** In the order of time. */
	private readonly entries = new Map<string, { value: Value; setAt: number }>();
	private isSweepPlanned = false;

	/**
	 * @param maxAgeMs how long an entry is remembered, in ms
	 * @param maxSize how many entries are remembered
	 */
	constructor(
		private readonly maxAgeMs: number,
		private readonly maxSize: number,
	) {}

	get size(): number {
		return this.entries.size;
	}

	get(key: string): Value | undefined {
		const entry = this.entries.get(key);
		return entry !== undefined && !this.isOld(entry.setAt) ? entry.value : undefined;
	}

	set(key: string, value: Value): void {
		this.entries.delete(key);
		this.dropOld();
		for (const oldest of this.entries.keys()) {
			if (this.entries.size < this.maxSize) break;
			this.entries.delete(oldest);
		}
		this.entries.set(key, { value, setAt: monotonicNow() });
		this.planSweep();
	}

	delete(key: string): void {
		this.entries.delete(key);
	}

	deleteWhere(matches: (value: Value) => boolean): void {
		for (const [key, { value }] of this.entries) if (matches(value)) this.entries.delete(key);
	}

	/** Replaces the values that match, without making their entries last longer. */
	replaceWhere(matches: (value: Value) => boolean, value: Value): void {
		for (const entry of this.entries.values()) if (matches(entry.value)) entry.value = value;
	}

	/** When the latest entry that matches was set, by `monotonicNow`. */
	lastSetAt(matches: (value: Value) => boolean): number | undefined {
		let latest: number | undefined;
		for (const { value, setAt } of this.entries.values()) if (matches(value)) latest = setAt;
		return latest !== undefined && !this.isOld(latest) ? latest : undefined;
	}

	/** One timer for a map at most, and none that keeps a process from ending. */
	private planSweep(): void {
		const [oldest] = this.entries.values();
		if (this.isSweepPlanned || oldest === undefined) return;
		this.isSweepPlanned = true;
		const ms = Math.max(1, Math.ceil(oldest.setAt + this.maxAgeMs - monotonicNow()));
		const sweep = (): void => {
			this.isSweepPlanned = false;
			this.dropOld();
			this.planSweep();
		};
		AbortSignal.timeout(ms).addEventListener('abort', sweep, { once: true });
	}

	private dropOld(): void {
		for (const [oldest, { setAt }] of this.entries) {
			if (!this.isOld(setAt)) break;
			this.entries.delete(oldest);
		}
	}

	private isOld(setAt: number): boolean {
		return monotonicNow() - setAt >= this.maxAgeMs;
	}
}

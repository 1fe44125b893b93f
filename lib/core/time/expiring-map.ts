/** A map that forgets entries that are too old, and the oldest ones if there are too many. */
export class ExpiringMap<Value> {
	/** In the order of time. */
	private readonly entries = new Map<string, { value: Value; setAt: number }>();

	/**
	 * @param maxAgeMs how long an entry is remembered, in ms
	 * @param maxSize how many entries are remembered
	 */
	constructor(
		private readonly maxAgeMs: number,
		private readonly maxSize = Infinity,
	) {}

	get(key: string): Value | undefined {
		const entry = this.entries.get(key);
		return entry !== undefined && !this.isOld(entry.setAt) ? entry.value : undefined;
	}

	set(key: string, value: Value): void {
		this.entries.delete(key);
		for (const [oldest, { setAt }] of this.entries) {
			if (!this.isOld(setAt) && this.entries.size < this.maxSize) break;
			this.entries.delete(oldest);
		}
		this.entries.set(key, { value, setAt: Date.now() });
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

	/** When the latest entry that matches was set, in ms since 1970. */
	lastSetAt(matches: (value: Value) => boolean): number | undefined {
		return [...this.entries.values()].filter(({ value }) => matches(value)).at(-1)?.setAt;
	}

	private isOld(setAt: number): boolean {
		return Date.now() - setAt >= this.maxAgeMs;
	}
}

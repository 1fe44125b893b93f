/** The outcome after which a state is used up. */
export const GRANTED = 'granted';

const MAX_STATES = 10_000;

/**
 * What this process has seen of each state, the oldest forgotten first. Best effort: it knows
 * nothing of other processes, nor of what was before a restart. A member who refuses may go back
 * and allow; the same outcome twice, or anything after the grant, is a replay.
 */
export class SeenStates {
	private readonly seen = new Map<string, Set<string>>();

	constructor(private readonly limit = MAX_STATES) {}

	/**
	 * Notes an outcome, before anything is done with it.
	 *
	 * @returns takes the note back; `undefined` when the outcome is a replay
	 */
	claim(id: string, outcome: string): (() => void) | undefined {
		const outcomes = this.seen.get(id) ?? new Set();
		if (outcomes.has(GRANTED) || outcomes.has(outcome)) return undefined;
		outcomes.add(outcome);
		this.seen.delete(id);
		const oldest = this.seen.keys().next().value;
		if (this.seen.size >= this.limit && oldest !== undefined) this.seen.delete(oldest);
		this.seen.set(id, outcomes);
		return () => void outcomes.delete(outcome);
	}

	isUsedUp(id: string): boolean {
		return this.seen.get(id)?.has(GRANTED) === true;
	}
}

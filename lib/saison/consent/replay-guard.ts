/** The outcome after which a state is used up. */
export const GRANTED = 'granted';

const MAX_STATES = 10_000;
/** How many exchanges may fail for one state: each sends the client secret with a code anybody may make up. */
const MAX_FAILURES = 10;

interface Seen {
	outcomes: Set<string>;
	failures: number;
	isUnderWay: boolean;
}

/** One use of a state, to be kept when all went well or taken back. */
export interface Claim {
	keep(): void;
	takeBack(): void;
}

/**
 * What this process has seen of each state, the oldest forgotten first. Best effort: it knows
 * nothing of other processes, nor of what was before a restart. A member who refuses may go back
 * and allow; the same outcome twice, or anything after the grant, is a replay.
 */
export class SeenStates {
	private readonly states = new Map<string, Seen>();

	constructor(private readonly limit = MAX_STATES) {}

	/**
	 * Notes an outcome, before anything is done with it.
	 *
	 * @returns `undefined` when the outcome is a replay, or too many uses of the state failed
	 */
	claim(id: string, outcome: string): Claim | undefined {
		const seen = this.states.get(id) ?? { outcomes: new Set(), failures: 0, isUnderWay: false };
		const { outcomes } = seen;
		if (outcomes.has(GRANTED) || outcomes.has(outcome) || seen.failures >= MAX_FAILURES) {
			return undefined;
		}
		outcomes.add(outcome);
		seen.isUnderWay = true;
		this.states.delete(id);
		const oldest = this.states.keys().next().value;
		if (this.states.size >= this.limit && oldest !== undefined) this.states.delete(oldest);
		this.states.set(id, seen);
		return {
			keep() {
				seen.isUnderWay = false;
			},
			takeBack() {
				seen.isUnderWay = false;
				seen.failures++;
				outcomes.delete(outcome);
			},
		};
	}

	/** Whether a use of the state is being worked on, so that nobody knows yet how it ends. */
	isUnderWay(id: string): boolean {
		return this.states.get(id)?.isUnderWay === true;
	}

	isUsedUp(id: string): boolean {
		return this.states.get(id)?.outcomes.has(GRANTED) === true && !this.isUnderWay(id);
	}
}

/** The outcome after which a state is used up. */
export const GRANTED = 'granted';

const MAX_STATES = 10_000;
/** How many exchanges may fail for one state: each sends the client secret with a code anybody may make up. */
const MAX_FAILURES = 10;

interface Seen {
	outcomes: Set<string>;
	serviceErrors: number;
	isInProgress: boolean;
}

/** One use of a state, to be kept when all went well or taken back. */
export interface Claim {
	commit(): void;
	rollback(): void;
}

/**
 * What this process has seen of each state, the oldest forgotten first. Best effort: it knows
 * nothing of other processes, nor of what was before a restart. A member who refuses may go back
 * and allow; the same outcome twice, or anything after the grant, is a replay.
 */
export class ReplayGuard {
	private readonly states = new Map<string, Seen>();

	constructor(private readonly limit = MAX_STATES) {}

	/**
	 * Notes an outcome, before anything is done with it.
	 *
	 * @returns `undefined` when the outcome is a replay, or too many uses of the state failed
	 */
	claim(id: string, outcome: string): Claim | undefined {
		const seen = this.states.get(id) ?? {
			outcomes: new Set(),
			serviceErrors: 0,
			isInProgress: false,
		};
		const { outcomes } = seen;
		if (outcomes.has(GRANTED) || outcomes.has(outcome) || seen.serviceErrors >= MAX_FAILURES) {
			return undefined;
		}
		outcomes.add(outcome);
		seen.isInProgress = true;
		this.states.delete(id);
		const oldest = this.states.keys().next().value;
		if (this.states.size >= this.limit && oldest !== undefined) this.states.delete(oldest);
		this.states.set(id, seen);
		return {
			commit() {
				seen.isInProgress = false;
			},
			rollback() {
				seen.isInProgress = false;
				seen.serviceErrors++;
				outcomes.delete(outcome);
			},
		};
	}

	/** Whether a use of the state is being worked on, so that nobody knows yet how it ends. */
	isUnderWay(id: string): boolean {
		return this.states.get(id)?.isInProgress === true;
	}

	isUsed(id: string): boolean {
		return this.states.get(id)?.outcomes.has(GRANTED) === true && !this.isUnderWay(id);
	}
}

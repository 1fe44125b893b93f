import { ExpiringMap } from '../../core/time/expiring-map';
import { MAX_STATE_LIFETIME } from './state';
import { WebhookRejection } from './webhook-rejection';

/** The outcome after which a state is used up. */
export const GRANTED = 'granted';

const MAX_STATES = 10_000;
/** Per state: each attempt sends the client secret along with a code that anyone may have made up. */
const MAX_FAILED_ATTEMPTS = 10;
/** Per state: a member gets two or three error codes at most. */
const MAX_OUTCOMES = 10;

interface SeenState {
	outcomes: Set<string>;
	failedAttempts: number;
	isInProgress: boolean;
}

/** One use of a state: committed when it worked, rolled back when it did not. */
export interface Claim {
	commit(): void;
	rollback(): void;
}

/**
 * Remembers the states this process has seen until they have expired, and forgets the oldest first. Best
 * effort: it knows neither other processes nor the time before a restart. A member who refuses may go back
 * and allow; the same outcome twice, or anything after the grant, is a replay.
 */
export class ReplayGuard {
	private readonly states: ExpiringMap<SeenState>;

	constructor(limit = MAX_STATES) {
		this.states = new ExpiringMap(MAX_STATE_LIFETIME * 60_000, limit);
	}

	/**
	 * Reserves an outcome before anything is done with it.
	 *
	 * @throws WebhookRejection for a replay, or after too many failed attempts
	 */
	claim(id: string, outcome: string): Claim {
		const state = this.states.get(id) ?? {
			outcomes: new Set(),
			failedAttempts: 0,
			isInProgress: false,
		};
		const { outcomes } = state;
		if (outcomes.has(GRANTED) || outcomes.has(outcome)) {
			throw state.isInProgress
				? new WebhookRejection('the state is in use', 'unavailable')
				: used();
		}
		if (isExhausted(state)) throw tooManyAttempts();
		outcomes.add(outcome);
		state.isInProgress = true;
		this.states.set(id, state);
		return {
			commit() {
				state.isInProgress = false;
			},
			rollback() {
				state.isInProgress = false;
				state.failedAttempts++;
				outcomes.delete(outcome);
			},
		};
	}

	/** @throws WebhookRejection for a state that can lead to nothing any more */
	checkUsable(id: string): void {
		const state = this.states.get(id);
		if (!state || state.isInProgress) return;
		if (state.outcomes.has(GRANTED)) throw used();
		if (isExhausted(state)) throw tooManyAttempts();
	}
}

/** Of this process: both URLs of the trigger ask it, by the id that a ticket shares with its states. */
export const replayGuard = new ReplayGuard();

function isExhausted({ failedAttempts, outcomes }: SeenState): boolean {
	return failedAttempts >= MAX_FAILED_ATTEMPTS || outcomes.size >= MAX_OUTCOMES;
}

function used(): WebhookRejection {
	return new WebhookRejection('the state was already used', 'alreadyUsed');
}

function tooManyAttempts(): WebhookRejection {
	return new WebhookRejection('the state failed too often', 'tooManyAttempts');
}

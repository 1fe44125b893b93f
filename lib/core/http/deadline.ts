import { delay } from '../time/delay';

/** Of each request, in ms. */
export const DEFAULT_TIMEOUT = 30_000;
/** The longest timer of Node.js, almost 25 days: n8n's client ends a request with a longer limit at once. */
export const MAX_TIMEOUT = 2 ** 31 - 1;
/** How often to check whether the time has begun to count, and how long to wait for it, in ms. */
const CHECK_EVERY = 100;
const LONGEST_WAIT = 60_000;

interface Deadline {
	timeoutMs: number;
	/** Aborted when the execution is cancelled. */
	cancelSignal?: AbortSignal;
	/** Whether the time has begun to count. After a minute, it counts in any case. */
	hasBegun?: () => boolean;
}

/** Has the code of a timeout, so that `networkError` explains it as one. */
class DeadlineError extends Error {
	readonly code = 'ETIMEDOUT';
}

/**
 * Ends work after its time limit, whatever the service does: n8n's own limit counts silence only, and
 * some requests never settle, e.g. one that is answered with `101 Switching Protocols`.
 *
 * @param work gets a signal that is aborted when the time is over or the execution was cancelled
 * @throws DeadlineError when the time is over, and whatever `work` throws
 */
export async function withDeadline<Result>(
	{ timeoutMs, cancelSignal, hasBegun = () => true }: Deadline,
	work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
	const ended = new AbortController();
	const done = { aborted: false };
	const cancel = (): void => ended.abort();
	if (cancelSignal?.aborted) cancel();
	cancelSignal?.addEventListener('abort', cancel);
	const expire = async (): Promise<void> => {
		for (let waited = 0; !hasBegun() && waited < LONGEST_WAIT; waited += CHECK_EVERY) {
			if (done.aborted) break;
			await delay(CHECK_EVERY, done);
		}
		await delay(timeoutMs, done);
		// An error costs its stack: none is made when nobody waits for it any more.
		if (done.aborted) return;
		ended.abort();
		throw new DeadlineError();
	};
	try {
		return (await Promise.race([work(ended.signal), expire()])) as Result;
	} finally {
		done.aborted = true;
		cancelSignal?.removeEventListener('abort', cancel);
	}
}

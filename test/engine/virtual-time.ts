/* eslint-disable @n8n/community-nodes/no-restricted-globals -- a test */

/** After so many turns of the event loop in which nothing happens, nothing but a timer can happen. */
const QUIET_TURNS = 20;

/** Grows with every request and response. */
let activity = 0;
const inRealTime = new Set<() => boolean>();

/** Tells that something happened. */
export function noteActivity(): void {
	activity++;
}

/** Keeps the virtual clock from moving while something takes real time. */
export function waitWhile(isGoingOn: () => boolean): void {
	inRealTime.add(isGoingOn);
}

/**
 * Does `work` in virtual time: the clock stands still as long as anything else happens, then jumps to
 * the next timer. Pauses, latencies and lifetimes thus relate to each other in the same way on every
 * machine. For services on a `StubbedHost` only: a real socket may be quiet although it is busy.
 */
export async function inVirtualTime<Result>(work: () => Promise<Result>): Promise<Result> {
	jest.useFakeTimers({
		doNotFake: ['nextTick', 'setImmediate', 'clearImmediate', 'queueMicrotask', 'hrtime'],
	});
	let isDone = false;
	const result = work().finally(() => (isDone = true));
	try {
		while (!isDone) {
			await untilQuiet();
			if (!isDone) advanceToNextTimer();
		}
		return await result;
	} finally {
		jest.useRealTimers();
	}
}

async function untilQuiet(): Promise<void> {
	const state = () => `${activity} ${jest.getTimerCount()}`;
	let before = state();
	for (let quiet = 0; quiet < QUIET_TURNS; quiet++) {
		await new Promise((resolve) => setImmediate(resolve));
		for (const isGoingOn of inRealTime) if (!isGoingOn()) inRealTime.delete(isGoingOn);
		const now = state();
		if (now !== before || inRealTime.size > 0) quiet = -1;
		before = now;
	}
}

function advanceToNextTimer(): void {
	const before = Date.now();
	jest.advanceTimersToNextTimer();
	// A timer of Node.js takes at least 1 ms, a fake one may take no time.
	if (Date.now() === before) jest.advanceTimersByTime(1);
}

/* eslint-disable @n8n/community-nodes/no-restricted-globals -- a test */

const real = { setInterval, clearInterval };

/**
 * Does `work` while the clock runs 50 times faster, for what waits whole seconds. Only timers and
 * dates are faked; answers on the wire keep their real delays.
 */
export async function inFastTime<Result>(work: () => Promise<Result>): Promise<Result> {
	jest.useFakeTimers({
		doNotFake: [
			'nextTick',
			'setImmediate',
			'clearImmediate',
			'queueMicrotask',
			'performance',
			'hrtime',
		],
	});
	const clock = real.setInterval(() => jest.advanceTimersByTime(100), 2);
	try {
		return await work();
	} finally {
		real.clearInterval(clock);
		jest.useRealTimers();
	}
}

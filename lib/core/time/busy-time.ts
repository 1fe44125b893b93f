/** What Node.js has beyond a browser's `performance`, and has begun to move elsewhere. */
interface ThreadTimes {
	eventLoopUtilization?: () => { active: number };
}

const { eventLoopUtilization } = performance as Performance & ThreadTimes;

/**
 * How long n8n's thread has worked since the process started, in ms. The rest of the time it waited.
 *
 * @returns `NaN` where Node.js does not tell
 */
export function busyTime(): number {
	return eventLoopUtilization?.().active ?? NaN;
}

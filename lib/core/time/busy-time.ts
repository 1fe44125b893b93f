/** What Node.js has beyond a browser's `performance`. */
interface ThreadTimes {
	eventLoopUtilization(): { active: number };
}

const { eventLoopUtilization } = performance as Performance & ThreadTimes;

/** How long n8n's thread has worked since the process started, in ms. The rest of the time it waited. */
export function busyTime(): number {
	return eventLoopUtilization().active;
}

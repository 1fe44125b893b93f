/** A clock that nobody can set, in ms since the process started. */
export function monotonicNow(): number {
	return performance.now();
}

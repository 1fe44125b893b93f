/**
 * Does `work` for every index from 0 to `count - 1`, at most `limit` at once, the next one starting
 * as soon as one ends. After the first rejection nothing new starts; what is open is awaited, then
 * the first rejection is thrown.
 */
export async function forEachConcurrently(
	count: number,
	limit: number,
	work: (index: number) => Promise<void>,
): Promise<void> {
	let next = 0;
	let failed = false;
	let serviceError: unknown;
	const lane = async (): Promise<void> => {
		while (!failed && next < count) {
			const index = next++;
			try {
				await work(index);
			} catch (error) {
				if (!failed) {
					failed = true;
					serviceError = error;
				}
			}
		}
	};
	await Promise.all(Array.from({ length: Math.min(limit, count) }, lane));
	if (failed) throw serviceError;
}

/**
 * Calls `work` for every index from 0 to `count - 1`, at most `limit` at once: the next one starts as
 * soon as one ends. After the first rejection nothing new starts; what is running is awaited, then
 * the first rejection is thrown.
 */
export async function forEachConcurrently(
	count: number,
	limit: number,
	work: (index: number) => Promise<void>,
): Promise<void> {
	let next = 0;
	const errors: unknown[] = [];
	const worker = async (): Promise<void> => {
		while (errors.length === 0 && next < count) {
			try {
				await work(next++);
			} catch (error) {
				errors.push(error);
			}
		}
	};
	await Promise.all(Array.from({ length: Math.min(limit, count) }, worker));
	if (errors.length > 0) throw errors[0];
}

/** Orders worked on at the same time. The marketplace names no ceiling for writes; this is polite. */
export const WIDTH = 5;

/**
 * Do a job for every entry, at most `width` at a time, in no particular order of completion.
 * The job must not throw: what fails is its own business.
 */
export async function inParallel<T>(
	entries: readonly T[],
	width: number,
	job: (entry: T) => Promise<void>,
): Promise<void> {
	const queue = entries.values();
	const worker = async () => {
		for (const entry of queue) await job(entry);
	};
	await Promise.all(Array.from({ length: Math.min(width, entries.length) }, worker));
}

import { wait } from '../scripts/processes';

/**
 * Wait until `look` answers something else than undefined, and answer that. A look that throws is
 * one that has not succeeded yet. Fails with what was waited for and the last error.
 */
export async function until<T>(
	what: string,
	look: () => Promise<T | undefined>,
	{ within = 150_000, every = 1_000 } = {},
): Promise<T> {
	const end = Date.now() + within;
	let lastError: unknown;
	for (;;) {
		try {
			const seen = await look();
			if (seen !== undefined) return seen;
			lastError = undefined;
		} catch (error) {
			lastError = error;
		}
		if (Date.now() > end) {
			const reason = lastError ? ` (${String(lastError)})` : '';
			throw new Error(`waited ${within / 1000} s in vain for: ${what}${reason}`);
		}
		await wait(every);
	}
}

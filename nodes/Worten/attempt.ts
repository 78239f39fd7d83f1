/** How something went that may fail: its value, or what it threw. */
export type Attempt<T> =
	{ readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown };

/**
 * Do something that may fail and get its failure as a value, to decide calmly what to make of it.
 * Never throws.
 */
export async function attempt<T>(job: () => T | Promise<T>): Promise<Attempt<T>> {
	try {
		return { ok: true, value: await job() };
	} catch (error) {
		return { ok: false, error };
	}
}

import { attempt } from '../../attempt';
import { OrderProblem } from '../../orders/problem';

/**
 * Look something up in a list of the marketplace that is kept for a while. When it is not there the
 * list is read anew before that is called a problem: it may have been added since.
 * @throws OrderProblem what `look` says of the newest list
 */
export async function currentlyKnown<L, T>(
	list: (renew: boolean) => Promise<L>,
	look: (list: L) => T | Promise<T>,
): Promise<T> {
	const first = await attempt(async () => await look(await list(false)));
	if (first.ok) return first.value;
	if (!(first.error instanceof OrderProblem)) throw first.error;
	return await look(await list(true));
}

import type { Reason } from '../marketplace/schemas/reference';
import { OrderProblem } from './problem';

/** The kinds of reasons of RE01 a seller gives one from. */
export type ReasonType = 'REFUND' | 'CANCELATION';

/** The reasons of a kind that the shop may use (RE01: `is_shop_right` is not false), in the marketplace's order. */
export function reasonsFor(reasons: readonly Reason[], type: ReasonType): Reason[] {
	return reasons.filter((reason) => reason.type === type && reason.is_shop_right !== false);
}

/**
 * The reason with this code. Codes differ from marketplace to marketplace, so only the list tells.
 * @throws OrderProblem that lists the codes there are, when the code is missing, unknown, of another kind or not for shops
 */
export function resolveReason(
	code: string | number | null | undefined,
	reasons: readonly Reason[],
	type: ReasonType,
): Reason {
	const what = type === 'REFUND' ? 'refund' : 'cancelation';
	const wanted = String(code ?? '').trim();
	const valid = reasonsFor(reasons, type);
	const found = valid.find((reason) => reason.code === wanted);
	if (found) return found;

	const hint =
		valid.length === 0
			? `The marketplace offers your shop no ${what} reason. Ask Worten seller support.`
			: `Choose one of: ${valid.map((reason) => (reason.label ? `${reason.code} (${reason.label})` : reason.code)).join(', ')}.`;
	if (wanted === '') throw new OrderProblem(`No ${what} reason was given`, hint);
	const known = reasons.find((reason) => reason.code === wanted);
	if (known) {
		const why =
			known.type === type ? 'is not one a shop may use' : `is no ${what} reason (${known.type})`;
		throw new OrderProblem(`The reason ${wanted} ${why}`, hint);
	}
	throw new OrderProblem(`The marketplace has no ${what} reason ${wanted}`, hint);
}

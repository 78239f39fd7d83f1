import { MarketplaceError } from '../../marketplace/errors';
import { OrderProblem } from '../../orders/problem';
import { UncertainOutcome } from './uncertain';

/** So many items in a row without a word from the marketplace, and the rest is not begun. */
const ENOUGH = 5;

/** Failures that say nothing about the item, only that the marketplace does not answer. */
function isSilence(error: unknown): boolean {
	if (error instanceof UncertainOutcome) return true;
	return (
		error instanceof MarketplaceError &&
		['noAnswer', 'unavailable', 'unreadable', 'rateLimited', 'unauthorized'].includes(error.kind)
	);
}

/**
 * Notices that the marketplace is down, so that a run of many items does not wait minutes for each
 * of them in vain.
 */
export class Outage {
	private inARow = 0;

	/** An item is through: with an error, or without. */
	note(error?: unknown): void {
		this.inARow = isSilence(error) ? this.inARow + 1 : 0;
	}

	/** Too many items in a row failed for that reason. */
	get isOn(): boolean {
		return this.inARow >= ENOUGH;
	}

	/** Why an item was not begun. */
	problem(orderId: string): OrderProblem {
		return new OrderProblem(
			`this was not begun, because Worten did not answer for the ${ENOUGH} items before it`,
			'Nothing was sent for this item. Run it again when the marketplace answers; what was done by then is not done twice.',
			{ orderId },
		);
	}
}

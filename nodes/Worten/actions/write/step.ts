import type { IDataObject } from 'n8n-workflow';
import type { MarketplaceClient } from '../../marketplace/client';
import type { Order } from '../../marketplace/schemas/order';

/**
 * What an order that was read again says about a step: it stands, it does not, somebody else did
 * something that rules it out, or none of these can be told.
 */
export type StepOutcome = 'done' | 'notDone' | 'otherwise' | 'unclear';

/** One call that changes something on the marketplace. */
export interface Step {
	/** The API operation (OR21, …) and what it would be sent: shown by a dry run. */
	readonly operation: string;
	readonly body?: object;
	/** For the message when a later step fails: "The tracking number is saved". */
	readonly doneText: string;
	/** Send it, once. What it resolves to is added to the item's output. */
	send(client: MarketplaceClient): Promise<IDataObject | void>;
	/**
	 * Whether the order, read again, shows the step done.
	 * @param before the order as it was read before the step
	 */
	outcome(before: Order, after: Order): StepOutcome;
	/** What the order, read again, shows of it: stands in for the answer that never arrived. */
	found?(before: Order, after: Order): IDataObject;
	/**
	 * Whether sending it twice does it twice (a refund), so that one look that finds nothing is not
	 * enough to send it again. The others are refused by the marketplace when already done.
	 */
	readonly repeatable: boolean;
}

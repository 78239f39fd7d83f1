import type { IDataObject } from 'n8n-workflow';
import type { Order } from '../../marketplace/schemas/order';
import type { Status } from '../../orders/status';
import type { Item } from '../item';
import type { Run } from '../operation';
import type { Step } from './step';

/** What is to be done about one order. */
export interface WritePlan {
	/** Nothing to send: what was asked for stands already. */
	readonly alreadyDone: boolean;
	/** The calls, in order; none when already done. */
	readonly steps: readonly Step[];
	/** The order's status once the steps are done. */
	readonly statusAfter: Status;
	/** What is added to the output: what is (or, in a dry run, would be) sent. */
	readonly detail: IDataObject;
}

/** The marketplace, to look things up in. */
export type MarketplaceAccess = Pick<Run, 'client' | 'reference'>;

/** A write on one order, apart from how it is carried out: that is the same for all of them. */
export interface WriteOperation<Input> {
	/** The operation's value, repeated in the output. */
	readonly operation: string;
	/** To begin an error with: "Order 123-A was not accepted". */
	undone(orderId: string): string;
	/**
	 * The item's fields, checked as far as that is possible without the order.
	 * @throws OrderProblem
	 */
	readInput(item: Item): Input;
	/**
	 * Read for all orders together what planning each of them needs besides the order.
	 * @throws MarketplaceError
	 */
	prepare?(
		orders: readonly Order[],
		inputs: readonly Input[],
		marketplace: MarketplaceAccess,
	): Promise<void>;
	/**
	 * What to do about this order.
	 * @throws OrderProblem when it cannot or may not be done
	 */
	plan(order: Order, input: Input, marketplace: MarketplaceAccess): Promise<WritePlan>;
}

import type { ReceivedOrder } from '../marketplace/schemas/order';
import type { Status } from '../orders/status';
import type { OrderEvent } from './events';

/** One event of one order, on its way into the workflow. */
export interface Delivery {
	readonly event: OrderEvent;
	readonly status: Status;
	readonly received: ReceivedOrder;
}

import type { IDataObject } from 'n8n-workflow';
import type { ReadOrder } from '../../marketplace/schemas/order';
import { simplifyOrder } from '../../orders/simplify';
import { orderStatus } from '../../orders/status';

/** An order as a workflow gets it: simplified, or the marketplace's own object with the status beside it. */
export function orderJson(
	received: Pick<ReadOrder, 'order' | 'raw'>,
	simplify: boolean,
): IDataObject {
	return simplify
		? ({ ...simplifyOrder(received.order) } as IDataObject)
		: { status: orderStatus(received.order), ...(received.raw as IDataObject) };
}

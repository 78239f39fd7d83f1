import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';
import { orderIdFrom } from '../../orders/orderId';
import type { Item } from '../item';

/** Choose an order: from a searchable list, by its number, or by its back-office page. */
export const orderIdField: INodeProperties = {
	displayName: 'Order',
	name: 'orderId',
	type: 'resourceLocator',
	default: { mode: 'id', value: '' },
	required: true,
	description: 'The order to work on',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Choose an order...',
			typeOptions: { searchListMethod: 'searchOrders', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 30638830-A',
			hint: 'The order number as Worten shows it. From the Worten Trigger it is {{ $json.orderId }}.',
		},
		{
			displayName: 'By URL',
			name: 'url',
			type: 'string',
			placeholder: 'e.g. https://marketplace.worten.pt/mmp/shop/order/30638830-A',
			hint: 'The address of the order’s page in the Worten back office',
		},
	],
};

const locatorSchema = z.object({ value: z.unknown() }).passthrough();

/** What was typed or chosen in a resource locator, whatever its mode; a plain value is itself. */
export function locatedValue(parameter: unknown): unknown {
	const locator = locatorSchema.safeParse(parameter);
	return locator.success ? locator.data.value : parameter;
}

/**
 * The id of the order an item is about.
 * @throws OrderProblem when it is empty or an address that leads to no order
 */
export function readOrderId(item: Item): string {
	return orderIdFrom(locatedValue(item.raw('orderId')));
}

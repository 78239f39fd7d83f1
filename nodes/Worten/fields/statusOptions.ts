import type { INodePropertyOptions } from 'n8n-workflow';

/** The statuses of the shared mapping (`orders/status`), as a choice. */
export const statusOptions: INodePropertyOptions[] = [
	{ name: 'Accepted', value: 'accepted', description: 'Accepted, the payment is on its way' },
	{ name: 'Canceled', value: 'canceled' },
	{ name: 'Closed', value: 'closed', description: 'Received by the buyer, or closed for good' },
	{ name: 'New', value: 'new', description: 'Placed, and still checked by the marketplace' },
	{ name: 'Refunded', value: 'refunded' },
	{ name: 'Refunding', value: 'refunding', description: 'Refunded in full, not yet paid out' },
	{ name: 'Refused', value: 'refused' },
	{ name: 'Shipped', value: 'shipped' },
	{
		name: 'Waiting Acceptance',
		value: 'waiting_acceptance',
		description: 'You have to accept or refuse it',
	},
	{ name: 'Waiting Shipment', value: 'waiting_shipment', description: 'Paid, to be shipped' },
];

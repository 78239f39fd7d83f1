import { z } from 'zod';
import type { Order } from '../../marketplace/schemas/order';
import { OrderProblem } from '../../orders/problem';
import { allows } from '../../orders/rules';
import { planShipment, resolveTracking, type ShipmentChoice } from '../../orders/shipping';
import { optionalText } from '../item';
import { orderIdField } from '../fields/orderId';
import { writeOptionsField } from '../fields/writeOptions';
import type { Operation } from '../operation';
import { performWrites } from '../write/performWrites';
import type { WriteOperation } from '../write/writeOperation';
import { currentlyKnown } from './currentlyKnown';
import { LeftToShip } from './leftToShip';
import { orderSteps, parcelStep } from './shipSteps';
import { readShipWith, shipWithField, type ShipWith } from './shipWith';

interface Input extends ShipmentChoice {
	readonly shipWith: ShipWith;
}

/** Made anew for each run: what is left to ship is read once for all its orders. */
function shipOrders(): WriteOperation<Input> {
	const left = new LeftToShip();
	return {
		operation: 'ship',

		undone: (orderId) => `Order ${orderId} was not shipped`,

		readInput: (item) => ({
			...item.read({
				trackingNumber: optionalText,
				carrierMode: z
					.enum(['registered', 'other'])
					.nullish()
					.transform((value) => value ?? 'registered'),
				carrierCode: optionalText,
				carrierName: optionalText,
				trackingUrl: optionalText,
			}),
			shipWith: readShipWith(item.options().shipWith),
		}),

		prepare: async (orders, _inputs, { client, reference }) =>
			await left.read(
				orders.filter((order) => allows(order, 'ship')).map((order) => order.order_id),
				client,
				await reference.configuration(),
			),

		async plan(order, choice, { reference }) {
			const tracking = await currentlyKnown(
				async (renew) => await reference.carriers(renew),
				async (carriers) => resolveTracking(choice, carriers, await reference.configuration()),
			);
			const planned = planShipment(order, tracking);
			const detail = { tracking: { ...tracking } };
			if (planned.kind === 'alreadyDone') {
				// Parcels carry their own tracking, which the order need not show.
				const shown = Boolean(order.shipping_tracking);
				if (shown && !planned.sameTracking) throw shippedOtherwise(order);
				const note = 'The order has left; Worten does not show under which tracking number';
				return {
					alreadyDone: true,
					steps: [],
					statusAfter: 'shipped',
					detail: shown ? detail : { ...detail, note },
				};
			}
			const parcel = left.parcel(order, tracking, choice.shipWith);
			const steps = parcel
				? [parcelStep(parcel, tracking)]
				: orderSteps(order, tracking, planned.setTracking);
			return {
				alreadyDone: false,
				steps,
				statusAfter: 'shipped',
				detail: { ...detail, shippedWith: parcel ? 'shipment' : 'order' },
			};
		},
	};
}

function shippedOtherwise(order: Order): OrderProblem {
	return new OrderProblem(
		`Order ${order.order_id} was shipped before, with the tracking number ${order.shipping_tracking || '(none)'}`,
		'Nothing was sent. If the new tracking number is the right one, correct it on the page of the order in the back office.',
		{ orderId: order.order_id },
	);
}

export const ship: Operation = {
	value: 'ship',
	name: 'Ship',
	action: 'Ship an order',
	description: 'Save the tracking number of an order and mark the order as shipped',
	fields: [
		orderIdField,
		{
			displayName: 'Tracking Number',
			name: 'trackingNumber',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. DA123456789PT',
			description: 'The number under which the carrier follows the parcel',
		},
		{
			displayName: 'Carrier Mode',
			name: 'carrierMode',
			type: 'options',
			options: [
				{
					name: 'Other Carrier',
					value: 'other',
					description: 'One that Worten does not list; give its name and a tracking address',
				},
				{
					name: 'Registered Carrier',
					value: 'registered',
					description: 'One that Worten lists; it builds the tracking address itself',
				},
			],
			default: 'registered',
			description: 'Whether the carrier is one of those Worten has registered',
		},
		{
			displayName: 'Carrier Name or ID',
			name: 'carrierCode',
			type: 'options',
			typeOptions: { loadOptionsMethod: 'getCarriers' },
			default: '',
			displayOptions: { show: { carrierMode: ['registered'] } },
			description:
				'The carrier. By expression its code, its standard code or its name as Worten writes it. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		},
		{
			displayName: 'Carrier Name',
			name: 'carrierName',
			type: 'string',
			default: '',
			placeholder: 'e.g. Transportes Silva',
			displayOptions: { show: { carrierMode: ['other'] } },
			description: 'The name of the carrier as the customer should read it',
		},
		{
			displayName: 'Tracking URL',
			name: 'trackingUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://carrier.example/track/DA123456789PT',
			displayOptions: { show: { carrierMode: ['other'] } },
			description: 'The address at which the customer can follow the parcel',
		},
		writeOptionsField([shipWithField]),
	],
	execute: async (run) => await performWrites(run, shipOrders()),
};

import { z } from 'zod';
import type { Tracking } from '../../marketplace/client';
import type { Order } from '../../marketplace/schemas/order';
import { OrderProblem } from '../../orders/problem';
import { allows } from '../../orders/rules';
import { planShipment, resolveTracking, type ShipmentChoice } from '../../orders/shipping';
import { optionalText } from '../item';
import { orderIdField, readOrderId } from '../fields/orderId';
import { writeOptionsField } from '../fields/writeOptions';
import type { Operation } from '../operation';
import { performWrites } from '../write/performWrites';
import type { MarketplaceAccess, WriteOperation } from '../write/writeOperation';
import { currentlyKnown } from './currentlyKnown';
import { LeftToShip, type ShipWish } from './leftToShip';
import { orderSteps, parcelStep } from './shipSteps';
import { readShipWith, shipWithField } from './shipWith';

interface Input extends ShipmentChoice, ShipWish {}

/** The carrier and number to send: registered carriers need their list (SH21), others the settings (PC01). */
async function trackingOf(
	choice: ShipmentChoice,
	reference: MarketplaceAccess['reference'],
): Promise<Tracking> {
	if (choice.carrierMode === 'registered') {
		return await currentlyKnown(
			async (renew) => await reference.carriers(renew),
			(carriers) => resolveTracking(choice, carriers, {}),
		);
	}
	const configuration = await reference.configuration();
	const onlyRegistered = configuration.features?.disable_seller_alternative_carrier === true;
	// The list is for the message that offers them.
	const carriers = onlyRegistered ? await reference.carriers() : [];
	return resolveTracking(choice, carriers, configuration);
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
			orderId: readOrderId(item),
			shipWith: readShipWith(item.options().shipWith),
		}),

		async prepare(orders, inputs, { client, reference }) {
			const ready = new Set(
				orders.filter((order) => allows(order, 'ship')).map((order) => order.order_id),
			);
			const wishes = inputs.filter(({ orderId }) => ready.has(orderId));
			await left.read(wishes, client, reference);
		},

		async plan(order, choice, { reference }) {
			const tracking = await trackingOf(choice, reference);
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
			required: true,
			default: '',
			displayOptions: { show: { carrierMode: ['registered'] } },
			description:
				'The carrier. By expression its code, its standard code or its name as Worten writes it. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		},
		{
			displayName: 'Carrier Name',
			name: 'carrierName',
			type: 'string',
			required: true,
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

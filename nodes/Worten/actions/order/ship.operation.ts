import { z } from 'zod';
import {
	planShipment,
	resolveTracking,
	trackingStands,
	shipmentOutcome,
	type ShipmentChoice,
} from '../../orders/shipping';
import { OrderProblem } from '../../orders/problem';
import { optionalText } from '../item';
import { orderIdField } from '../fields/orderId';
import { writeOptionsField } from '../fields/writeOptions';
import type { Operation } from '../operation';
import { performWrites } from '../write/performWrites';
import type { Step } from '../write/step';
import type { WriteOperation } from '../write/writeOperation';
import { currentlyKnown } from './currentlyKnown';

const shipOrder: WriteOperation<ShipmentChoice> = {
	operation: 'ship',

	undone: (orderId) => `Order ${orderId} was not shipped`,

	readInput: (item) =>
		item.read({
			trackingNumber: optionalText,
			carrierMode: z
				.enum(['registered', 'other'])
				.nullish()
				.transform((value) => value ?? 'registered'),
			carrierCode: optionalText,
			carrierName: optionalText,
			trackingUrl: optionalText,
		}),

	async plan(order, choice, reference) {
		const tracking = await currentlyKnown(
			async (renew) => await reference.carriers(renew),
			async (carriers) => resolveTracking(choice, carriers, await reference.configuration()),
		);
		const planned = planShipment(order, tracking);
		const detail = { tracking: { ...tracking } };
		if (planned.kind === 'alreadyDone') {
			if (!planned.sameTracking) {
				throw new OrderProblem(
					`Order ${order.order_id} was shipped before, with the tracking number ${order.shipping_tracking || '(none)'}`,
					'Nothing was sent. If the new tracking number is the right one, correct it on the page of the order in the back office.',
					{ orderId: order.order_id },
				);
			}
			return { alreadyDone: true, steps: [], statusAfter: 'shipped', detail };
		}
		const saveTracking: Step = {
			operation: 'OR23',
			body: tracking,
			doneText: 'The tracking number is saved',
			send: async (client) => await client.setTracking(order.order_id, tracking),
			outcome: (_before, after) => (trackingStands(after, tracking) ? 'done' : 'notDone'),
			repeatable: false,
		};
		const ship: Step = {
			operation: 'OR24',
			doneText: 'The order is marked as shipped',
			send: async (client) => await client.ship(order.order_id),
			outcome: (_before, after) =>
				shipmentOutcome(after, tracking) === 'done' ? 'done' : 'notDone',
			repeatable: false,
		};
		return {
			alreadyDone: false,
			steps: planned.setTracking ? [saveTracking, ship] : [ship],
			statusAfter: 'shipped',
			detail,
		};
	},
};

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
		writeOptionsField(),
	],
	execute: async (run) => await performWrites(run, shipOrder),
};

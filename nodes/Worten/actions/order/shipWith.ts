import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';
import { OrderProblem } from '../../orders/problem';

export type ShipWith = 'auto' | 'order' | 'shipment';

export const shipWithField: INodeProperties = {
	displayName: 'Ship With',
	name: 'shipWith',
	type: 'options',
	options: [
		{
			name: 'Automatic',
			value: 'auto',
			description:
				'As the marketplace is set up: as a shipment where it works with shipments, else as an order',
		},
		{
			name: 'Order',
			value: 'order',
			description: 'Save the tracking number on the order and mark the whole order as shipped',
		},
		{
			name: 'Shipment',
			value: 'shipment',
			description: 'Put everything that is left to send into one parcel',
		},
	],
	default: 'auto',
	description:
		'How the marketplace is told. Leave it on automatic unless Worten asks you for something else.',
};

/** @throws OrderProblem */
export function readShipWith(value: unknown): ShipWith {
	const parsed = z.enum(['auto', 'order', 'shipment']).safeParse(value ?? 'auto');
	if (parsed.success) return parsed.data;
	throw new OrderProblem(
		`"Ship With" has the value "${String(value)}", which is none`,
		'It is "auto", "order" or "shipment".',
	);
}

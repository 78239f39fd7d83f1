import { carriers, trackingUrl } from '../world/carriers';
import { badRequest } from './apiError';
import { move } from './lifecycle';
import { fulfilledByMarketplace } from './order';
import type { Order, Tracking } from './order';
import type { World } from './world';

/** The fields of OR23; ST01 and ST23 say `tracking_url` where it says `carrier_url`. */
export interface TrackingInput {
	carrier_code?: unknown;
	carrier_name?: unknown;
	carrier_standard_code?: unknown;
	carrier_url?: unknown;
	tracking_number?: unknown;
}

/**
 * Checks a carrier and tracking number against SH21 and the platform's settings.
 * @throws ApiError 400
 */
export function readTracking(world: World, input: TrackingInput): Tracking {
	const code = text(input.carrier_code);
	const name = text(input.carrier_name);
	const standardCode = text(input.carrier_standard_code);
	const number = text(input.tracking_number);
	const url = text(input.carrier_url);
	if (!code && !name && !standardCode)
		throw badRequest('One of carrier_code, carrier_standard_code or carrier_name is required');

	const registered = code
		? carriers.find((carrier) => carrier.code === code)
		: standardCode
			? carriers.find((carrier) => carrier.standardCode === standardCode)
			: undefined;
	if (code && !registered) throw badRequest(`Carrier with code '${code}' does not exist`);
	if (registered) {
		if (registered.trackingUrl && !number)
			throw badRequest(`The tracking number is mandatory for carrier '${registered.label}'`);
		return {
			carrierCode: registered.code,
			carrierStandardCode: registered.standardCode,
			carrierName: registered.label,
			number,
			url: trackingUrl(registered, number),
		};
	}
	if (!name) throw badRequest(`Carrier with standard code '${standardCode}' does not exist`);
	if (world.settings.disableSellerAlternativeCarrier)
		throw badRequest(
			`Carrier '${name}' is not registered: only the operator's carriers can be used`,
		);
	if (url && !/^https?:\/\/\S+$/.test(url)) throw badRequest(`'${url}' is not a valid URL`);
	return { carrierCode: null, carrierStandardCode: standardCode, carrierName: name, number, url };
}

/** OR23. @throws ApiError 400 */
export function setTracking(world: World, order: Order, input: TrackingInput): void {
	refuseForeign(order);
	const tracking = readTracking(world, input);
	if (order.state !== 'SHIPPING' && order.state !== 'SHIPPED' && order.state !== 'TO_COLLECT')
		throw badRequest(
			`Tracking of order ${order.id} cannot be updated: it is ${order.state}, expected SHIPPING or SHIPPED`,
		);
	if (order.shipments.length > 0)
		throw badRequest(
			`Order ${order.id} has shipments: update the tracking of each shipment instead`,
		);
	order.tracking = tracking;
	world.changed(order, 'seller', 'tracking', { ...tracking });
}

/** OR24: everything still to be shipped leaves. @throws ApiError 400 */
export function ship(world: World, order: Order): void {
	refuseForeign(order);
	if (order.state !== 'SHIPPING')
		throw badRequest(
			`Order ${order.id} cannot be shipped: it is ${order.state}, expected SHIPPING`,
		);
	if (order.shipments.length > 0)
		throw badRequest(`Order ${order.id} has shipments: validate each shipment instead`);
	if (world.settings.trackingMandatory && !order.tracking)
		throw badRequest('Tracking details are mandatory for this shipping method');
	markShipped(
		world,
		order,
		'seller',
		order.lines.map((line) => line.id),
	);
}

/** Lines leave; when none is left to ship the order is SHIPPED. */
export function markShipped(
	world: World,
	order: Order,
	by: 'seller' | 'marketplace',
	lineIds: string[],
): void {
	const now = world.now();
	for (const line of order.lines) {
		if (line.state !== 'SHIPPING' || !lineIds.includes(line.id)) continue;
		line.shippedAt = now;
		line.state = 'SHIPPED';
		line.updatedAt = now;
	}
	if (order.lines.some((line) => line.state === 'SHIPPING')) return;
	order.shippedAt = now;
	world.changed(order, by, 'shipped', {
		tracking: order.tracking,
		shipments: order.shipments.length,
	});
	move(world, order, 'SHIPPED', ['SHIPPING'], {}, by);
}

/** Goods in the marketplace's own warehouse are not the shop's to send. */
export function refuseForeign(order: Order): void {
	if (fulfilledByMarketplace(order))
		throw badRequest(`Order ${order.id} is fulfilled by the marketplace: the shop cannot ship it`);
}

function text(value: unknown): string | null {
	if (value === undefined || value === null) return null;
	const trimmed = String(value).trim();
	return trimmed === '' ? null : trimmed;
}

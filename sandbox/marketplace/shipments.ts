import { badRequest } from './apiError';
import type { Line, Order, Shipment } from './order';
import { markShipped, readTracking, refuseForeign } from './shipping';
import type { World } from './world';

/** Units of a line that are in no shipment yet. */
export function unitsLeft(order: Order, line: Line): number {
	if (line.state !== 'SHIPPING') return 0;
	let left = line.quantity;
	for (const refund of line.refunds) if (refund.excludedFromShipment) left -= refund.quantity;
	for (const shipment of order.shipments) {
		for (const entry of shipment.lines) if (entry.lineId === line.id) left -= entry.quantity;
	}
	return Math.max(0, left);
}

/** ST01: one parcel. @throws ApiError whose message goes into `shipment_errors`. */
export function createShipment(
	world: World,
	order: Order,
	input: Record<string, unknown>,
): Shipment {
	refuseForeign(order);
	if (order.state !== 'SHIPPING')
		throw badRequest(`Order '${order.id}' is ${order.state}, expected SHIPPING`);
	const inputs = Array.isArray(input.shipment_lines) ? input.shipment_lines : [];
	if (inputs.length === 0) throw badRequest('shipment_lines must not be empty');
	const asked = new Map<Line, number>();
	const lines = inputs.map((entry: Record<string, unknown>) => {
		const line = order.lines.find((candidate) =>
			entry.order_line_id === undefined
				? candidate.offerSku === entry.offer_sku
				: candidate.id === entry.order_line_id,
		);
		if (!line)
			throw badRequest(
				`Order line '${String(entry.order_line_id ?? entry.offer_sku)}' does not belong to order '${order.id}'`,
			);
		const quantity = entry.quantity;
		if (typeof quantity !== 'number' || !Number.isInteger(quantity) || quantity < 1)
			throw badRequest(`The quantity of order line '${line.id}' must be a whole number above 0`);
		const total = (asked.get(line) ?? 0) + quantity;
		asked.set(line, total);
		if (total > unitsLeft(order, line))
			throw badRequest(
				`Order line '${line.id}' has ${unitsLeft(order, line)} left to ship, ${total} given`,
			);
		return {
			lineId: line.id,
			quantity,
			packageReference:
				typeof entry.package_reference === 'string' ? entry.package_reference : null,
		};
	});
	const tracking =
		input.tracking === undefined || input.tracking === null
			? null
			: trackingOf(world, input.tracking);
	if (input.shipped === true && world.settings.trackingMandatory && !tracking)
		throw badRequest('Tracking details are mandatory for this shipping method');
	const now = world.now();
	const shipment: Shipment = {
		id: world.random('shipment', ++world.counters.shipments).uuid(),
		createdAt: now,
		updatedAt: now,
		state: 'SHIPPING',
		shippedAt: null,
		invoiceReference: typeof input.invoice_reference === 'string' ? input.invoice_reference : null,
		lines,
		tracking,
	};
	order.shipments.push(shipment);
	world.changed(order, 'seller', 'shipment', {
		shipmentId: shipment.id,
		lines,
		tracking,
		created: true,
	});
	if (input.shipped === true) shipShipment(world, order, shipment);
	return shipment;
}

/** ST23. @throws ApiError 400 */
export function trackShipment(
	world: World,
	order: Order,
	shipment: Shipment,
	tracking: unknown,
): void {
	if (shipment.state !== 'SHIPPING' && shipment.state !== 'SHIPPED')
		throw badRequest(
			`Shipment '${shipment.id}' is ${shipment.state}, expected SHIPPING or SHIPPED`,
		);
	shipment.tracking = trackingOf(world, tracking);
	shipment.updatedAt = world.now();
	world.changed(order, 'seller', 'tracking', { shipmentId: shipment.id, ...shipment.tracking });
}

/** ST24: the parcel leaves; the order is SHIPPED once nothing is left. @throws ApiError 400 */
export function shipShipment(world: World, order: Order, shipment: Shipment): void {
	if (shipment.state !== 'SHIPPING')
		throw badRequest(`Shipment '${shipment.id}' is ${shipment.state}, expected SHIPPING`);
	if (world.settings.trackingMandatory && !shipment.tracking)
		throw badRequest('Tracking details are mandatory for this shipping method');
	const now = world.now();
	shipment.state = 'SHIPPED';
	shipment.shippedAt = now;
	shipment.updatedAt = now;
	// What the order itself shows is its latest parcel.
	if (shipment.tracking) order.tracking = shipment.tracking;
	world.changed(order, 'seller', 'shipment', { shipmentId: shipment.id, shipped: true });
	const gone = order.lines.filter(
		(line) => unitsLeft(order, line) === 0 && !waitsInParcel(order, line),
	);
	markShipped(
		world,
		order,
		'seller',
		gone.map((line) => line.id),
	);
}

function waitsInParcel(order: Order, line: Line): boolean {
	return order.shipments.some(
		(shipment) =>
			shipment.state === 'SHIPPING' && shipment.lines.some((entry) => entry.lineId === line.id),
	);
}

function trackingOf(world: World, tracking: unknown) {
	if (tracking === null || typeof tracking !== 'object')
		throw badRequest('tracking must be an object');
	const { tracking_url: url, ...rest } = tracking as Record<string, unknown>;
	return readTracking(world, { ...rest, carrier_url: url });
}

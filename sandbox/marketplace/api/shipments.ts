import { ApiError, badRequest, notFound } from '../apiError';
import type { Order, Shipment } from '../order';
import { addressView, moment } from '../orderView';
import { createShipment, shipShipment, trackShipment, unitsLeft } from '../shipments';
import type { World } from '../world';
import { list, one } from './call';
import type { Answer, Call } from './call';
import { entries } from './orders';

/** @throws ApiError 404 where the operator has not switched shipments on. */
function requireMultiShipment(world: World): void {
	if (!world.settings.multiShipment)
		throw notFound('Multi-shipment is not enabled on this platform');
}

/** ST01: parcels of one or several orders, each for itself. */
export function createShipments(call: Call, world: World): Answer {
	requireMultiShipment(world);
	const shipment_errors: unknown[] = [];
	const shipment_success: unknown[] = [];
	for (const entry of entries(call, 'shipments', 1000)) {
		const orderId = String(entry.order_id ?? '');
		try {
			const order = world.book.get(orderId);
			if (!order || order.shopId !== call.shopId) throw notFound(`Order '${orderId}' not found`);
			shipment_success.push(shipmentView(order, createShipment(world, order, entry), world));
		} catch (error) {
			if (!(error instanceof ApiError)) throw error;
			shipment_errors.push({ message: error.message, order_id: orderId });
		}
	}
	return { status: 201, json: { shipment_errors, shipment_success } };
}

/** ST11 */
export function listShipments(call: Call, world: World): Answer {
	requireMultiShipment(world);
	const orderIds = list(call, 'order_id');
	const states = list(call, 'shipment_state_code');
	const from = one(call, 'last_updated_from');
	const to = one(call, 'last_updated_to');
	const found = mine(call, world)
		.flatMap((order) => order.shipments.map((shipment) => ({ order, shipment })))
		.filter(({ order, shipment }) => {
			const updated = moment(shipment.updatedAt, world.settings) ?? '';
			return (
				(!orderIds || orderIds.includes(order.id)) &&
				(!states || states.includes(shipment.state)) &&
				(!from || updated >= from) &&
				(!to || updated <= to)
			);
		})
		.sort((a, b) => a.shipment.createdAt - b.shipment.createdAt);
	return page(
		call,
		found.map(({ order, shipment }) => shipmentView(order, shipment, world)),
	);
}

/** ST12: what still has to leave. */
export function listItemsToShip(call: Call, world: World): Answer {
	requireMultiShipment(world);
	const orderIds = list(call, 'order_id');
	const centers = list(call, 'fulfillment_center_code');
	const found = mine(call, world).filter(
		(order) =>
			order.state === 'SHIPPING' &&
			(!orderIds || orderIds.includes(order.id)) &&
			(!centers || centers.includes(order.fulfillmentCenter)) &&
			order.lines.some((line) => unitsLeft(order, line) > 0),
	);
	return page(
		call,
		found.map((order) => ({
			fulfillment: { center: { code: order.fulfillmentCenter } },
			order_id: order.id,
			references: {
				order_reference_for_customer: order.customerReference,
				order_reference_for_seller: order.sellerReference,
			},
			shipment_lines: order.lines
				.filter((line) => unitsLeft(order, line) > 0)
				.map((line) => ({
					offer_sku: line.offerSku,
					order_line_id: line.id,
					package_reference: null,
					product_title: order.country === 'ES' ? line.title.es : line.title.pt,
					quantity: unitsLeft(order, line),
				})),
			shipping_address: {
				additional_info: order.shippingAddress.additional_info,
				...addressView(order.shippingAddress, order),
			},
			shipping_date: moment(order.debitedAt, world.settings),
			shipping_deadline: moment(order.shippingDeadline, world.settings),
			shipping_type_code: order.shippingType.code,
			shipping_type_standard_code: order.shippingType.standardCode,
		})),
	);
}

/** ST23 */
export function trackShipments(call: Call, world: World): Answer {
	return each(call, world, (order, shipment, entry) =>
		trackShipment(world, order, shipment, entry.tracking),
	);
}

/** ST24 */
export function shipShipments(call: Call, world: World): Answer {
	return each(call, world, (order, shipment) => shipShipment(world, order, shipment));
}

function each(
	call: Call,
	world: World,
	act: (order: Order, shipment: Shipment, entry: Record<string, unknown>) => void,
): Answer {
	requireMultiShipment(world);
	const shipment_errors: unknown[] = [];
	const shipment_success: unknown[] = [];
	const orders = mine(call, world);
	for (const entry of entries(call, 'shipments', 1000)) {
		const id = String(entry.id ?? '');
		try {
			const order = orders.find((candidate) =>
				candidate.shipments.some((shipment) => shipment.id === id),
			);
			const shipment = order?.shipments.find((candidate) => candidate.id === id);
			if (!order || !shipment) throw notFound(`No shipment with id '${id}'`);
			act(order, shipment, entry);
			shipment_success.push({ id });
		} catch (error) {
			if (!(error instanceof ApiError)) throw error;
			shipment_errors.push({ id, message: error.message });
		}
	}
	return { status: 200, json: { shipment_errors, shipment_success } };
}

function mine(call: Call, world: World): Order[] {
	return world.book.all().filter((order) => order.shopId === call.shopId);
}

/** Seek pagination: the token is where the next page begins. */
function page(call: Call, found: unknown[]): Answer {
	const limit = Number(one(call, 'limit') ?? 10);
	if (!Number.isInteger(limit) || limit < 1 || limit > 100)
		throw badRequest('limit must be from 1 to 100');
	const token = one(call, 'page_token');
	const start = token === undefined ? 0 : Number(Buffer.from(token, 'base64url').toString());
	if (!Number.isInteger(start) || start < 0) throw badRequest('page_token is not valid');
	const tokenOf = (at: number) => Buffer.from(String(at)).toString('base64url');
	return {
		status: 200,
		json: {
			data: found.slice(start, start + limit),
			...(start + limit < found.length ? { next_page_token: tokenOf(start + limit) } : {}),
			...(start > 0 ? { previous_page_token: tokenOf(Math.max(0, start - limit)) } : {}),
		},
	};
}

function shipmentView(order: Order, shipment: Shipment, world: World): Record<string, unknown> {
	const when = (at: number | null) => moment(at, world.settings);
	return {
		created_date: when(shipment.createdAt),
		id: shipment.id,
		invoice_reference: shipment.invoiceReference,
		last_updated_date: when(shipment.updatedAt),
		order_id: order.id,
		payment_details: null,
		shipment_additional_information: [],
		shipment_lines: shipment.lines.map((entry) => ({
			offer_sku: order.lines.find((line) => line.id === entry.lineId)?.offerSku,
			order_line_id: entry.lineId,
			package_reference: entry.packageReference,
			quantity: entry.quantity,
		})),
		shipped_date: when(shipment.shippedAt),
		shipping_from: null,
		status: shipment.state,
		status_customer_debit: 'NO_DEBIT',
		tracking: shipment.tracking
			? {
					carrier_code: shipment.tracking.carrierCode,
					carrier_name: shipment.tracking.carrierName,
					carrier_standard_code: shipment.tracking.carrierStandardCode,
					tracking_number: shipment.tracking.number,
					tracking_url: shipment.tracking.url,
				}
			: null,
	};
}

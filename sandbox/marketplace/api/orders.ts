import { decide } from '../acceptance';
import { badRequest, notFound } from '../apiError';
import { cancelLines, cancelOrder } from '../cancelations';
import { readMode } from '../claims';
import { claimAmounts } from '../lineView';
import type { Order } from '../order';
import { refundBySeller } from '../refunds';
import { setTracking, ship } from '../shipping';
import type { World } from '../world';
import { object } from './call';
import type { Answer, Call } from './call';

/** The order of the path, if it belongs to the shop. @throws ApiError 404 */
export function orderOf(call: Call, world: World, code?: string): Order {
	const order = world.book.get(call.params.order_id);
	if (!order || order.shopId !== call.shopId)
		throw notFound(`Order with identifier '${call.params.order_id}' not found`, code);
	return order;
}

/** OR21 */
export function acceptOrder(call: Call, world: World): Answer {
	decide(world, orderOf(call, world, 'ORDER_NOT_FOUND'), object(call.body).order_lines);
	return { status: 204 };
}

/** OR23 */
export function updateTracking(call: Call, world: World): Answer {
	setTracking(world, orderOf(call, world), object(call.body));
	return { status: 204 };
}

/** OR24 */
export function shipOrder(call: Call, world: World): Answer {
	ship(world, orderOf(call, world));
	return { status: 204 };
}

/** OR29 */
export function cancelWholeOrder(call: Call, world: World): Answer {
	cancelOrder(world, orderOf(call, world), 'seller', '301');
	return { status: 204 };
}

/** OR28 */
export function refundLines(call: Call, world: World): Answer {
	const body = object(call.body);
	const mode = readMode(world, body.order_tax_mode);
	const made = refundBySeller(world, call.shopId, body.refunds, mode);
	return {
		status: 200,
		json: {
			order_tax_mode: mode,
			refunds: made.map(({ line, refund }) => ({
				...claimAmounts(refund, mode),
				currency_iso_code: 'EUR',
				excluded_from_shipment: refund.excludedFromShipment,
				fees: [],
				order_line_id: line.id,
				order_refund_id: refund.groupId,
				refund_id: refund.id,
				tax_legal_notice: null,
			})),
		},
	};
}

/** OR30 */
export function cancelOrderLines(call: Call, world: World): Answer {
	const body = object(call.body);
	const mode = readMode(world, body.order_tax_mode);
	const made = cancelLines(world, call.shopId, body.cancelations, mode);
	return {
		status: 200,
		json: {
			cancelations: made.map(({ line, cancelation }) => ({
				...claimAmounts(cancelation, mode),
				cancelation_id: cancelation.id,
				currency_iso_code: 'EUR',
				fees: [],
				order_line_id: line.id,
			})),
			order_tax_mode: mode,
		},
	};
}

/** A list of 1 to `most` objects in the body. @throws ApiError 400 */
export function entries(call: Call, name: string, most: number): Record<string, unknown>[] {
	const value = object(call.body)[name];
	if (!Array.isArray(value) || value.length === 0) throw badRequest(`${name} must not be empty`);
	if (value.length > most) throw badRequest(`${name}: no more than ${most} can be given`);
	return value.map(object);
}

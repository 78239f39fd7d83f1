import type { Renderer } from '../renderer';
import type { World } from '../world';
import type { Answer, Call } from './call';
import { listOrders } from './or11';
import {
	acceptOrder,
	cancelOrderLines,
	cancelWholeOrder,
	refundLines,
	shipOrder,
	updateTracking,
} from './orders';
import {
	account,
	configuration,
	listCarriers,
	listChannels,
	listReasons,
	version,
} from './platform';
import {
	createShipments,
	listItemsToShip,
	listShipments,
	shipShipments,
	trackShipments,
} from './shipments';
import { updateCustomFields, updateOrders, updateShippingFrom } from './updates';

export interface Route {
	/** Mirakl's name of the operation. */
	operation: string;
	method: string;
	/** The pieces of the path; `{…}` stands for any one piece. */
	pieces: string[];
	run(call: Call, world: World, renderer: Renderer): Answer;
}

function route(operation: string, method: string, path: string, run: Route['run']): Route {
	return { operation, method, pieces: path.split('/'), run };
}

/** Every call the sandbox answers. Fixed paths come before those with a placeholder. */
export const routes: readonly Route[] = [
	route('V01', 'GET', '/api/version', version),
	route('A01', 'GET', '/api/account', account),
	route('PC01', 'GET', '/api/platform/configuration', configuration),
	route('CH11', 'GET', '/api/channels', listChannels),
	route('RE01', 'GET', '/api/reasons', listReasons),
	route('SH21', 'GET', '/api/shipping/carriers', listCarriers),
	route('OR11', 'GET', '/api/orders', listOrders),
	route('OR04', 'PUT', '/api/orders', updateOrders),
	route('OR07', 'PUT', '/api/orders/shipping_from', updateShippingFrom),
	route('OR28', 'PUT', '/api/orders/refund', refundLines),
	route('OR30', 'PUT', '/api/orders/cancel', cancelOrderLines),
	route('OR21', 'PUT', '/api/orders/{order_id}/accept', acceptOrder),
	route('OR23', 'PUT', '/api/orders/{order_id}/tracking', updateTracking),
	route('OR24', 'PUT', '/api/orders/{order_id}/ship', shipOrder),
	route('OR29', 'PUT', '/api/orders/{order_id}/cancel', cancelWholeOrder),
	route('OR31', 'PUT', '/api/orders/{order_id}/additional_fields', updateCustomFields),
	route('ST01', 'POST', '/api/shipments', createShipments),
	route('ST11', 'GET', '/api/shipments', listShipments),
	route('ST12', 'GET', '/api/shipments/items_to_ship', listItemsToShip),
	route('ST23', 'POST', '/api/shipments/tracking', trackShipments),
	route('ST24', 'PUT', '/api/shipments/ship', shipShipments),
];

export interface Match {
	route: Route;
	params: Record<string, string>;
}

/** The route of a request; `otherMethod` when only the method does not fit. */
export function matchRoute(method: string, path: string): Match | 'otherMethod' | null {
	const pieces = path.split('/');
	let known = false;
	for (const candidate of routes) {
		if (candidate.pieces.length !== pieces.length) continue;
		const params: Record<string, string> = {};
		const fits = candidate.pieces.every((piece, index) => {
			if (!piece.startsWith('{')) return piece === pieces[index];
			if (pieces[index] === '') return false;
			params[piece.slice(1, -1)] = decode(pieces[index]);
			return true;
		});
		if (!fits) continue;
		if (candidate.method === method) return { route: candidate, params };
		known = true;
	}
	return known ? 'otherMethod' : null;
}

function decode(piece: string): string {
	try {
		return decodeURIComponent(piece);
	} catch {
		return piece;
	}
}

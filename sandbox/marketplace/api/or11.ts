import { DateTime } from 'luxon';
import { badRequest } from '../apiError';
import { readMode } from '../claims';
import { hasIncident } from '../order';
import type { Order } from '../order';
import type { Renderer } from '../renderer';
import type { World } from '../world';
import { list, one } from './call';
import type { Answer, Call } from './call';

const known = new Set([
	'STAGING',
	'WAITING_ACCEPTANCE',
	'WAITING_DEBIT',
	'WAITING_DEBIT_PAYMENT',
	'SHIPPING',
	'SHIPPED',
	'TO_COLLECT',
	'RECEIVED',
	'CLOSED',
	'REFUSED',
	'CANCELED',
	'WAITING_REFUND',
	'WAITING_REFUND_PAYMENT',
	'REFUNDED',
]);

/** OR11: orders by creation date, filtered, a page at a time. */
export function listOrders(call: Call, world: World, renderer: Renderer): Answer {
	const offset = whole(call, 'offset', 0, 0, Number.MAX_SAFE_INTEGER);
	const max = whole(call, 'max', 10, 1, 100);
	const sort = one(call, 'sort') ?? 'dateCreated';
	if (sort !== 'dateCreated') throw badRequest(`Unknown sort '${sort}', expected dateCreated`);
	const order = one(call, 'order') ?? 'asc';
	if (order !== 'asc' && order !== 'desc')
		throw badRequest(`Unknown order '${order}', expected asc or desc`);
	// Mirakl's own switch for "all at once" is ignored there as here above a hundred.
	const mode = readMode(world, one(call, 'order_tax_mode'));

	const found = find(call, world);
	const total = found.length;
	const page: string[] = [];
	for (let i = offset; i < Math.min(offset + max, total); i++) {
		const shown = order === 'asc' ? found[i] : found[total - 1 - i];
		page.push(renderer.json(shown, mode, one(call, 'locale')));
	}
	const links = pageLinks(call, world, offset, max, total);
	return {
		status: 200,
		text: `{"orders":[${page.join(',')}],"total_count":${total}}`,
		headers: links ? { link: links } : {},
	};
}

function find(call: Call, world: World): Order[] {
	const ids = list(call, 'order_ids');
	if (ids && ids.length > 100)
		throw badRequest('order_ids: no more than 100 identifiers can be given');
	const states = list(call, 'order_state_codes');
	const unknown = states?.find((state) => !known.has(state));
	if (unknown) throw badRequest(`Order state code '${unknown}' does not exist`);
	const onlyNull = flag(call, 'only_null_channel') === true;
	const channels = onlyNull ? null : list(call, 'channel_codes');
	const createdFrom = date(call, 'start_date');
	const createdTo = date(call, 'end_date');
	const updatedFrom = date(call, 'start_update_date');
	const updatedTo = date(call, 'end_update_date');
	const since = updatedFrom === null ? null : updatedFrom - world.settings.updateDelta;
	const debited = flag(call, 'customer_debited');
	const incident = flag(call, 'has_incident');
	const workflow = one(call, 'payment_workflow');
	const centers = list(call, 'fulfillment_center_code');
	const sellerReferences = list(call, 'order_references_for_seller');
	const customerReferences = list(call, 'order_references_for_customer');
	const { startDateInclusive, visibilityDelayOnIds } = world.settings;

	const now = world.now();
	const late = ids === null || visibilityDelayOnIds;
	const fits = (order: Order): boolean => {
		if (order.shopId !== call.shopId) return false;
		if (
			createdFrom !== null &&
			(startDateInclusive ? order.createdAt < createdFrom : order.createdAt <= createdFrom)
		)
			return false;
		if (createdTo !== null && order.createdAt > createdTo) return false;
		if (since !== null && order.updatedAt < since) return false;
		if (updatedTo !== null && order.updatedAt > updatedTo) return false;
		if (states && !states.includes(order.state)) return false;
		if (onlyNull && order.channel !== null) return false;
		if (channels && (order.channel === null || !channels.includes(order.channel))) return false;
		if (debited !== null && (order.debitedAt !== null) !== debited) return false;
		if (incident !== null && hasIncident(order) !== incident) return false;
		if (workflow !== undefined && workflow !== 'PAY_ON_ACCEPTANCE') return false;
		if (centers && !centers.includes(order.fulfillmentCenter)) return false;
		if (
			sellerReferences &&
			!(order.sellerReference && sellerReferences.includes(order.sellerReference))
		)
			return false;
		if (
			customerReferences &&
			!(order.customerReference && customerReferences.includes(order.customerReference))
		)
			return false;
		return true;
	};

	const found: Order[] = [];
	const look = (order: Order) => {
		const seen = late ? world.book.visible(order, now) : order;
		if (seen && fits(seen)) found.push(seen);
	};
	if (ids) {
		const orders = [...new Set(ids)]
			.map((id) => world.book.get(id))
			.filter((order) => order !== undefined);
		orders.sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
		orders.forEach(look);
		return found;
	}
	const all = world.book.all();
	for (
		let i = createdFrom === null ? 0 : world.book.firstCreatedAt(createdFrom);
		i < all.length;
		i++
	) {
		if (createdTo !== null && all[i].createdAt > createdTo) break;
		look(all[i]);
	}
	return found;
}

function pageLinks(call: Call, world: World, offset: number, max: number, total: number): string {
	const host = call.headers.host;
	const base = host ? `http://${host}` : world.settings.publicUrl;
	const to = (at: number, rel: string) => {
		const query = new URLSearchParams();
		for (const [name, value] of Object.entries(call.query)) {
			if (name === 'offset' || name === 'max') continue;
			for (const item of Array.isArray(value) ? value : [value]) query.append(name, item);
		}
		query.set('offset', String(at));
		query.set('max', String(max));
		return `<${base}${call.path}?${query.toString()}>; rel="${rel}"`;
	};
	const links: string[] = [];
	if (offset > 0) links.push(to(Math.max(0, offset - max), 'previous'));
	if (offset + max < total) links.push(to(offset + max, 'next'));
	return links.join(', ');
}

function whole(call: Call, name: string, otherwise: number, low: number, high: number): number {
	const value = one(call, name);
	if (value === undefined) return otherwise;
	const number = Number(value);
	if (!/^\d+$/.test(value) || number < low || number > high)
		throw badRequest(`${name}: '${value}' must be a whole number from ${low} to ${high}`);
	return number;
}

function flag(call: Call, name: string): boolean | null {
	const value = one(call, name);
	if (value === undefined) return null;
	if (value !== 'true' && value !== 'false')
		throw badRequest(`${name}: '${value}' must be true or false`);
	return value === 'true';
}

function date(call: Call, name: string): number | null {
	const value = one(call, name);
	if (value === undefined) return null;
	const read = DateTime.fromISO(value, { zone: 'utc' });
	// A plus sign that was not encoded arrives as a space and makes the date unreadable here too.
	if (!read.isValid || !value.includes('T'))
		throw badRequest(`${name}: '${value}' is not an ISO-8601 date-time`);
	return read.toMillis();
}

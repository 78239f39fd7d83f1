import { kindOf } from '../plainIssue';
import { OrderProblem } from './problem';

const ORDER_PAGE = /\/mmp\/shop\/order\/([^/?#]*)/i;

/**
 * The order id in what the user gave: the id itself, or the address of the order's back-office page
 * (`…/mmp/shop/order/{id}`, whatever follows). Ids are opaque: only blanks around them are dropped.
 * @throws OrderProblem when there is no id in it
 */
export function orderIdFrom(given: unknown): string {
	if (given !== null && given !== undefined && !['string', 'number'].includes(typeof given)) {
		throw new OrderProblem(
			`The order cannot be read: ${kindOf(given)} was given, not an order number`,
			'Give the order number itself, for example {{ $json.orderId }}. If an expression fills the field, it gives something else for this item.',
		);
	}
	const text = typeof given === 'string' || typeof given === 'number' ? String(given).trim() : '';
	const page = ORDER_PAGE.exec(text);
	const isPage = page !== null && (page.index === 0 || isAddress(text));
	if (isAddress(text) && !isPage) {
		throw new OrderProblem(
			`This is not the address of an order: ${text}`,
			'Open the order in the Worten back office and copy the address from the browser (it holds /mmp/shop/order/), or give the order id alone.',
		);
	}
	const id = isPage ? decoded(page[1]).trim() : text;
	if (id !== '') return id;
	throw new OrderProblem(
		'No order was given',
		'Choose an order, or give its id (for example from the trigger: {{ $json.orderId }}). If an expression fills the field, it is empty for this item.',
	);
}

function isAddress(text: string): boolean {
	return /^https?:\/\//i.test(text);
}

function decoded(part: string): string {
	try {
		return decodeURIComponent(part);
	} catch {
		return part;
	}
}

/** The address of an order's page in the back office of the marketplace at `baseUrl`. */
export function backOfficePage(baseUrl: string, orderId: string): string {
	return `${baseUrl.replace(/\/+$/, '')}/mmp/shop/order/${encodeURIComponent(orderId)}`;
}

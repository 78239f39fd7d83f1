import { Marketplace, VirtualClock, speeds } from '../../sandbox';
import type { Order, PlaceOptions, SandboxAnswer, SettingsPatch } from '../../sandbox';

/** The parts of an order as OR11 shows it that tests look at. */
export interface ShownOrder {
	order_id: string;
	order_state: string;
	order_state_reason_code: string | null;
	created_date: string;
	last_updated_date: string;
	acceptance_decision_date: string | null;
	customer_debited_date: string | null;
	can_cancel: boolean;
	can_shop_ship: boolean;
	fully_refunded: boolean;
	has_incident: boolean;
	has_customer_message: boolean;
	total_price: number;
	price: number;
	shipping_price: number;
	channel: { code: string } | null;
	shipping_carrier_code: string | null;
	shipping_company: string | null;
	shipping_tracking: string | null;
	shipping_tracking_url: string | null;
	references: { order_reference_for_seller: string | null };
	order_additional_fields: { code: string; value: unknown }[];
	customer: {
		shipping_address: Record<string, unknown> | null;
		billing_address: Record<string, unknown> | null;
	};
	order_lines: ShownLine[];
	[field: string]: unknown;
}

export interface ShownLine {
	order_line_id: string;
	order_line_state: string;
	can_refund: boolean;
	quantity: number;
	price: number;
	shipping_price: number;
	total_price: number;
	taxes: { code: string; amount: number; tax_calculation_rule: string }[];
	shipping_taxes: { code: string; amount: number }[];
	refunds: ShownClaim[];
	cancelations: ShownClaim[];
	shipping_from: { address: { country_iso_code: string } };
}

export interface ShownClaim {
	id: string;
	amount: number;
	shipping_amount: number;
	taxes: { code: string; amount: number }[];
	shipping_taxes: { code: string; amount: number }[];
	refund_state?: string;
	state?: string;
	transaction_number?: string | null;
}

export interface Page {
	orders: ShownOrder[];
	total_count: number;
}

type Query = Record<string, string | string[] | number>;

/** A marketplace where nothing happens by itself, unless told, and a seller to talk to it. */
export class Bench {
	readonly clock: VirtualClock;
	readonly marketplace: Marketplace;

	constructor(settings: SettingsPatch = {}, seed: number | string = 7) {
		this.clock = new VirtualClock();
		this.marketplace = new Marketplace({
			seed,
			clock: this.clock,
			settings: { ...settings, delays: { ...speeds.still, ...settings.delays } },
		});
	}

	request(method: string, path: string, query: Query = {}, body?: unknown): SandboxAnswer {
		return this.marketplace.handle({
			method,
			path,
			query: Object.fromEntries(
				Object.entries(query).map(([name, value]) => [
					name,
					typeof value === 'number' ? String(value) : value,
				]),
			),
			headers: { authorization: this.marketplace.settings.apiKeys[0], host: 'sandbox.test' },
			body,
		});
	}

	get(path: string, query: Query = {}): SandboxAnswer {
		return this.request('GET', path, query);
	}

	put(path: string, body?: unknown, query: Query = {}): SandboxAnswer {
		return this.request('PUT', path, query, body);
	}

	list(query: Query = {}): Page {
		return json<Page>(this.get('/api/orders', query));
	}

	/** The order as a seller reads it now. */
	read(orderId: string, query: Query = {}): ShownOrder {
		const page = this.list({ order_ids: orderId, ...query });
		if (page.orders.length !== 1) throw new Error(`${page.orders.length} orders ${orderId}`);
		return page.orders[0];
	}

	/** A plain order of the shop's own: one line, one channel, VAT that follows the amount. */
	place(options: PlaceOptions = {}): Order {
		return this.marketplace.placeOrder({
			country: 'PT',
			channel: 'WRT_PT_ONLINE',
			fulfillmentCenter: 'DEFAULT',
			taxes: 'proportional',
			shipping: 3.99,
			splitUnits: false,
			items: [{ sku: 'NVK-N20-BK' }],
			...options,
		});
	}

	accept(order: Order, accepted: (lineId: string) => boolean = () => true): SandboxAnswer {
		return this.put(`/api/orders/${order.id}/accept`, {
			order_lines: order.lines.map((line) => ({ id: line.id, accepted: accepted(line.id) })),
		});
	}

	/** An order whose buyer has paid. */
	paid(options: PlaceOptions = {}): Order {
		const order = this.place(options);
		expectStatus(this.accept(order), 204);
		this.marketplace.pay(order.id);
		return order;
	}

	/** An order that has left. */
	shipped(options: PlaceOptions = {}): Order {
		const order = this.paid(options);
		this.marketplace.shipByHand(order.id, { carrier_code: 'CTT', tracking_number: 'RR100PT' });
		return order;
	}

	refund(refunds: Record<string, unknown>[], mode?: string): SandboxAnswer {
		return this.put('/api/orders/refund', { ...(mode ? { order_tax_mode: mode } : {}), refunds });
	}
}

export function json<T = Record<string, unknown>>(answer: SandboxAnswer): T {
	if (answer.status >= 300) throw new Error(`${answer.status} ${answer.body}`);
	return JSON.parse(answer.body) as T;
}

/** The message of a refusal. */
export function messageOf(answer: SandboxAnswer): string {
	return (JSON.parse(answer.body) as { message: string }).message;
}

export function codeOf(answer: SandboxAnswer): string | undefined {
	return answer.body === '' ? undefined : (JSON.parse(answer.body) as { code?: string }).code;
}

export function expectStatus(answer: SandboxAnswer, status: number): void {
	if (answer.status !== status)
		throw new Error(`Expected ${status}, got ${answer.status}: ${answer.body}`);
}

const minute = 60_000;
export const hours = (number: number): number => number * 60 * minute;
export const minutes = (number: number): number => number * minute;
export const seconds = (number: number): number => number * 1000;

import { DateTime } from 'luxon';
import type { z } from 'zod';
import { readAnswer, serverDate } from './answer';
import { Caller, type Call, type ClientOptions, type Timing } from './caller';
import { MarketplaceError } from './errors';
import {
	LARGEST_PAGE,
	type OrderPage,
	type OrderQuery,
	type Parcel,
	type RefundRequest,
	type TaxMode,
	type Tracking,
} from './requests';
import { orderPageSchema, receiveOrder, type ReceivedOrder } from './schemas/order';
import {
	accountSchema,
	carriersSchema,
	channelsSchema,
	configurationSchema,
	reasonsSchema,
	type Account,
	type Carrier,
	type Channel,
	type Configuration,
	type Reason,
} from './schemas/reference';
import { itemsToShipSchema, shipmentAnswerSchema, type ItemsToShip } from './schemas/shipment';
import { refundAnswerSchema, shippingOriginAnswerSchema, type RefundAnswer } from './schemas/write';
import type { MarketplaceRequest, Transport } from './transport';

export type { ClientOptions, Timing } from './caller';
export {
	LARGEST_PAGE,
	type OrderPage,
	type OrderQuery,
	type Parcel,
	type RefundRequest,
	type TaxAmount,
	type TaxMode,
	type Tracking,
} from './requests';

/**
 * The Mirakl seller API as far as this package speaks it: one method an operation.
 *
 * Reads are tried again on 429 (after the wait it names), 5xx, broken connections and unreadable
 * bodies. Writes are sent exactly once; what they throw says whether they may have been carried out.
 * Every method throws MarketplaceError and nothing else.
 */
export class MarketplaceClient {
	private readonly caller: Caller;

	constructor(transport: Transport, timing: Timing, options: ClientOptions = {}) {
		this.caller = new Caller(transport, timing, options);
	}

	/** OR11: one page of orders. Orders that cannot be read are handed over as such. */
	async listOrders(query: OrderQuery): Promise<OrderPage> {
		const { fulfillment_center_code: centers, ...others } = query;
		const call = this.call('OR11', 'GET', '/api/orders', {
			query: {
				...Object.fromEntries(
					Object.entries(others).map(([name, value]) => [
						name,
						DateTime.isDateTime(value) ? value.toUTC().toISO()! : value,
					]),
				),
				// The one list of this operation that is not comma-separated.
				fulfillment_center_code: { each: centers ?? [] },
			},
		});
		return await this.caller.read(call, (response) => {
			const page = readAnswer(call, response, orderPageSchema);
			return {
				orders: page.orders.map(receiveOrder),
				totalCount: page.total_count ?? undefined,
				serverDate: serverDate(response),
			};
		});
	}

	/** OR11 with `order_ids`: these orders as they stand now, up to 100 ids. Unknown ids are simply missing. */
	async ordersById(ids: readonly string[], taxMode?: TaxMode): Promise<ReceivedOrder[]> {
		const { orders } = await this.listOrders({
			order_ids: ids,
			max: LARGEST_PAGE,
			order_tax_mode: taxMode,
		});
		return orders;
	}

	/** RE01: every reason, of every type. */
	async reasons(): Promise<Reason[]> {
		return (await this.get('RE01', '/api/reasons', reasonsSchema)).reasons;
	}

	/** SH21: the carriers the marketplace has registered. */
	async carriers(): Promise<Carrier[]> {
		return (await this.get('SH21', '/api/shipping/carriers', carriersSchema)).carriers;
	}

	/** CH11: the channels (countries, at Worten). */
	async channels(): Promise<Channel[]> {
		return (await this.get('CH11', '/api/channels', channelsSchema)).channels ?? [];
	}

	/** A01: the shop the key belongs to. */
	async account(): Promise<Account> {
		return await this.get('A01', '/api/account', accountSchema);
	}

	/** PC01: what the platform allows sellers to do. */
	async configuration(): Promise<Configuration> {
		return await this.get('PC01', '/api/platform/configuration', configurationSchema);
	}

	/** OR21: a decision for every line of an order that waits for acceptance. */
	async decideAcceptance(
		orderId: string,
		decisions: ReadonlyArray<{ id: string; accepted: boolean }>,
	): Promise<void> {
		await this.caller.write(
			this.call('OR21', 'PUT', `/api/orders/${encodeURIComponent(orderId)}/accept`, {
				body: { order_lines: decisions },
			}),
		);
	}

	/**
	 * OR07: the country lines are sent from (ISO 3166-1 alpha-3), up to 100 lines. The answer is 200
	 * even when a line was refused.
	 * @throws MarketplaceError kind `rejected` with the lines and reasons when any line was refused
	 */
	async setShippingCountry(lineIds: readonly string[], country: string): Promise<void> {
		const call = this.call('OR07', 'PUT', '/api/orders/shipping_from', {
			body: {
				order_lines: lineIds.map((lineId) => ({
					id: lineId,
					shipping_from: { address: { country_iso_code: country } },
				})),
			},
		});
		const response = await this.caller.write(call);
		const answer = readAnswer(call, response, shippingOriginAnswerSchema);
		const refused = (answer.order_lines ?? []).filter((line) => (line.errors ?? []).length > 0);
		if (refused.length === 0) return;
		throw new MarketplaceError({
			kind: 'rejected',
			operation: 'OR07',
			status: response.status,
			code: refused[0].errors?.[0].code ?? undefined,
			said: refused[0].errors?.[0].message ?? undefined,
			details: refused.flatMap((line) =>
				(line.errors ?? []).map(
					(error) => `${line.id ?? 'a line'}: ${error.message ?? error.code}`,
				),
			),
			maybeCarriedOut: refused.length < lineIds.length,
		});
	}

	/** OR23: carrier and tracking number of an order. */
	async setTracking(orderId: string, tracking: Tracking): Promise<void> {
		await this.caller.write(
			this.call('OR23', 'PUT', `/api/orders/${encodeURIComponent(orderId)}/tracking`, {
				body: tracking,
			}),
		);
	}

	/** OR24: the order has left. */
	async ship(orderId: string): Promise<void> {
		await this.caller.write(
			this.call('OR24', 'PUT', `/api/orders/${encodeURIComponent(orderId)}/ship`),
		);
	}

	/**
	 * ST12: what is still to be sent of these orders, up to 100. Orders with nothing left are missing.
	 * @throws MarketplaceError kind `notFound` where the platform works without shipments
	 */
	async itemsToShip(orderIds: readonly string[]): Promise<ItemsToShip[]> {
		const items: ItemsToShip[] = [];
		const read = new Set<string>();
		let token: string | undefined;
		do {
			if (token !== undefined) read.add(token);
			const page = await this.get('ST12', '/api/shipments/items_to_ship', itemsToShipSchema, {
				order_id: { each: orderIds },
				limit: LARGEST_PAGE,
				page_token: token,
			});
			items.push(...page.data);
			token = page.next_page_token ?? undefined;
			// A token that was there before leads round in a circle.
		} while (token !== undefined && !read.has(token));
		return items;
	}

	/**
	 * ST01: send one parcel of an order: create the shipment and mark it as shipped. The answer is 201
	 * even when it was refused.
	 * @throws MarketplaceError kind `rejected` with the reason when it was
	 */
	async sendParcel(parcel: Parcel): Promise<{ shipmentId: string | undefined }> {
		const call = this.call('ST01', 'POST', '/api/shipments', {
			body: { shipments: [parcel] },
		});
		const response = await this.caller.write(call);
		const answer = readAnswer(call, response, shipmentAnswerSchema);
		const refused = answer.shipment_errors ?? [];
		if (refused.length === 0) {
			return { shipmentId: answer.shipment_success?.[0]?.id ?? undefined };
		}
		throw new MarketplaceError({
			kind: 'rejected',
			operation: 'ST01',
			status: response.status,
			said: refused[0].message ?? undefined,
			maybeCarriedOut: false,
		});
	}

	/** OR28: refund lines. Amounts are read in `taxMode` where given, else in the platform's own. */
	async refund(refunds: readonly RefundRequest[], taxMode?: TaxMode): Promise<RefundAnswer> {
		const call = this.call('OR28', 'PUT', '/api/orders/refund', {
			body: { ...(taxMode ? { order_tax_mode: taxMode } : {}), refunds },
		});
		return readAnswer(call, await this.caller.write(call), refundAnswerSchema);
	}

	private call(
		operation: string,
		method: MarketplaceRequest['method'],
		path: string,
		more: Pick<Call, 'query' | 'body'> = {},
	): Call {
		return { operation, method, path, ...more };
	}

	private async get<T extends z.ZodTypeAny>(
		operation: string,
		path: string,
		schema: T,
		query?: Call['query'],
	): Promise<z.output<T>> {
		const call = this.call(operation, 'GET', path, { query });
		return await this.caller.read(
			call,
			(response) => readAnswer(call, response, schema) as z.output<T>,
		);
	}
}

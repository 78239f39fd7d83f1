import { DateTime } from 'luxon';
import type { z } from 'zod';
import { attempt } from '../attempt';
import { errorOf, readAnswer, serverDate } from './answer';
import { MarketplaceError, mayPass } from './errors';
import { nextWaitMs, READ_RETRIES, type RetryPolicy } from './retry';
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
import { refundAnswerSchema, shippingOriginAnswerSchema, type RefundAnswer } from './schemas/write';
import {
	NoAnswerError,
	type MarketplaceRequest,
	type MarketplaceResponse,
	type Transport,
} from './transport';

/** The largest page OR11 gives, and the most ids it takes in one call. */
export const LARGEST_PAGE = 100;

const TIMEOUT_MS = 30_000;

/** What OR11 can be asked for; names are the API's own. Dates are instants in UTC. */
export interface OrderQuery {
	order_ids?: readonly string[];
	order_state_codes?: readonly string[];
	channel_codes?: readonly string[];
	fulfillment_center_code?: readonly string[];
	has_incident?: boolean;
	start_date?: DateTime;
	end_date?: DateTime;
	start_update_date?: DateTime;
	end_update_date?: DateTime;
	order_tax_mode?: 'TAX_INCLUDED' | 'TAX_EXCLUDED';
	order_references_for_seller?: readonly string[];
	order_references_for_customer?: readonly string[];
	order?: 'asc' | 'desc';
	offset?: number;
	max?: number;
}

export interface OrderPage {
	orders: ReceivedOrder[];
	/** How many orders match in all, at the moment of this page. */
	totalCount: number | undefined;
	/** The marketplace's own clock when it answered. */
	serverDate: DateTime | undefined;
}

/** OR23. A registered carrier goes by its code, any other by its name. */
export interface Tracking {
	carrier_code?: string;
	carrier_standard_code?: string;
	carrier_name?: string;
	carrier_url?: string;
	tracking_number?: string;
}

export interface TaxAmount {
	code: string;
	amount: number;
}

/** One line of OR28. Amounts are JSON numbers made from exact decimals. */
export interface RefundRequest {
	order_line_id: string;
	amount: number;
	shipping_amount: number;
	reason_code: string;
	currency_iso_code?: string;
	quantity?: number;
	taxes?: TaxAmount[];
	shipping_taxes?: TaxAmount[];
	excluded_from_shipment?: boolean;
}

export type TaxMode = 'TAX_INCLUDED' | 'TAX_EXCLUDED';

/** Time, for whoever has to wait. Injected, so that nothing in here owns a clock. */
export interface Timing {
	now(): DateTime;
	wait(milliseconds: number): Promise<void>;
	/** 0..1, to spread the tries of several waiters. */
	random(): number;
}

export interface ClientOptions {
	/** How reads are tried again. Writes never are: whoever writes must look first. */
	retries?: RetryPolicy;
	/** Until when reads may be tried again; without it, two minutes from each first try. */
	deadline?: DateTime;
	/** Told before each wait for a retry, so that several calls can share one. */
	onRateLimit?: (waitMs: number) => void;
}

const READ_PATIENCE_MS = 120_000;

/**
 * The Mirakl seller API as far as this package speaks it: one method an operation.
 *
 * Reads are tried again on 429 (after the wait it names), 5xx, broken connections and unreadable
 * bodies. Writes are sent exactly once; what they throw says whether they may have been carried out.
 * Every method throws MarketplaceError and nothing else.
 */
export class MarketplaceClient {
	constructor(
		private readonly transport: Transport,
		private readonly timing: Timing,
		private readonly options: ClientOptions = {},
	) {}

	/** OR11: one page of orders. Orders that cannot be read are handed over as such. */
	async listOrders(query: OrderQuery): Promise<OrderPage> {
		const request = this.request('OR11', 'GET', '/api/orders', {
			query: Object.fromEntries(
				Object.entries(query).map(([name, value]) => [
					name,
					DateTime.isDateTime(value) ? value.toUTC().toISO()! : value,
				]),
			),
		});
		return await this.read(request, (response) => {
			const page = readAnswer(request, response, orderPageSchema);
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
		await this.write(
			this.request('OR21', 'PUT', `/api/orders/${encodeURIComponent(orderId)}/accept`, {
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
		const request = this.request('OR07', 'PUT', '/api/orders/shipping_from', {
			body: {
				order_lines: lineIds.map((lineId) => ({
					id: lineId,
					shipping_from: { address: { country_iso_code: country } },
				})),
			},
		});
		const response = await this.write(request);
		const answer = readAnswer(request, response, shippingOriginAnswerSchema);
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
		await this.write(
			this.request('OR23', 'PUT', `/api/orders/${encodeURIComponent(orderId)}/tracking`, {
				body: tracking,
			}),
		);
	}

	/** OR24: the order has left. */
	async ship(orderId: string): Promise<void> {
		await this.write(
			this.request('OR24', 'PUT', `/api/orders/${encodeURIComponent(orderId)}/ship`),
		);
	}

	/** OR28: refund lines. Amounts are read in `taxMode` where given, else in the platform's own. */
	async refund(refunds: readonly RefundRequest[], taxMode?: TaxMode): Promise<RefundAnswer> {
		const request = this.request('OR28', 'PUT', '/api/orders/refund', {
			body: { ...(taxMode ? { order_tax_mode: taxMode } : {}), refunds },
		});
		return readAnswer(request, await this.write(request), refundAnswerSchema);
	}

	private request(
		operation: string,
		method: MarketplaceRequest['method'],
		path: string,
		more: Pick<MarketplaceRequest, 'query' | 'body'> = {},
	): MarketplaceRequest {
		return { operation, method, path, timeoutMs: TIMEOUT_MS, ...more };
	}

	private async get<T extends z.ZodTypeAny>(
		operation: string,
		path: string,
		schema: T,
	): Promise<z.output<T>> {
		const request = this.request(operation, 'GET', path);
		return await this.read(
			request,
			(response) => readAnswer(request, response, schema) as z.output<T>,
		);
	}

	/** Send a read, and again while it fails for reasons that may pass and there is time. */
	private async read<T>(
		request: MarketplaceRequest,
		interpret: (response: MarketplaceResponse) => T,
	): Promise<T> {
		const policy = this.options.retries ?? READ_RETRIES;
		const deadline = this.options.deadline ?? this.timing.now().plus(READ_PATIENCE_MS);
		for (let tries = 1; ; tries++) {
			const leftMs = Math.max(1_000, deadline.diff(this.timing.now()).milliseconds);
			const timeoutMs = Math.min(request.timeoutMs, leftMs);
			const answer = await attempt(async () =>
				interpret(await this.send({ ...request, timeoutMs })),
			);
			if (answer.ok) return answer.value;
			if (!mayPass(answer.error)) throw answer.error;
			const wait = nextWaitMs(policy, {
				attempt: tries,
				askedMs: answer.error.retryAfterMs,
				leftMs: deadline.diff(this.timing.now()).milliseconds,
				spread: this.timing.random(),
			});
			if (wait === undefined) throw answer.error;
			if (answer.error.kind === 'rateLimited') this.options.onRateLimit?.(wait);
			await this.timing.wait(wait);
		}
	}

	/** Send a write, once. */
	private async write(request: MarketplaceRequest): Promise<MarketplaceResponse> {
		return await this.send(request);
	}

	private async send(request: MarketplaceRequest): Promise<MarketplaceResponse> {
		const answer = await attempt(async () => await this.transport.send(request));
		if (!answer.ok) throw failureOf(request, answer.error);
		const response = answer.value;
		if (response.status >= 200 && response.status < 300) return response;
		throw errorOf(request, response, this.timing.now());
	}
}

function failureOf(request: MarketplaceRequest, error: unknown): unknown {
	if (!(error instanceof NoAnswerError)) return error;
	return new MarketplaceError({
		kind: 'noAnswer',
		operation: request.operation,
		code: error.code,
		said: error.message,
		maybeCarriedOut: error.maybeCarriedOut,
	});
}

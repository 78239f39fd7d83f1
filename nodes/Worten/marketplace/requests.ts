import type { DateTime } from 'luxon';
import type { ReceivedOrder } from './schemas/order';

/** The largest page OR11 gives, and the most ids it takes in one call. */
export const LARGEST_PAGE = 100;

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

/** ST01: one parcel. Its tracking address goes by another name than OR23's. */
export interface Parcel {
	order_id: string;
	shipment_lines: Array<{ order_line_id: string; quantity: number }>;
	tracking: Omit<Tracking, 'carrier_url'> & { tracking_url?: string };
	shipped: true;
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

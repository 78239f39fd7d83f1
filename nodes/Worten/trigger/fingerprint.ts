import type { Order } from '../marketplace/schemas/order';
import { instant } from '../orders/instant';
import { refundState } from '../orders/status';
import { digest28, digestText } from './digest';

/**
 * What makes one state of an order differ from the next.
 *
 * `last_updated_date` alone does not do: without milliseconds two changes share it, and a change
 * can become visible seconds after its date. The states of order, lines and refunds stand beside
 * it, and what a workflow acts on. Money is left out: the tax mode chosen would change it.
 */
function essence(order: Order): unknown[] {
	return [
		order.order_id,
		moment(order.last_updated_date),
		order.order_state,
		order.order_state_reason_code ?? null,
		order.has_incident ?? false,
		order.fully_refunded ?? false,
		order.has_customer_message ?? false,
		order.has_invoice ?? false,
		moment(order.acceptance_decision_date),
		moment(order.customer_debited_date),
		moment(order.shipping_deadline),
		order.shipping_carrier_code ?? order.shipping_company ?? null,
		order.shipping_tracking ?? null,
		order.references?.order_reference_for_seller ?? null,
		Boolean(order.customer?.shipping_address),
		order.order_lines.map((line) => [
			line.order_line_id,
			line.order_line_state ?? null,
			line.order_line_state_reason_code ?? null,
			(line.refunds ?? []).map((refund) => [refund.id ?? null, refundState(refund) ?? null]),
			(line.cancelations ?? []).map((cancelation) => cancelation.id ?? null),
		]),
	];
}

/** The same moment is the same, however many digits it is written with. */
function moment(text: string | null | undefined): number | string | null {
	return instant(text)?.toMillis() ?? text ?? null;
}

/** The order's present state in 28 bits, for the ledger. */
export function fingerprint(order: Order): number {
	return digest28(essence(order));
}

/** The order's present state in 64 bits, as text: names a change in `event.id`. */
export function fingerprintText(order: Order): string {
	return digestText(essence(order));
}

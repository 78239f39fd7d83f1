import type { IDataObject } from 'n8n-workflow';
import type { RefundRequest } from '../../marketplace/client';
import type { Order } from '../../marketplace/schemas/order';
import { decimal, sum, toNumber } from '../../orders/money';
import { refundOutcome, type RefundPlan } from '../../orders/refund';
import { orderStatus } from '../../orders/status';
import type { Step } from '../write/step';
import type { WritePlan } from '../write/writeOperation';

/** The refunds that were made, with the ids the marketplace gave them. */
function made(
	requests: readonly RefundRequest[],
	idOf: (request: RefundRequest) => string | null,
): IDataObject {
	return {
		refunds: requests.map((request) => ({
			lineId: request.order_line_id,
			refundId: idOf(request),
			amount: request.amount,
			shippingAmount: request.shipping_amount,
			reasonCode: request.reason_code,
		})),
	};
}

/** The ids of refunds that are in one order and were not in the other, a line's in turn. */
function newRefundIds(before: Order, after: Order): (request: RefundRequest) => string | null {
	const known = new Set(
		before.order_lines.flatMap((line) => (line.refunds ?? []).map(({ id }) => id)),
	);
	const fresh = new Map(
		after.order_lines.map((line) => [
			line.order_line_id,
			(line.refunds ?? []).flatMap(({ id }) => (id && !known.has(id) ? [id] : [])),
		]),
	);
	return (request) => fresh.get(request.order_line_id)?.shift() ?? null;
}

/**
 * A refund as one call (OR28) for all its lines, so that it cannot be half done. Money: after a
 * failure it is sent again only when the order, looked at more than once, shows none of it.
 */
export function refundPlan(order: Order, planned: RefundPlan): WritePlan {
	const { preview, taxMode } = planned;
	const requests = planned.kind === 'refund' ? planned.requests : [];
	const nothingLeft =
		order.order_lines.length === preview.length &&
		preview.every(({ leftAfterwards }) => leftAfterwards.total === 0);
	const send: Step = {
		operation: 'OR28',
		body: { ...(taxMode ? { order_tax_mode: taxMode } : {}), refunds: requests },
		doneText: 'The refund is made',
		async send(client) {
			const answer = await client.refund(requests, taxMode);
			const ids = new Map<string, string[]>();
			for (const { order_line_id: lineId, refund_id: refundId } of answer.refunds) {
				if (refundId) ids.set(lineId, [...(ids.get(lineId) ?? []), refundId]);
			}
			return made(requests, (request) => ids.get(request.order_line_id)?.shift() ?? null);
		},
		outcome(before, after) {
			const outcome = refundOutcome(before, after, requests);
			return outcome === 'partly' ? 'unclear' : outcome;
		},
		found: (before, after) => made(requests, newRefundIds(before, after)),
		repeatable: true,
	};
	return {
		alreadyDone: planned.kind === 'alreadyDone',
		steps: planned.kind === 'alreadyDone' ? [] : [send],
		statusAfter: nothingLeft ? 'refunding' : orderStatus(order),
		detail: {
			currency: order.currency_iso_code ?? null,
			total: toNumber(sum(preview.map(({ toSend }) => decimal(toSend.total)))),
			preview: preview.map((line) => ({ ...line }) as unknown as IDataObject),
		},
	};
}

import type { Order, OrderLine } from '../marketplace/schemas/order';
import { isGiven } from '../given';
import { chooseLines } from './lines';
import { isZero, readAmount } from './money';
import { OrderProblem } from './problem';
import type { Wanted } from './refundShare';

/** Values as they were given: what they are worth shows with the order. Nothing and blanks are left out. */
export interface RefundLineChoice {
	readonly lineId: string;
	/** Of the goods, in the order's tax mode. Empty: all that is left, or the share of `quantity`. */
	readonly amount?: unknown;
	readonly shippingAmount?: unknown;
	/** Units; beside an amount for information only. */
	readonly quantity?: unknown;
}

export interface RefundChoice {
	readonly reasonCode: string;
	readonly lines: 'all' | 'selected';
	readonly lineIds: readonly string[];
	/** Where given, exactly these lines are refunded, whatever `lines` says. */
	readonly refundLines?: readonly RefundLineChoice[];
	readonly refundTaxes: boolean;
	readonly refundShipping: boolean;
	readonly refundShippingTaxes: boolean;
	/** Refund although the same refund (line, amounts, reason) stands already. */
	readonly evenIfIdentical?: boolean;
}

/** Whether the choice names lines with amounts of their own. */
export function hasRefundLines(choice: RefundChoice): boolean {
	return (choice.refundLines ?? []).length > 0;
}

/**
 * The chosen lines, each with what is wanted of it.
 * @throws OrderProblem for wrong lines, amounts and quantities
 */
export function wantedLines(order: Order, choice: RefundChoice): Map<OrderLine, Wanted> {
	const orderId = order.order_id;
	if (!hasRefundLines(choice)) {
		return new Map(chooseLines(order, choice).map((line) => [line, {}]));
	}
	const entries = new Map<string, RefundLineChoice>();
	const lineIds = choice.refundLines!.map((entry) => {
		const lineId = String(entry.lineId ?? '').trim();
		if (lineId === '') {
			throw new OrderProblem(
				`An amount to refund on order ${orderId} names no line`,
				'Choose the line of the order it is for.',
				{ orderId },
			);
		}
		entries.set(lineId, entry);
		return lineId;
	});
	return new Map(
		chooseLines(order, { lines: 'selected', lineIds }).map((line) => [
			line,
			readWanted(entries.get(line.order_line_id)!, line, order, choice),
		]),
	);
}

function readWanted(
	entry: RefundLineChoice,
	line: OrderLine,
	order: Order,
	choice: RefundChoice,
): Wanted {
	const about = { orderId: order.order_id, lineId: line.order_line_id };
	const named = `line ${line.order_line_id} of order ${order.order_id}`;
	const currency = order.currency_iso_code;
	const shippingAmount = isGiven(entry.shippingAmount)
		? readAmount(entry.shippingAmount, {
				...about,
				name: 'Shipping Amount',
				currency,
				zeroAllowed: true,
			})
		: undefined;
	const amount = isGiven(entry.amount)
		? readAmount(entry.amount, {
				...about,
				name: 'Amount',
				currency,
				// Zero for the goods makes sense only where the shipping is what goes back.
				zeroAllowed: shippingAmount !== undefined && !isZero(shippingAmount),
			})
		: undefined;
	const quantity = isGiven(entry.quantity) ? readQuantity(entry.quantity, line, order) : undefined;

	if (shippingAmount !== undefined && !isZero(shippingAmount)) {
		if (!choice.refundShipping) {
			throw new OrderProblem(
				`A shipping amount is given for ${named}, but shipping is not to be refunded`,
				'Switch on "Refund Shipping", or leave the shipping amount empty.',
				about,
			);
		}
		if (amount === undefined && quantity === undefined) {
			throw new OrderProblem(
				`Only a shipping amount is given for ${named}`,
				'Say what goes back of the goods as well: give the amount, or 0 to refund nothing but the shipping.',
				about,
			);
		}
	}
	return { amount, shippingAmount, quantity };
}

function readQuantity(value: unknown, line: OrderLine, order: Order): number {
	const about = { orderId: order.order_id, lineId: line.order_line_id };
	const named = `line ${line.order_line_id} of order ${order.order_id}`;
	const quantity = Number(value);
	if (!Number.isSafeInteger(quantity) || quantity < 1) {
		throw new OrderProblem(
			`The quantity to refund on ${named} is not a whole number above zero: ${String(value)}`,
			'Give the number of units, or leave it empty.',
			about,
		);
	}
	const ordered = line.quantity ?? 0;
	if (quantity > ordered) {
		throw new OrderProblem(
			`The quantity to refund on ${named} is ${quantity}, but only ${ordered} were ordered`,
			'Give fewer units, or leave it empty.',
			about,
		);
	}
	return quantity;
}

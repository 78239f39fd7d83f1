import { z } from 'zod';
import type { Order, OrderLine } from '../marketplace/schemas/order';
import { OrderProblem } from './problem';

export interface LineChoice {
	readonly lines: 'all' | 'selected';
	/** Only looked at for `selected`. */
	readonly lineIds: readonly string[];
}

/**
 * Line ids as somebody gave them: a list, text with commas or line breaks between them, or the
 * text of a JSON list. Blanks around ids and empty entries are dropped.
 * @throws OrderProblem when it is none of these
 */
export function parseLineIds(value: unknown): string[] {
	if (value === null || value === undefined) return [];
	if (typeof value === 'number') return [String(value)];
	if (typeof value === 'string') {
		const text = value.trim();
		if (text.startsWith('[')) return parseLineIds(jsonList(text));
		return cleaned(text.split(/[,\r\n]/));
	}
	if (Array.isArray(value) && value.every(isId)) return cleaned(value.map(String));
	throw new OrderProblem(
		'The line ids cannot be read',
		'Give a list of line ids, or text with commas between them. An expression must give the ids themselves, not whole lines: for example {{ $json.lines.map((line) => line.lineId) }}.',
	);
}

/**
 * The lines of the order that were chosen, in the order's own sequence.
 * @throws OrderProblem when none is chosen, one is chosen twice, or one is not of this order
 */
export function chooseLines(order: Order, choice: LineChoice): OrderLine[] {
	const orderId = order.order_id;
	if (order.order_lines.length === 0) {
		throw new OrderProblem(
			`Order ${orderId} has no lines`,
			'The marketplace lists no lines for it. Look at it in the back office.',
			{ orderId },
		);
	}
	if (choice.lines === 'all') return [...order.order_lines];

	if (choice.lineIds.length === 0) {
		throw new OrderProblem(
			`No line of order ${orderId} was selected`,
			`Select at least one line, or set "Lines" to all. ${linesOf(order)}`,
			{ orderId },
		);
	}
	const chosen = new Set<string>();
	for (const lineId of choice.lineIds) {
		if (chosen.has(lineId)) {
			throw new OrderProblem(
				`Line ${lineId} of order ${orderId} is given twice`,
				'Give each line once.',
				{ orderId, lineId },
			);
		}
		if (!order.order_lines.some((line) => line.order_line_id === lineId)) {
			throw new OrderProblem(
				`Order ${orderId} has no line ${lineId}`,
				`Check that the line ids belong to this order. ${linesOf(order)}`,
				{ orderId, lineId },
			);
		}
		chosen.add(lineId);
	}
	return order.order_lines.filter((line) => chosen.has(line.order_line_id));
}

/** For hints: the line ids an order really has, with what was bought. */
export function linesOf(order: Order): string {
	const shown = order.order_lines
		.slice(0, 20)
		.map((line) =>
			line.product_title ? `${line.order_line_id} (${line.product_title})` : line.order_line_id,
		);
	const more = order.order_lines.length - shown.length;
	return `Its lines: ${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`;
}

function jsonList(text: string): unknown {
	const parsed = z.string().transform(asJson).safeParse(text);
	if (parsed.success) return parsed.data;
	throw new OrderProblem(
		`The line ids cannot be read: ${text.slice(0, 60)}`,
		'The text begins with "[" but is not a JSON list. Write it as ["id-1", "id-2"], or with plain commas between the ids.',
	);
}

function asJson(text: string, context: z.RefinementCtx): unknown {
	try {
		return JSON.parse(text);
	} catch {
		context.addIssue({ code: 'custom', message: 'not JSON' });
		return z.NEVER;
	}
}

function isId(value: unknown): value is string | number {
	return typeof value === 'string' || typeof value === 'number';
}

function cleaned(ids: string[]): string[] {
	return ids.map((id) => id.trim()).filter((id) => id !== '');
}

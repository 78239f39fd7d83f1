import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';
import { OrderProblem } from '../../orders/problem';
import type { RefundLineChoice } from '../../orders/refundChoice';
import { isGiven } from '../../given';
import { gaveNothing, readAs, type Item } from '../item';

/** Amounts a seller sets line by line, instead of all that is left. */
export const refundLinesField: INodeProperties = {
	displayName: 'Amounts per Line',
	name: 'refundLines',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add line',
	default: {},
	description:
		'To refund only a part: these lines with these amounts, and nothing else. Leave it empty to refund all that is left on the lines chosen above.',
	options: [
		{
			displayName: 'Line',
			name: 'line',
			values: [
				{
					displayName: 'Amount',
					name: 'amount',
					type: 'string',
					default: '',
					placeholder: 'e.g. 12.50',
					description:
						'What to refund of the goods, in the order’s currency. Empty means all that is left.',
				},
				{
					displayName: 'Line Name or ID',
					name: 'lineId',
					type: 'options',
					typeOptions: {
						loadOptionsMethod: 'getOrderLines',
						loadOptionsDependsOn: ['orderId.value'],
					},
					default: '',
					description:
						'The line. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
				},
				{
					displayName: 'Quantity',
					name: 'quantity',
					type: 'number',
					default: 0,
					description:
						'How many units this is about. Without an amount, that many units are refunded. 0 means not stated.',
				},
				{
					displayName: 'Shipping Amount',
					name: 'shippingAmount',
					type: 'string',
					default: '',
					placeholder: 'e.g. 3.99',
					description:
						'What to refund of the shipping costs. Empty means as the field Refund Shipping says.',
				},
			],
		},
	],
};

const listSchema = z
	.array(
		z
			.object({
				lineId: z
					.union([z.string(), z.number()])
					.nullish()
					.transform((value) => String(value ?? '').trim()),
				amount: z.unknown(),
				shippingAmount: z.unknown(),
				quantity: z.unknown(),
			})
			.passthrough(),
	)
	.nullish()
	.transform((list) => list ?? []);

const OF_EXPRESSIONS: ReadonlyArray<[keyof RefundLineChoice, string]> = [
	['amount', 'Amount'],
	['shippingAmount', 'Shipping Amount'],
	['quantity', 'Quantity'],
];

/**
 * The amounts a seller set line by line; none means all that is left. What an amount is worth is
 * judged with the order.
 * @throws OrderProblem when there is no such list, or when an expression gave nothing where it was to
 * say how much: nothing would mean all that is left
 */
export function readRefundLines(item: Item): RefundLineChoice[] {
	const lines = readAs(listSchema, item.object('refundLines').line, 'refundLines.line');
	if (lines.length === 0 && item.isExpression('refundLines.line')) {
		throw new OrderProblem(
			'The expression for "Amounts per Line" gave no lines for this item',
			'Nothing was sent. To refund all that is left, leave the field empty on purpose.',
		);
	}
	return lines.map((line, index) => readLine(item, line, `refundLines.line.${index}`));
}

function readLine(
	item: Item,
	line: z.output<typeof listSchema>[number],
	path: string,
): RefundLineChoice {
	for (const [field, name] of OF_EXPRESSIONS) {
		if (field in line && !isGiven(line[field]) && item.isExpression(`${path}.${field}`)) {
			// A line that is made whole by an expression may leave out either of the two.
			if (field !== 'shippingAmount' && item.isExpression(path)) continue;
			throw gaveNothing(
				`for "${name}"`,
				'To refund all that is left, leave the field empty on purpose.',
			);
		}
	}
	const { lineId, amount, shippingAmount, quantity } = line;
	const units = Number(quantity ?? 0) === 0 ? undefined : quantity;
	if (item.isExpression(path) && !isGiven(amount) && !isGiven(units)) {
		throw new OrderProblem(
			`The expression for "Amounts per Line" gave no "Amount" and no "Quantity" for line ${lineId}`,
			'Nothing was sent. Let it give one of them for each line, or choose whole lines with "Lines".',
		);
	}
	// The field's own 0 means "not stated"; an expression that comes to 0 units means none.
	const none = item.isExpression(`${path}.quantity`) && !isGiven(amount);
	return { lineId, amount, shippingAmount, quantity: none ? quantity : units };
}

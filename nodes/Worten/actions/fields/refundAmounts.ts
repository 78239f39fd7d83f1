import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

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

const entry = z
	.object({
		lineId: z.union([z.string(), z.number()]).transform((value) => String(value).trim()),
		amount: z.unknown(),
		shippingAmount: z.unknown(),
		quantity: z.unknown(),
	})
	.passthrough();

const given = (value: unknown) =>
	value !== undefined && value !== null && String(value).trim() !== '';

/** `refundLines.line[]`, with fields left empty taken away. What an amount is worth is judged with the order. */
export const refundLinesSchema = z
	.object({ line: z.array(entry).nullish() })
	.passthrough()
	.nullish()
	.transform((value) =>
		(value?.line ?? []).map(({ lineId, amount, shippingAmount, quantity }) => ({
			lineId,
			...(given(amount) ? { amount: amount as string | number } : {}),
			...(given(shippingAmount) ? { shippingAmount: shippingAmount as string | number } : {}),
			...(given(quantity) && Number(quantity) !== 0 ? { quantity: Number(quantity) } : {}),
		})),
	);

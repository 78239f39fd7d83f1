import { OrderProblem } from '../../orders/problem';
import { resolveReason } from '../../orders/reason';
import { planRefund, type RefundChoice } from '../../orders/refund';
import { lineFields, lineShape } from '../fields/lines';
import { orderIdField } from '../fields/orderId';
import { readRefundLines, refundLinesField } from '../fields/refundAmounts';
import { writeOptionsField } from '../fields/writeOptions';
import { optionalText, readAs, yesNo } from '../item';
import type { Operation } from '../operation';
import { performWrites } from '../write/performWrites';
import type { WriteOperation } from '../write/writeOperation';
import { currentlyKnown } from './currentlyKnown';
import { refundPlan } from './refundPlan';

const refundOrder: WriteOperation<RefundChoice> = {
	operation: 'refund',

	undone: (orderId) => `Order ${orderId} was not refunded`,

	readInput(item) {
		const refundLines = readRefundLines(item);
		const { reasonCode, ...input } = item.read({
			...lineShape,
			reasonCode: optionalText,
			refundTaxes: yesNo(true),
			refundShipping: yesNo(false),
			refundShippingTaxes: yesNo(false),
		});
		if (reasonCode === undefined) {
			throw new OrderProblem(
				'the reason is missing',
				'Choose a reason. Worten shows it to the customer and uses it for its statistics.',
			);
		}
		if (refundLines.length > 0 && input.lines === 'selected' && input.lineIds.length > 0) {
			throw new OrderProblem(
				'lines are chosen in two ways: by "Line Names or IDs" and by "Amounts per Line"',
				'Empty one of the two fields.',
			);
		}
		return {
			...input,
			reasonCode,
			...(refundLines.length > 0 ? { refundLines } : {}),
			evenIfIdentical: readAs(yesNo(false), item.options().refundAgain, 'options.refundAgain'),
		};
	},

	async plan(order, choice, { reference }) {
		const reason = await currentlyKnown(
			async (renew) => await reference.reasons(renew),
			(reasons) => resolveReason(choice.reasonCode, reasons, 'REFUND'),
		);
		return refundPlan(order, planRefund(order, { ...choice, reasonCode: reason.code }));
	},
};

export const refund: Operation = {
	value: 'refund',
	name: 'Refund',
	action: 'Refund an order',
	description:
		'Give the customer money back: for whole lines, or exactly the amounts you say. Never more than what is left, and never twice for the same reason unless you ask for it.',
	fields: [
		orderIdField,
		{
			displayName: 'Reason Name or ID',
			name: 'reasonCode',
			type: 'options',
			typeOptions: { loadOptionsMethod: 'getRefundReasons' },
			required: true,
			default: '',
			description:
				'Why you refund. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		},
		...lineFields('refund'),
		refundLinesField,
		{
			displayName: 'Refund Shipping',
			name: 'refundShipping',
			type: 'boolean',
			default: false,
			description: 'Whether to refund the shipping costs of these lines as well',
		},
		{
			displayName: 'Refund Shipping Taxes',
			name: 'refundShippingTaxes',
			type: 'boolean',
			default: false,
			description:
				'Whether to refund the taxes on the shipping costs. Only matters for taxes that are listed apart from the price.',
		},
		{
			displayName: 'Refund Taxes',
			name: 'refundTaxes',
			type: 'boolean',
			default: true,
			description:
				'Whether to refund the taxes on the goods. Only matters for taxes that are listed apart from the price.',
		},
		writeOptionsField([
			{
				displayName: 'Refund Again',
				name: 'refundAgain',
				type: 'boolean',
				default: false,
				description:
					'Whether to refund even if exactly the same refund (line, amounts and reason) was made before. Off, it counts as already done.',
			},
		]),
	],
	execute: async (run) => await performWrites(run, refundOrder),
};

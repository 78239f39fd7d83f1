import { z } from 'zod';
import { planAcceptance, type AcceptanceChoice } from '../../orders/acceptance';
import { lineFields, lineShape } from '../fields/lines';
import { orderIdField } from '../fields/orderId';
import { otherLinesField } from '../fields/otherLines';
import { writeOptionsField } from '../fields/writeOptions';
import type { Operation } from '../operation';
import { performWrites } from '../write/performWrites';
import type { WriteOperation } from '../write/writeOperation';
import { acceptancePlan } from './acceptancePlan';

const refuseOrder: WriteOperation<AcceptanceChoice> = {
	operation: 'refuse',

	undone: (orderId) => `Order ${orderId} was not refused`,

	readInput: (item) => ({
		...item.read({
			...lineShape,
			otherLines: z
				.enum(['accept', 'fail'])
				.nullish()
				.transform((value) => value ?? 'fail'),
		}),
		decision: 'refuse',
	}),

	plan: async (order, input) => acceptancePlan(order, planAcceptance(order, input)),
};

export const refuse: Operation = {
	value: 'refuse',
	name: 'Refuse',
	action: 'Refuse an order',
	description:
		'Refuse an order that waits for acceptance, whole or only some of its lines. The marketplace takes no reason for it.',
	fields: [orderIdField, ...lineFields('refuse'), otherLinesField('refuse'), writeOptionsField()],
	execute: async (run) => await performWrites(run, refuseOrder),
};

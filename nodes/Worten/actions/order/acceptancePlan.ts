import type { Order } from '../../marketplace/schemas/order';
import {
	acceptanceOutcome,
	statusAfterAcceptance,
	type AcceptancePlan,
} from '../../orders/acceptance';
import type { Step } from '../write/step';
import type { WritePlan } from '../write/writeOperation';

/** A decision about every line, as calls: accept and refuse are one operation of the API (OR21). */
export function acceptancePlan(
	order: Order,
	planned: AcceptancePlan,
	before: readonly Step[] = [],
): WritePlan {
	const { decisions } = planned;
	const decide: Step = {
		operation: 'OR21',
		body: { order_lines: decisions },
		doneText: 'The lines are accepted or refused',
		send: async (client) => await client.decideAcceptance(order.order_id, decisions),
		outcome(_before, after) {
			const outcome = acceptanceOutcome(after, decisions);
			return outcome === 'different' ? 'otherwise' : outcome;
		},
		repeatable: false,
	};
	return {
		alreadyDone: planned.kind === 'alreadyDone',
		steps: planned.kind === 'alreadyDone' ? [] : [...before, decide],
		statusAfter: statusAfterAcceptance(decisions),
		detail: {
			lines: decisions.map(({ id, accepted }) => ({ lineId: id, accepted })),
		},
	};
}

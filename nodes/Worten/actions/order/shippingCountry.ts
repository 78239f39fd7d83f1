import { LARGEST_PAGE } from '../../marketplace/client';
import type { Order } from '../../marketplace/schemas/order';
import type { Configuration } from '../../marketplace/schemas/reference';
import { OrderProblem } from '../../orders/problem';
import type { Step } from '../write/step';

function shipsFrom(order: Order, lineId: string): string | undefined {
	const line = order.order_lines.find((candidate) => candidate.order_line_id === lineId);
	return line?.shipping_from?.address?.country_iso_code ?? undefined;
}

/**
 * Set the country lines are sent from (OR07, 100 lines a call), where it is another one than now.
 * @throws OrderProblem when the platform does not let sellers change it (PC01)
 */
export function shippingCountrySteps(
	order: Order,
	lineIds: readonly string[],
	country: string,
	configuration: Configuration,
): Step[] {
	const toChange = lineIds.filter((lineId) => shipsFrom(order, lineId) !== country);
	if (toChange.length === 0) return [];
	if (!configuration.features?.order_workflows?.sellers_edit_shipping_origin) {
		throw new OrderProblem(
			'Worten does not let your shop change the country an order is sent from',
			'Leave "Ship-From Country" empty, or ask Worten seller support to allow it.',
			{ orderId: order.order_id },
		);
	}
	const steps: Step[] = [];
	for (let start = 0; start < toChange.length; start += LARGEST_PAGE) {
		const lines = toChange.slice(start, start + LARGEST_PAGE);
		steps.push({
			operation: 'OR07',
			body: {
				order_lines: lines.map((id) => ({
					id,
					shipping_from: { address: { country_iso_code: country } },
				})),
			},
			doneText: `The lines are set to be sent from ${country}`,
			send: async (client) => await client.setShippingCountry(lines, country),
			outcome: (_before, after) =>
				lines.every((lineId) => shipsFrom(after, lineId) === country) ? 'done' : 'notDone',
			repeatable: false,
		});
	}
	return steps;
}

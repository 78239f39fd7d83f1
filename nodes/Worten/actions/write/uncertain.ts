import { MarketplaceError } from '../../marketplace/errors';
import { explain } from '../../marketplace/explain';
import { OrderProblem } from '../../orders/problem';
import type { Step } from './step';

/**
 * It cannot be told whether a step was carried out. The message says so and nothing else: n8n makes
 * a message of its own of any that holds a system's error code, and that one says "try again".
 */
export class UncertainOutcome extends OrderProblem {
	constructor(orderId: string, step: Step, why: string) {
		super(
			`Order ${orderId}: it is not certain whether Worten carried this out`,
			`${why}. Nothing more was sent, so nothing is done twice. Look at the order in the back office before you run this item again. The call in question was ${step.operation}.`,
			{ orderId },
		);
		this.name = 'UncertainOutcome';
	}
}

/** A failure in words, without any code in them. */
export function inWords(error: unknown): string {
	if (error instanceof MarketplaceError) return explain(error).message;
	return error instanceof OrderProblem ? error.message : 'Something unexpected happened';
}

import type { IDataObject } from 'n8n-workflow';
import { attempt } from '../../attempt';
import type { MarketplaceClient, Timing } from '../../marketplace/client';
import { MarketplaceError } from '../../marketplace/errors';
import type { Order } from '../../marketplace/schemas/order';
import { OrderProblem } from '../../orders/problem';
import type { Gate } from './gate';
import type { Step } from './step';

/** How often a step is sent, the first time included, when it is certain that it was not done. */
const MOST_SENDS = 7;

/** How often a step is sent again after "too many calls" (429), which never did anything. */
const MOST_RATE_LIMITS = 8;

/** The longest wait a 429 may ask for before the item fails instead. */
const LONGEST_RATE_LIMIT_MS = 120_000;

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 8_000;

/**
 * When to look whether a step that may have been done was done, in milliseconds after the failure.
 * The marketplace may still be at it, and may show changes some seconds late: for a step that
 * could be done twice, "not done" counts only when the last look says so too.
 */
const QUICK_LOOK_MS = [1_000];
const PATIENT_LOOKS_MS = [1_000, 5_000, 15_000];

export interface StepTools {
	client: MarketplaceClient;
	timing: Timing;
	gate: Gate;
	/** The order as it stands now (OR11). */
	readAgain(): Promise<Order>;
}

/** It cannot be told whether a step was carried out; the message says what is known. */
export class UncertainOutcome extends OrderProblem {
	constructor(orderId: string, step: Step, why: string) {
		super(
			`it is not certain whether Worten carried it out (${why})`,
			`Nothing more was sent, so nothing is done twice. Open the order in the back office and check before you run this item again; running it again looks at the order first. The call in question was ${step.operation}.`,
			{ orderId },
		);
		this.name = 'UncertainOutcome';
	}
}

/**
 * Carry out one step so that it is done once, whatever fails on the way.
 *
 * There is no idempotency key in this API: after a timeout, a reset or a 5xx nobody knows whether a
 * write was done. So the order is read again and asked. Done: that is a success. Not done: it is
 * sent again, within limits. Neither: stop and say so.
 *
 * @param before the order as read before the step
 * @returns what the marketplace answered, or what the order shows of it if no answer arrived
 * @throws MarketplaceError when the marketplace said no; UncertainOutcome when it cannot be told
 */
export async function performStep(
	step: Step,
	before: Order,
	{ client, timing, gate, readAgain }: StepTools,
): Promise<IDataObject | undefined> {
	let rateLimits = 0;
	for (let sends = 1; ; sends++) {
		await gate.pass();
		const sent = await attempt(async () => await step.send(client));
		if (sent.ok) return sent.value ?? undefined;
		const failure = sent.error;
		if (!(failure instanceof MarketplaceError)) throw failure;

		if (failure.kind === 'rateLimited') {
			const wait = failure.retryAfterMs ?? FIRST_PAUSE_MS * 2 ** rateLimits;
			rateLimits += 1;
			if (rateLimits > MOST_RATE_LIMITS || wait > LONGEST_RATE_LIMIT_MS) throw failure;
			gate.close(wait);
			sends -= 1;
			continue;
		}

		if (failure.maybeCarriedOut) {
			const looks = step.repeatable ? PATIENT_LOOKS_MS : QUICK_LOOK_MS;
			const done = await lookWhether(step, before, looks, { timing, readAgain }, failure);
			if (done) return step.found?.(before, done);
		} else if (sends > 1 && failure.kind === 'rejected') {
			// A no to a second try may mean that the first one was done after all.
			const done = await lookWhether(
				step,
				before,
				PATIENT_LOOKS_MS,
				{ timing, readAgain },
				failure,
			);
			if (done) return step.found?.(before, done);
			throw failure;
		} else if (failure.kind !== 'noAnswer') {
			throw failure;
		}

		if (sends >= MOST_SENDS) throw failure;
		await timing.wait(Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (sends - 1)));
	}
}

/** The order in which the step stands done, or `undefined` when it was not done. */
async function lookWhether(
	step: Step,
	before: Order,
	looks: readonly number[],
	{ timing, readAgain }: Pick<StepTools, 'timing' | 'readAgain'>,
	failure: MarketplaceError,
): Promise<Order | undefined> {
	let waited = 0;
	for (const at of looks) {
		await timing.wait(at - waited);
		waited = at;
		const after = await attempt(readAgain);
		if (!after.ok) {
			const why = after.error instanceof Error ? after.error.message : String(after.error);
			throw new UncertainOutcome(
				before.order_id,
				step,
				`${failure.message}; and the order could not be read afterwards: ${why}`,
			);
		}
		const outcome = step.outcome(before, after.value);
		if (outcome === 'done') return after.value;
		if (outcome === 'unclear') {
			throw new UncertainOutcome(
				before.order_id,
				step,
				`${failure.message}; and the order changed meanwhile in a way that fits neither`,
			);
		}
	}
	return undefined;
}

import type { IDataObject } from 'n8n-workflow';
import { attempt } from '../../attempt';
import type { MarketplaceClient, Timing } from '../../marketplace/client';
import { isHeldBack, MarketplaceError } from '../../marketplace/errors';
import type { Order } from '../../marketplace/schemas/order';
import { OrderProblem } from '../../orders/problem';
import type { Gate } from './gate';
import type { Step, StepOutcome } from './step';
import { inWords, UncertainOutcome } from './uncertain';

/** How often a step is sent, the first time included, when it is certain that it was not done. */
const MOST_SENDS = 7;

/** How often a step is sent again after "too many calls" (429), which never did anything. */
const MOST_RATE_LIMITS = 8;

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 8_000;

/**
 * When to look whether a step that may have been done was done, in milliseconds after the failure.
 * The marketplace may still be at it, above all after a timeout, and may show changes some seconds
 * late: "not done" counts only when the last look says so too. A single quick look is enough before
 * sending something again that the marketplace refuses when it is done already.
 */
const QUICK_LOOK_MS = [1_000];
const PATIENT_LOOKS_MS = [1_000, 5_000, 15_000];
const LOOKS_AFTER_TIMEOUT_MS = [...PATIENT_LOOKS_MS, 45_000];

/** The system's codes for "no answer in time". */
const TIMEOUTS = new Set(['ETIMEDOUT', 'ECONNABORTED', 'ESOCKETTIMEDOUT']);

export interface StepTools {
	client: MarketplaceClient;
	timing: Timing;
	gate: Gate;
	/** The order as it stands now (OR11). */
	readAgain(): Promise<Order>;
	/** Whether the user has stopped the execution. */
	cancelled(): boolean;
}

/**
 * Carry out one step so that it is done once, whatever fails on the way.
 *
 * There is no idempotency key in this API: after a timeout, a reset or a 5xx nobody knows whether a
 * write was done. So the order is read again and asked. Done: that is a success. Not done: it is
 * sent again, within limits. Neither: stop and say so. A failure is only ever thrown after a patient
 * look has found the step not done, or when nothing was sent that could have done it.
 *
 * @param before the order as read before the step
 * @returns what the marketplace answered, or what the order shows of it if no answer arrived
 * @throws MarketplaceError when it was not done; UncertainOutcome when that cannot be told;
 * OrderProblem when it cannot be done any more
 */
export async function performStep(
	step: Step,
	before: Order,
	tools: StepTools,
): Promise<IDataObject | undefined> {
	const { client, timing, gate } = tools;
	let rateLimits = 0;
	// A send was followed by no patient look: it may have been done.
	let maybeDone: MarketplaceError | undefined;
	for (let sends = 1; ; sends++) {
		const failure = await sendOnce();
		if (!(failure instanceof MarketplaceError)) return failure?.answer;

		if (failure.maybeCarriedOut && failure.kind !== 'rejected') {
			if (tools.cancelled()) throw new UncertainOutcome(before.order_id, step, STOPPED);
			const final = sends >= MOST_SENDS;
			const looks = looksAfter(failure, step.repeatable || final);
			const done = await lookWhether(step, before, looks, tools, failure);
			if (done) return step.found?.(before, done);
			if (final) throw failure;
			maybeDone = looks === QUICK_LOOK_MS ? failure : undefined;
		} else {
			const wait = failure.retryAfterMs ?? FIRST_PAUSE_MS * 2 ** rateLimits;
			if (failure.kind === 'rateLimited' && rateLimits++ < MOST_RATE_LIMITS) {
				gate.close(wait);
				if ((await gate.pass()) === undefined) {
					sends -= 1;
					continue;
				}
			}
			const again = failure.kind === 'noAnswer' && !isHeldBack(failure) && sends < MOST_SENDS;
			if (!again) {
				// A no to a later try may mean that an earlier one was done after all.
				const done =
					maybeDone && (await lookWhether(step, before, PATIENT_LOOKS_MS, tools, maybeDone));
				if (done) return step.found?.(before, done);
				throw failure;
			}
		}
		const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (sends - 1));
		if (failure.retryAfterMs !== undefined) gate.close(failure.retryAfterMs);
		await timing.wait(pause);
	}

	/** The answer, or the marketplace's failure to give one. */
	async function sendOnce(): Promise<MarketplaceError | { answer?: IDataObject }> {
		const closedMs = await gate.pass();
		if (tools.cancelled()) {
			throw new OrderProblem(
				`Order ${before.order_id}: the execution was stopped before this was sent`,
				'Run the workflow again to go on. What was done is not done twice.',
				{ orderId: before.order_id },
			);
		}
		if (closedMs !== undefined) {
			return new MarketplaceError({
				kind: 'rateLimited',
				operation: step.operation,
				retryAfterMs: closedMs,
				maybeCarriedOut: false,
			});
		}
		const sent = await attempt(async () => await step.send(client));
		if (sent.ok) return sent.value ? { answer: sent.value } : {};
		if (sent.error instanceof MarketplaceError) return sent.error;
		throw sent.error;
	}
}

const STOPPED = 'The execution was stopped while Worten was working on it';

function looksAfter(failure: MarketplaceError, patient: boolean): readonly number[] {
	if (!patient) return QUICK_LOOK_MS;
	return failure.code !== undefined && TIMEOUTS.has(failure.code)
		? LOOKS_AFTER_TIMEOUT_MS
		: PATIENT_LOOKS_MS;
}

/** The order in which the step stands done, or `undefined` when it was not done. */
async function lookWhether(
	step: Step,
	before: Order,
	looks: readonly number[],
	{ timing, readAgain }: StepTools,
	failure: MarketplaceError,
): Promise<Order | undefined> {
	let waited = 0;
	const times = [...looks];
	for (const at of times) {
		await timing.wait(at - waited);
		waited = at;
		const after = await attempt(readAgain);
		if (!after.ok) {
			// Not to have seen it is no look: there is one more, later, as long as there is patience.
			const later = LOOKS_AFTER_TIMEOUT_MS.find((time) => time > at);
			if (at !== times.at(-1)) continue;
			if (later !== undefined) {
				times.push(later);
				continue;
			}
			throw new UncertainOutcome(
				before.order_id,
				step,
				`${inWords(failure)}, and the order could not be read afterwards (${inWords(after.error)})`,
			);
		}
		const outcome = await attempt(() => step.outcome(before, after.value));
		const said: StepOutcome = outcome.ok ? outcome.value : 'unclear';
		if (said === 'done') return after.value;
		if (said === 'otherwise') throw doneOtherwise(before.order_id);
		if (said === 'unclear') {
			throw new UncertainOutcome(
				before.order_id,
				step,
				`${inWords(failure)}, and the order changed meanwhile in a way that fits neither`,
			);
		}
	}
	return undefined;
}

function doneOtherwise(orderId: string): OrderProblem {
	return new OrderProblem(
		`Order ${orderId} was dealt with in another way while this ran`,
		'Somebody, or the marketplace for lack of time, decided otherwise. Read the order to see how it stands.',
		{ orderId },
	);
}

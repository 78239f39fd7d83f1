import { DateTime } from 'luxon';
import type { Delivery } from './delivery';
import { firstLook, type Resumption } from './looks/firstLook';
import { lookAtOpenOrders } from './looks/lookAtOpenOrders';
import { lookAtSweep } from './looks/lookAtSweep';
import { lookAtWindow } from './looks/lookAtWindow';
import type { Looked, LookInput } from './looks/look';
import { nextLook } from './nextLook';
import type { NotedOrder } from './reader';
import type { Look, Progress } from './state';
import { tidy } from './tidy';

export interface RunInput extends LookInput {
	/** `undefined`: the trigger has not run before, or begins anew. */
	readonly progress: Progress | undefined;
	/** When it begins anew after a renaming: where it ended. */
	readonly resumption?: Resumption;
}

export interface RunOutcome {
	/** What to hand to the workflow. */
	readonly deliveries: Delivery[];
	/** Where that leaves the trigger. `undefined` as long as the first look has had no answer. */
	readonly progress: Progress | undefined;
	/** Why the listing broke off, if it did. Everything taken in before counts all the same. */
	readonly failure: unknown;
	/** Orders taken in that changed after the cursor as it was before, or that the ledger knew otherwise. */
	readonly noted: NotedOrder[];
}

const looks: Record<Look, (input: LookInput, progress: Progress) => Promise<Looked>> = {
	window: lookAtWindow,
	sweep: lookAtSweep,
	watch: lookAtOpenOrders,
};

/**
 * One poll: one listing, read as far as time and `maxOrdersPerPoll` allow.
 *
 * Answers what to deliver and where that leaves the trigger, and changes the ledger given; the
 * caller makes all of it so together, or nothing. Failed calls are not thrown but in `failure`.
 */
export async function run(input: RunInput): Promise<RunOutcome> {
	const { progress: before, ledger, settings, now } = input;
	const look = before ? nextLook(before, settings, now()) : 'sweep';
	const { listing, progress } = before
		? await lookOn(input, before, look)
		: await firstLook(input, input.resumption);
	const { deliveries = [], noted = [] } = listing.reader ?? {};
	return {
		deliveries,
		progress: progress && tidy(progress, ledger, settings.sweepDays),
		failure: listing.failure,
		noted,
	};
}

/** The same, from where the trigger stands. */
async function lookOn(input: LookInput, before: Progress, look: Look): Promise<Looked> {
	const { listing, progress } = await looks[look](input, before);
	if (!listing.reader) {
		// A sweep or a watch that always fails must not keep windows from being read.
		return { listing, progress: look === 'window' ? before : { ...before, lastLook: look } };
	}
	return {
		listing,
		progress: {
			...progress,
			serverDate:
				listing.serverDate ??
				DateTime.max(before.serverDate, listing.reader.latestChange ?? before.serverDate),
			lastLook: look,
			windowsSinceWatch: windowsSinceWatch(before, look),
		},
	};
}

function windowsSinceWatch({ windowsSinceWatch: count }: Progress, look: Look): number {
	if (look === 'watch') return 0;
	return look === 'window' ? count + 1 : count;
}

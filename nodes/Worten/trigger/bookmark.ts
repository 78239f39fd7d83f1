import { DateTime } from 'luxon';
import { z } from 'zod';
import { accountSchema, type Account } from './account';
import { Ledger, type WrittenLedger } from './ledger';
import type { Resumption } from './looks/firstLook';
import type { NotedOrder } from './reader';
import type { Progress } from './state';

/*
 * What outlives a renaming. n8n keys a node's static data by its name, so a renamed node has none;
 * the workflow's own static data it does keep. There each trigger leaves a bookmark under its id:
 * how far it has read, and what it knows of the orders at that place. The whole ledger stays with the
 * node: kept twice it would be twice as large. Only while a backlog is being read, and no one place
 * tells what was told and what not, it is all in the bookmark too.
 */

export interface Bookmark extends Resumption {
	readonly account: Account;
	/**
	 * What is known of orders that changed after `settled`: what was noted from the window before last
	 * to the last, and from the last on. Or the whole ledger.
	 */
	readonly told: readonly WrittenLedger[];
	readonly whole: boolean;
}

const instant = z
	.string()
	.transform((text) => DateTime.fromISO(text, { zone: 'utc' }))
	.refine((date) => date.isValid, 'is not a date');

const byDay = z.record(z.string().regex(/^\d{4}-\d{2}-\d{2}$/), z.string());

const bookmark = z.object({
	account: accountSchema,
	cursor: instant,
	settled: instant,
	remindedUntil: instant.optional(),
	told: z.array(z.object({ orders: byDay, particulars: byDay })),
	whole: z.boolean(),
});

function keyOf(nodeId: string): string {
	return `wortenTrigger ${nodeId}`;
}

/** The bookmark of a node in the workflow's static data; `undefined` when there is none of ours. */
export function findBookmark(
	workflowData: Record<string, unknown>,
	nodeId: string,
): Bookmark | undefined {
	const parsed = bookmark.safeParse(workflowData[keyOf(nodeId)]);
	return parsed.success ? parsed.data : undefined;
}

/** The bookmark as it goes into the workflow's static data: one top-level key. */
export function writeBookmark(nodeId: string, made: Bookmark): Record<string, unknown> {
	return { [keyOf(nodeId)]: JSON.parse(JSON.stringify(made)) as unknown };
}

const NOTHING: WrittenLedger = { orders: {}, particulars: {} };

/** A window that ends this close to the marketplace's present has caught up with it. */
const NEAR_MINUTES = 2;

export interface AfterPoll {
	readonly account: Account;
	/** Where the trigger stood before the poll; `undefined` when it began. */
	readonly before: Progress | undefined;
	readonly progress: Progress;
	readonly ledger: Ledger;
	/** Orders the poll took in that changed after the cursor as it was before; of a window, all. */
	readonly noted: readonly NotedOrder[];
}

/** The bookmark after a poll. */
export function makeBookmark(
	earlier: Bookmark | undefined,
	{ account, before, progress, ledger, noted }: AfterPoll,
): Bookmark {
	const { cursor, settled, serverDate, window } = progress;
	const common = {
		account,
		cursor,
		remindedUntil: remindedUntil(progress) ?? earlier?.remindedUntil,
	};
	const day = serverDate.toUTC().toISODate() ?? '';
	const onTopOf = (written?: WrittenLedger) => {
		const told = new Ledger(...(written ? [written] : []));
		for (const { orderId, particulars } of noted) {
			const known = ledger.order(orderId);
			if (known) told.remember(orderId, known, particulars, day);
		}
		return told.write();
	};
	const [older, newer] = earlier && !earlier.whole ? earlier.told : [];

	const caughtUp = !window && cursor >= serverDate.minus({ minutes: NEAR_MINUTES });
	if (caughtUp && before && before.cursor < cursor && !before.window) {
		// One window from the cursor before to the present. All that changed in between was on it, or was
		// told after the window before and changed again since.
		const told = [newer ?? earlier?.told[0] ?? NOTHING, onTopOf()];
		return { ...common, settled: DateTime.max(settled, before.cursor), told, whole: false };
	}
	if (older && earlier?.cursor.equals(cursor) && !window) {
		// A sweep or the like: what it saw beyond the cursor comes on top.
		const told = [older, onTopOf(newer)];
		return { ...common, settled: DateTime.max(settled, earlier.settled), told, whole: false };
	}
	return { ...common, settled, told: [ledger.write()], whole: true };
}

/**
 * Up to when everything that fell due was told: up to now, or to the earliest that is still to be
 * told. Not known before all open orders have been looked at, or while they are.
 */
function remindedUntil({ dueFor, watch, dueAt, serverDate }: Progress): DateTime | undefined {
	if (dueFor === undefined || watch) return undefined;
	return dueAt ? DateTime.min(dueAt.minus(1), serverDate) : serverDate;
}

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
 * how far it has read, and what it has told lately. The ledger itself stays with the node: kept
 * twice it would be twice as large.
 *
 * On its return the trigger takes everything up to the cursor for told. What it has to know besides is
 * little: the orders it has told ahead of the cursor, and those it has told as new of late, since
 * these may change again before they are seen again. They are kept in spans, each from one move of
 * the cursor to the next, and compared with the cursor before last.
 */

export interface Bookmark extends Resumption {
	readonly account: Account;
	/** What is known of the orders told lately, span by span, the present one last. */
	readonly told: readonly WrittenLedger[];
}

const SPANS = 3;

const instant = z
	.string()
	.transform((text) => DateTime.fromISO(text, { zone: 'utc' }))
	.refine((date) => date.isValid, 'is not a date');

const byDay = z.record(z.string().regex(/^\d{4}-\d{2}-\d{2}$/), z.string());

const bookmark = z.object({
	account: accountSchema,
	cursor: instant,
	newSince: instant,
	remindedUntil: instant.optional(),
	told: z.array(z.object({ orders: byDay, particulars: byDay })),
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

export interface AfterPoll {
	readonly account: Account;
	/** Where the trigger stood before the poll; `undefined` when it began. */
	readonly before: Progress | undefined;
	readonly progress: Progress;
	readonly ledger: Ledger;
	/** Orders the poll took in that changed after the cursor as it was before, or were told. */
	readonly noted: readonly NotedOrder[];
}

/** The bookmark after a poll. */
export function makeBookmark(
	earlier: Bookmark | undefined,
	{ account, before, progress, ledger, noted }: AfterPoll,
): Bookmark {
	const { cursor, settled, serverDate } = progress;
	const moved = before !== undefined && before.cursor < cursor;
	const newSince = moved ? before.cursor : (earlier?.newSince ?? before?.cursor ?? settled);
	const spans = earlier?.told ?? [];
	const lately = new Ledger(...spans);
	const present = new Ledger(spans.at(-1) ?? NOTHING);
	const day = serverDate.toUTC().toISODate() ?? '';
	for (const { orderId, particulars, changedAt, createdAt } of noted) {
		const known = ledger.order(orderId);
		const needed =
			changedAt > cursor ||
			(createdAt !== undefined && createdAt > newSince) ||
			// What was kept of it is out of date.
			lately.order(orderId) !== undefined;
		if (known && needed) present.remember(orderId, known, particulars, day);
	}
	const told = [...spans.slice(0, -1), present.write(), ...(moved ? [NOTHING] : [])];
	return {
		account,
		cursor,
		newSince: DateTime.max(settled, newSince),
		remindedUntil: remindedUntil(progress) ?? earlier?.remindedUntil,
		told: told.slice(-SPANS),
	};
}

/**
 * Up to when everything that fell due was told: up to now, or to the earliest that is still to be
 * told. Not known before all open orders have been looked at, or while they are.
 */
function remindedUntil({ dueFor, watch, dueAt, serverDate }: Progress): DateTime | undefined {
	if (dueFor === undefined || watch) return undefined;
	return dueAt ? DateTime.min(dueAt.minus(1), serverDate) : serverDate;
}

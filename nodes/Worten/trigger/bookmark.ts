import { DateTime } from 'luxon';
import { z } from 'zod';
import { accountSchema, type Account } from './account';
import { Ledger, type WrittenLedger } from './ledger';
import type { Resumption } from './looks/firstLook';
import type { LateOrder } from './reader';
import type { Progress } from './state';

/*
 * What outlives a renaming. n8n keys a node's static data by its name, so a renamed node has none;
 * the workflow's own static data it does keep. There each trigger leaves a bookmark under its id:
 * how far it has read, and what it has told beyond that. The ledger itself stays with the node:
 * kept twice it would be twice as large.
 */

export interface Bookmark extends Resumption {
	readonly account: Account;
	/** What was told of changes after the cursor: mostly of the last minute. */
	readonly told: WrittenLedger;
}

const instant = z
	.string()
	.transform((text) => DateTime.fromISO(text, { zone: 'utc' }))
	.refine((date) => date.isValid, 'is not a date');

const byDay = z.record(z.string().regex(/^\d{4}-\d{2}-\d{2}$/), z.string());

const bookmark = z.object({
	account: accountSchema,
	cursor: instant,
	remindedUntil: instant.optional(),
	told: z.object({ orders: byDay, particulars: byDay }),
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

/** A window that ends this close to the marketplace's present leaves nothing earlier beyond the cursor. */
const NEAR_MINUTES = 2;

/**
 * The bookmark after a poll.
 * @param late orders taken in by this poll that changed after the cursor
 */
export function makeBookmark(
	before: Bookmark | undefined,
	account: Account,
	progress: Progress,
	ledger: Ledger,
	late: readonly LateOrder[],
): Bookmark {
	const { cursor, serverDate } = progress;
	// Where the cursor has come up to the present, everything told beyond it was told just now. In a
	// backlog it has not: then what was there before stays.
	const caughtUp = cursor >= serverDate.minus({ minutes: NEAR_MINUTES });
	const told = new Ledger(caughtUp ? undefined : before?.told);
	const day = serverDate.toUTC().toISODate() ?? '';
	for (const { orderId, particulars } of late) {
		const known = ledger.order(orderId);
		if (known) told.remember(orderId, known, particulars, day);
	}
	return {
		account,
		cursor,
		remindedUntil: remindedUntil(progress) ?? before?.remindedUntil,
		told: told.write(),
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

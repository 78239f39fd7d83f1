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
 * little: what no date of an order tells, the orders it has told ahead of the cursor, and those it has
 * told as new of late, since these may change again before they are seen again. The latter two are
 * kept in spans, each from one move of the cursor to the next, until the cursor has passed them.
 */

/** What is known of orders told between two moves of the cursor. */
interface Span extends WrittenLedger {
	/** The latest change among them. */
	readonly until?: DateTime;
}

export interface Bookmark extends Resumption {
	readonly account: Account;
	/** Of the memory it was written with. */
	readonly life: number;
	/** What is known of the orders told lately, span by span, the present one last. */
	readonly told: readonly Span[];
	/** When the trigger last listed, by the clock of the machine that did. */
	readonly listedAt: DateTime;
	/** What no date of an order tells: see `Ledger.writeUndated`. */
	readonly undated: WrittenLedger;
}

const SPANS = 3;

const instant = z
	.string()
	.transform((text) => DateTime.fromISO(text, { zone: 'utc' }))
	.refine((date) => date.isValid, 'is not a date');

const byDay = z.record(z.string().regex(/^\d{4}-\d{2}-\d{2}$/), z.string());

const bookmark = z.object({
	account: accountSchema,
	life: z.number().int().nonnegative(),
	cursor: instant,
	newSince: instant,
	told: z.array(z.object({ orders: byDay, particulars: byDay, until: instant.optional() })),
	listedAt: instant,
	undated: z.object({ orders: byDay, particulars: byDay }),
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

const NOTHING: Span = { orders: {}, particulars: {} };

export interface AfterPoll {
	readonly account: Account;
	readonly life: number;
	/** Where the trigger stood before the poll; `undefined` when it began. */
	readonly before: Progress | undefined;
	readonly progress: Progress;
	readonly listedAt: DateTime;
	readonly ledger: Ledger;
	/** Orders the poll took in that changed after the cursor as it was before, or were told. */
	readonly noted: readonly NotedOrder[];
}

/** The bookmark after a poll. */
export function makeBookmark(
	earlier: Bookmark | undefined,
	{ account, life, before, progress, listedAt, ledger, noted }: AfterPoll,
): Bookmark {
	const { cursor, settled, serverDate } = progress;
	const moved = before !== undefined && before.cursor < cursor;
	const newSince = moved ? before.cursor : (earlier?.newSince ?? before?.cursor ?? settled);
	const spans = earlier?.told ?? [];
	const lately = new Ledger(...spans);
	const present = new Ledger(spans.at(-1) ?? NOTHING);
	let until = spans.at(-1)?.until;
	const day = serverDate.toUTC().toISODate() ?? '';
	for (const { orderId, changedAt, createdAt } of noted) {
		const known = ledger.order(orderId);
		const needed =
			changedAt > cursor ||
			(createdAt !== undefined && createdAt > newSince) ||
			// What was kept of it is out of date.
			lately.order(orderId) !== undefined;
		if (!known || !needed) continue;
		present.remember(orderId, known, [], day);
		until = until ? DateTime.max(until, changedAt) : changedAt;
	}
	const told = [...spans.slice(0, -1), { ...present.write(), until }, ...(moved ? [NOTHING] : [])];
	return {
		account,
		life,
		cursor,
		newSince: DateTime.max(progress.newSince ?? settled, newSince),
		told: passed(told, cursor),
		listedAt,
		undated: ledger.writeUndated(),
	};
}

/** Without the oldest spans, unless they hold orders the cursor has not passed. */
function passed(spans: readonly Span[], cursor: DateTime): readonly Span[] {
	if (spans.length <= SPANS) return spans;
	const [oldest, next, ...rest] = spans;
	const { until } = oldest;
	if (!until || until <= cursor) return passed([next, ...rest], cursor);
	const latest = next.until ? DateTime.max(until, next.until) : until;
	return passed([{ ...new Ledger(oldest, next).write(), until: latest }, ...rest], cursor);
}

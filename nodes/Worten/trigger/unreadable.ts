import type { DateTime } from 'luxon';
import type { UnreadableOrder } from '../marketplace/schemas/order';
import { instant } from '../orders/instant';
import { statusOfState, type Status } from '../orders/status';
import { digest28, digestText } from './digest';
import type { OrderEvent } from './events';
import type { Known } from './ledgerText';

/** Under which name the ledger keeps an order that could not be read. */
export function unreadableId({ orderId, raw }: UnreadableOrder): string {
	return orderId ?? `unreadable ${digestText(raw)}`;
}

/** An order that could not be read, and what is known of it. */
export interface UnreadableSighting {
	readonly received: UnreadableOrder;
	readonly known: Known | undefined;
	readonly settled: DateTime;
	readonly newSince?: DateTime;
	readonly quiet: boolean;
}

/**
 * What to tell of an order that could not be read. It is told once for each form it comes in, as
 * `orderChanged` and past every filter: what it is cannot be known, and somebody has to look.
 *
 * Its status is recorded as what it was before: what would have been told of the change is told as
 * soon as the order can be read. Of one the ledger does not know its dates decide, where at least
 * these can be made out, as they do of others.
 */
export function judgeUnreadable({
	received,
	known,
	settled,
	newSince,
	quiet,
}: UnreadableSighting): {
	event: OrderEvent | undefined;
	known: Known;
	changed: boolean;
} {
	const print = digest28(received.raw);
	const changed = known?.print !== print;
	const [updated, created] = datesOf(received.raw);
	const isNew = created ? created > (newSince ?? settled) : !quiet;
	const since = updated ?? created;
	const old = since ? since <= settled && !(created && created > settled) : quiet;
	return {
		event:
			changed && (known !== undefined || !old)
				? {
						id: `${unreadableId(received)}:orderChanged:${digestText(received.raw)}`,
						type: 'orderChanged',
						previousStatus: known?.status ?? null,
					}
				: undefined,
		known: {
			// Still to be announced once it can be read, if it was never seen before.
			...(known ?? { unannounced: isNew && !old, toldDueSoon: false, toldStuck: false }),
			print,
			status: known?.status ?? 'unknown',
			ready: known?.ready ?? false,
		},
		changed,
	};
}

/** Its status, where at least the state can be made out. */
export function statusOf(raw: unknown): Status {
	const state = fieldOf(raw, 'order_state');
	return typeof state === 'string' ? statusOfState(state) : 'unknown';
}

/** When it changed and when it was created, where that can be made out. */
export function datesOf(
	raw: unknown,
): [changed: DateTime | undefined, created: DateTime | undefined] {
	return [dateOf(raw, 'last_updated_date'), dateOf(raw, 'created_date')];
}

function dateOf(raw: unknown, field: string): DateTime | undefined {
	const text = fieldOf(raw, field);
	return typeof text === 'string' ? instant(text) : undefined;
}

function fieldOf(raw: unknown, field: string): unknown {
	return typeof raw === 'object' && raw !== null
		? (raw as Record<string, unknown>)[field]
		: undefined;
}

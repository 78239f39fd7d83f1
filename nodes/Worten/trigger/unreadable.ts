import type { UnreadableOrder } from '../marketplace/schemas/order';
import { statusOfState, type Status } from '../orders/status';
import { digest28, digestText } from './digest';
import type { OrderEvent } from './events';
import type { Known } from './ledgerText';

/** Under which name the ledger keeps an order that could not be read. */
export function unreadableId({ orderId, raw }: UnreadableOrder): string {
	return orderId ?? `unreadable ${digestText(raw)}`;
}

/**
 * What to tell of an order that could not be read. It is told once for each form it comes in, as
 * `orderChanged` and past every filter: what it is cannot be known, and somebody has to look.
 */
export function judgeUnreadable(
	received: UnreadableOrder,
	known: Known | undefined,
	quiet: boolean,
): { event: OrderEvent | undefined; known: Known; changed: boolean } {
	const print = digest28(received.raw);
	const changed = known?.print !== print;
	const news = changed && !quiet;
	return {
		event: news
			? {
					id: `${unreadableId(received)}:orderChanged:${digestText(received.raw)}`,
					type: 'orderChanged',
					previousStatus: known?.status ?? null,
				}
			: undefined,
		known: {
			// Still to be announced once it can be read, if it was never seen before.
			...(known ?? { unannounced: !quiet, toldDueSoon: false, toldStuck: false }),
			print,
			status: statusOf(received.raw),
			ready: known?.ready ?? false,
		},
		changed,
	};
}

/** Its status, where at least the state can be made out. */
export function statusOf(raw: unknown): Status {
	const state = typeof raw === 'object' && raw !== null && 'order_state' in raw && raw.order_state;
	return typeof state === 'string' ? statusOfState(state) : 'unknown';
}

import type { DateTime } from 'luxon';
import type { Order } from '../marketplace/schemas/order';
import { instant } from '../orders/instant';
import { orderStatus, type Status } from '../orders/status';
import { dueSoonAt, nextDueAt, stuckAt } from './due';
import { EVENT_TYPES, type EventType } from './eventType';
import { fingerprint, fingerprintText } from './fingerprint';
import { sameKnown, type Known } from './ledgerText';
import type { Particular } from './ledger';
import { incidentsOf, OPEN_INCIDENT, refundsOf } from './particulars';
import { concerns, type Rules } from './rules';
import { statusSince } from './since';

/** Something that happened to an order, as the workflow sees it beside the order. */
export interface OrderEvent {
	/** The same for the same event however often it is computed. */
	readonly id: string;
	readonly type: EventType;
	/** The status the order had when it was last seen; null when that is not known. */
	readonly previousStatus: Status | null;
	/** `refundChanged` and `incidentOpened`: the line it is about. */
	readonly lineId?: string;
	/** `refundChanged`: which refund, and what became of it. */
	readonly refundId?: string;
	readonly refundState?: string | null;
}

/** An order as it was just read, and what is known of it. */
export interface Sighting {
	readonly order: Order;
	/** From the ledger; `undefined` for an order it does not know. */
	readonly known: Known | undefined;
	/** Whether the ledger has one of the order's particulars with this value. */
	readonly holds: (name: string, value: string) => boolean;
	/** All that happened up to here counts as told, whether the ledger knows of it or not. */
	readonly settled: DateTime;
	/** Of those, an order created after this was never seen: it is new. `settled` unless given. */
	readonly newSince?: DateTime;
	/** The marketplace's present. */
	readonly now: DateTime;
	/** The first look at what was there before: what time alone brings about is left to a later one. */
	readonly quiet?: boolean;
	readonly rules: Rules;
}

export interface Judgement {
	/** In the order of `EVENT_TYPES`. */
	readonly events: OrderEvent[];
	/** What the ledger should know from now on. */
	readonly known: Known;
	readonly particulars: Particular[];
	/** Whether that differs from what it knew. */
	readonly changed: boolean;
	/** When time alone will next bring about an event of this order. */
	readonly dueAt: DateTime | undefined;
}

/**
 * What happened to an order since it was last seen, and what of it to tell.
 *
 * An order the ledger does not know is, by its dates:
 * - created after `settled`: new, whatever its last change says;
 * - last changed before `settled`: what it was at the first run, or seen and forgotten since.
 *   Recorded without a word;
 * - changed after, created after `newSince`: new as well;
 * - changed after, created before: it changed, and what it was before is told from its own dates
 *   where they say so.
 *
 * A new order is told as `newOrder`, and not again as `orderChanged` or `statusChanged` at the same
 * time. Where `newOrder` is not among the chosen events, those two tell it, so that whoever waits for a
 * status hears of an order that was in it from the start.
 *
 * Whatever the filters keep back is recorded all the same: what an order was before stays right.
 */
export function judge(sighting: Sighting): Judgement {
	const { order, known, settled, now, rules } = sighting;
	const status = orderStatus(order);
	const print = fingerprint(order);
	const ready = status === 'waiting_shipment' && Boolean(order.customer?.shipping_address);
	const inScope = concerns(order, rules);
	const wanted = inScope && (rules.statuses.size === 0 || rules.statuses.has(status));
	const tells = (type: EventType) => wanted && rules.events.has(type);

	const before = beforehand(sighting, status, ready);
	let particularsChanged = false;
	const found = new Map<EventType, OrderEvent[]>();
	const tell = (type: EventType, mark: string[] = [], about: Partial<OrderEvent> = {}) => {
		const id = [order.order_id, type, ...mark].join(':');
		const event = { id, type, previousStatus: before.status, ...about };
		found.set(type, [...(found.get(type) ?? []), event]);
	};

	const announced = (before.isNew || known?.unannounced === true) && tells('newOrder');
	if (announced) tell('newOrder');
	if (!before.silent && known?.print !== print && !announced) {
		tell('orderChanged', [fingerprintText(order)]);
	}
	if (!before.silent && before.status !== status) {
		if (!announced) tell('statusChanged', statusMark(order, status));
		if (status === 'waiting_acceptance') tell('waitingAcceptance');
		if (status === 'refused' && !instant(order.acceptance_decision_date)) {
			tell('refusedAutomatically');
		}
	}
	if (!before.silent && ready && !before.ready) tell('readyToShip');

	const incidents = incidentsOf(order);
	for (const { name, value, lineId, since } of incidents) {
		const wasOpen = sighting.holds(name, OPEN_INCIDENT);
		const open = value !== undefined;
		if (open === wasOpen) continue;
		particularsChanged = true;
		if (!open || before.silent) continue;
		const opened = instant(since);
		if (!known && opened !== undefined && opened <= settled) continue;
		tell('incidentOpened', [lineId ?? '', since], lineId ? { lineId } : {});
	}
	const refunds = refundsOf(order);
	for (const { name, value, formerly, lineId, refundId, state, changedAt } of refunds) {
		if (sighting.holds(name, value)) continue;
		particularsChanged = true;
		if (before.silent) continue;
		// Of an order the ledger does not know: by date, unless it knows the refund by an earlier step.
		const moved = formerly.some((former) => sighting.holds(name, former));
		if (!known && !moved && changedAt !== undefined && changedAt <= settled) continue;
		tell('refundChanged', [refundId, value], { lineId, refundId, refundState: state });
	}

	const { toldDueSoon = false, toldStuck = false } = known ?? {};
	if (!sighting.quiet) {
		if (!toldDueSoon && hasCome(dueSoonAt(order, rules), now)) tell('shipmentDueSoon');
		if (!toldStuck && hasCome(stuckAt(order, rules), now)) tell('stuckInDebit');
	}

	const told = (type: EventType) => found.has(type) && tells(type);
	const next: Known = {
		print,
		status,
		// An address that is away for a moment does not make it ready anew.
		ready: ready || (known?.ready === true && status === 'waiting_shipment'),
		unannounced:
			(before.isNew || known?.unannounced === true) &&
			inScope &&
			rules.events.has('newOrder') &&
			!announced,
		toldDueSoon: toldDueSoon || told('shipmentDueSoon'),
		toldStuck: toldStuck || told('stuckInDebit'),
	};
	return {
		events: EVENT_TYPES.flatMap((type) => (tells(type) ? (found.get(type) ?? []) : [])),
		known: next,
		particulars: [...incidents, ...refunds],
		changed: !known || particularsChanged || !sameKnown(known, next),
		dueAt: wanted ? nextDueAt(order, next, rules) : undefined,
	};
}

interface Beforehand {
	/** Nothing happened that is news. */
	silent: boolean;
	/** Seen for the first time, and not there before the trigger began. */
	isNew: boolean;
	status: Status | null;
	ready: boolean;
}

function beforehand(
	{ order, known, settled, newSince = settled }: Sighting,
	status: Status,
	ready: boolean,
): Beforehand {
	if (known) {
		return { silent: false, isNew: false, status: known.status, ready: known.ready };
	}
	const unseen = { silent: false, isNew: true, status: null, ready: false };
	const created = instant(order.created_date);
	if (created !== undefined && created > settled) return unseen;
	const updated = instant(order.last_updated_date);
	if (updated !== undefined && updated <= settled) {
		return { silent: true, isNew: false, status, ready };
	}
	if (created !== undefined && created > newSince) return unseen;
	const since = statusSince(order);
	return since !== undefined && since <= settled
		? { silent: false, isNew: false, status, ready }
		: { silent: false, isNew: false, status: null, ready: false };
}

/** Statuses an order can be in again name, besides, which time it is. */
function statusMark(order: Order, status: Status): string[] {
	if (status === 'unknown') return [status, order.order_state];
	if (status === 'refunding' || status === 'refunded') {
		return [status, String(refundsOf(order).length)];
	}
	return [status];
}

function hasCome(at: DateTime | undefined, now: DateTime): boolean {
	return at !== undefined && at <= now;
}

import { DateTime } from 'luxon';
import type { Order } from '../../nodes/Worten/marketplace/schemas/order';
import { EVENT_TYPES, type EventType } from '../../nodes/Worten/trigger/eventType';
import { judge, type OrderEvent } from '../../nodes/Worten/trigger/events';
import { Ledger } from '../../nodes/Worten/trigger/ledger';
import type { Rules } from '../../nodes/Worten/trigger/rules';
import { aLine, anOrder, aRefund, type RawOrder } from '../orders/build';
import { rules } from './rig';

const at = (text: string) => DateTime.fromISO(text, { zone: 'utc' });
const BEGAN = at('2026-02-28T00:00:00Z');

/** A trigger that sees one order after another, each at its own time. */
class Seer {
	readonly ledger = new Ledger();

	constructor(
		private readonly wanted: Partial<Rules> = {},
		readonly settled = BEGAN,
	) {}

	see(order: Order, now = '2026-03-04T12:00:00Z', over: Partial<Rules> = {}): OrderEvent[] {
		const { events, known, particulars } = judge({
			order,
			known: this.ledger.order(order.order_id),
			holds: (name, value) => this.ledger.holds(order.order_id, name, value),
			settled: this.settled,
			now: at(now),
			rules: rules({ ...this.wanted, ...over }),
		});
		this.ledger.remember(order.order_id, known, particulars, '2026-03-04');
		return events;
	}

	types(order: Order, now?: string, over?: Partial<Rules>): EventType[] {
		return this.see(order, now, over).map(({ type }) => type);
	}
}

/** An order at a state, with what belongs to it. */
function orderAt(state: string, over: Partial<RawOrder> = {}): Order {
	const early = ['STAGING', 'WAITING_ACCEPTANCE', 'REFUSED'].includes(state);
	const unpaid = early || state.startsWith('WAITING_DEBIT');
	return anOrder({
		order_state: state,
		...(early ? { acceptance_decision_date: null } : {}),
		...(unpaid
			? {
					customer_debited_date: null,
					shipping_deadline: null,
					customer: { customer_id: 'C-77', shipping_address: null, billing_address: null },
				}
			: {}),
		...over,
	});
}

const only = (...events: EventType[]) => ({ events: new Set(events) });

describe('events of an order', () => {
	it('tells a new order once, with no status before', () => {
		const seer = new Seer(only('newOrder', 'statusChanged', 'orderChanged'));
		expect(seer.see(orderAt('WAITING_ACCEPTANCE'))).toEqual([
			{ id: '30638830-A:newOrder', type: 'newOrder', previousStatus: null },
		]);
		expect(seer.see(orderAt('WAITING_ACCEPTANCE'))).toEqual([]);
	});

	it('tells a change of status with the one before, and nothing when only the state changed', () => {
		const seer = new Seer(only('statusChanged'));
		seer.see(orderAt('WAITING_ACCEPTANCE'));
		expect(seer.see(orderAt('WAITING_DEBIT'))).toEqual([
			{
				id: '30638830-A:statusChanged:accepted',
				type: 'statusChanged',
				previousStatus: 'waiting_acceptance',
			},
		]);
		expect(seer.see(orderAt('WAITING_DEBIT_PAYMENT'))).toEqual([]);
		expect(seer.see(orderAt('SHIPPING'))[0].previousStatus).toBe('accepted');
	});

	it('tells every change once as orderChanged, two of one second included', () => {
		const seer = new Seer(only('newOrder', 'orderChanged'));
		const second = { last_updated_date: '2026-03-04T12:00:00Z' };
		seer.see(orderAt('SHIPPING', second));
		expect(seer.types(orderAt('SHIPPED', second))).toEqual(['orderChanged']);
		expect(seer.types(orderAt('SHIPPED', { ...second, has_customer_message: true }))).toEqual([
			'orderChanged',
		]);
		expect(seer.types(orderAt('SHIPPED', { ...second, has_customer_message: true }))).toEqual([]);
		expect(seer.types(orderAt('SHIPPED', { ...second, has_customer_message: false }))).toEqual([
			'orderChanged',
		]);
	});

	it('does not take a change of the tax mode for a change of the order', () => {
		const seer = new Seer(only('newOrder', 'orderChanged'));
		seer.see(orderAt('SHIPPED'));
		const excluded = orderAt('SHIPPED', {
			order_tax_mode: 'TAX_EXCLUDED',
			total_price: 81.3,
			order_lines: [aLine({ price: 81.3 })],
		});
		expect(seer.see(excluded)).toEqual([]);
	});

	it('tells a first sight as change where newOrder is not asked for', () => {
		expect(new Seer(only('statusChanged')).see(orderAt('SHIPPING'))).toEqual([
			{
				id: '30638830-A:statusChanged:waiting_shipment',
				type: 'statusChanged',
				previousStatus: null,
			},
		]);
		expect(new Seer(only('orderChanged')).types(orderAt('SHIPPING'))).toEqual(['orderChanged']);
		expect(new Seer(only('newOrder', 'statusChanged')).types(orderAt('SHIPPING'))).toEqual([
			'newOrder',
		]);
	});

	it('tells waitingAcceptance, readyToShip and refusedAutomatically when they come about', () => {
		const seer = new Seer(only('waitingAcceptance', 'readyToShip', 'refusedAutomatically'));
		expect(seer.types(orderAt('STAGING'))).toEqual([]);
		expect(seer.types(orderAt('WAITING_ACCEPTANCE'))).toEqual(['waitingAcceptance']);
		expect(seer.types(orderAt('WAITING_ACCEPTANCE', { has_customer_message: true }))).toEqual([]);
		expect(new Seer(only('refusedAutomatically')).types(orderAt('REFUSED'))).toEqual([
			'refusedAutomatically',
		]);
		const byHand = orderAt('REFUSED', { acceptance_decision_date: '2026-03-01T11:00:00Z' });
		expect(new Seer(only('refusedAutomatically')).types(byHand)).toEqual([]);
	});

	it('tells readyToShip only once the address is there', () => {
		const seer = new Seer(only('readyToShip'));
		const without = orderAt('SHIPPING', {
			customer: { customer_id: 'C-77', shipping_address: null, billing_address: null },
		});
		expect(seer.types(without)).toEqual([]);
		expect(seer.types(orderAt('SHIPPING'))).toEqual(['readyToShip']);
		expect(seer.types(orderAt('SHIPPING', { has_invoice: true }))).toEqual([]);
		// The address away for a moment: it is the same event, and was told.
		expect(seer.types(without)).toEqual([]);
		expect(seer.types(orderAt('SHIPPING'))).toEqual([]);
	});

	it('tells each refund and each of its steps', () => {
		const seer = new Seer(only('newOrder', 'refundChanged'));
		const withRefunds = (...refunds: Array<ReturnType<typeof aRefund>>) =>
			orderAt('RECEIVED', { order_lines: [aLine({ order_line_state: 'RECEIVED', refunds })] });
		seer.see(withRefunds());
		const asked = aRefund({ id: '1', refund_state: 'WAITING_REFUND' });
		const paid = aRefund({ id: '1', refund_state: 'REFUNDED' });
		const second = aRefund({ id: '2', refund_state: undefined, state: 'WAITING_REFUND_PAYMENT' });
		expect(seer.see(withRefunds(asked))).toEqual([
			{
				id: '30638830-A:refundChanged:1:WAITING_REFUND',
				type: 'refundChanged',
				previousStatus: 'closed',
				lineId: '30638830-A-1',
				refundId: '1',
				refundState: 'WAITING_REFUND',
			},
		]);
		expect(seer.see(withRefunds(asked))).toEqual([]);
		expect(seer.see(withRefunds(paid, second)).map(({ id }) => id)).toEqual([
			'30638830-A:refundChanged:1:REFUNDED',
			'30638830-A:refundChanged:2:WAITING_REFUND_PAYMENT',
		]);
		expect(seer.see(withRefunds(paid, second))).toEqual([]);
	});

	it('tells a refund state nobody has heard of', () => {
		const seer = new Seer(only('newOrder', 'refundChanged'));
		const withState = (state: string) =>
			orderAt('RECEIVED', {
				order_lines: [aLine({ refunds: [aRefund({ id: '1', refund_state: state })] })],
			});
		expect(seer.types(withState('ON_THE_MOON'))).toEqual(['newOrder', 'refundChanged']);
		expect(seer.types(withState('ON_MARS'))).toEqual(['refundChanged']);
		expect(seer.types(withState('ON_MARS'))).toEqual([]);
	});

	it('tells an incident when it opens, and when the next one does', () => {
		const seer = new Seer(only('newOrder', 'incidentOpened'));
		const line = (state: string, updated: string) =>
			aLine({ order_line_state: state, ...{ last_updated_date: updated } });
		const withLine = (state: string, updated: string) =>
			orderAt('SHIPPED', {
				has_incident: state === 'INCIDENT_OPEN',
				order_lines: [line(state, updated)],
			});
		seer.see(withLine('SHIPPED', '2026-03-04T10:00:00Z'));
		const first = seer.see(withLine('INCIDENT_OPEN', '2026-03-04T11:00:00Z'));
		expect(first).toMatchObject([{ type: 'incidentOpened', lineId: '30638830-A-1' }]);
		expect(seer.see(withLine('INCIDENT_OPEN', '2026-03-04T11:00:00Z'))).toEqual([]);
		expect(seer.see(withLine('INCIDENT_CLOSED', '2026-03-04T12:00:00Z'))).toEqual([]);
		const next = seer.see(withLine('INCIDENT_OPEN', '2026-03-04T13:00:00Z'));
		expect(next).toHaveLength(1);
		expect(next[0].id).not.toBe(first[0].id);
	});

	it('tells no incident that opened before the trigger began', () => {
		const seer = new Seer(only('incidentOpened'), at('2026-03-05T00:00:00Z'));
		const before = { last_updated_date: '2026-03-03T10:00:00Z' };
		const order = orderAt('SHIPPED', {
			last_updated_date: '2026-03-06T10:00:00Z',
			has_incident: true,
			order_lines: [{ ...aLine({ order_line_state: 'INCIDENT_OPEN' }), ...before }],
		});
		expect(seer.types(order)).toEqual([]);
		expect(seer.types(order)).toEqual([]);
	});

	it('tells an incident that no line shows', () => {
		const seer = new Seer(only('newOrder', 'incidentOpened'));
		seer.see(orderAt('SHIPPED'));
		expect(seer.types(orderAt('SHIPPED', { has_incident: true }))).toEqual(['incidentOpened']);
		expect(seer.types(orderAt('SHIPPED', { has_incident: true }))).toEqual([]);
	});

	it('tells shipmentDueSoon and stuckInDebit once, without the order changing', () => {
		const seer = new Seer(only('newOrder', 'shipmentDueSoon', 'stuckInDebit'));
		const stuck = orderAt('WAITING_DEBIT', { acceptance_decision_date: '2026-03-01T11:00:00Z' });
		expect(seer.types(stuck, '2026-03-02T10:59:00Z')).toEqual(['newOrder']);
		expect(seer.types(stuck, '2026-03-02T11:00:00Z')).toEqual(['stuckInDebit']);
		expect(seer.types(stuck, '2026-03-09T11:00:00Z')).toEqual([]);
		const paid = orderAt('SHIPPING', { shipping_deadline: '2026-03-06T23:59:59.999Z' });
		expect(seer.types(paid, '2026-03-05T23:59:00Z')).toEqual([]);
		expect(seer.types(paid, '2026-03-06T00:00:00Z')).toEqual(['shipmentDueSoon']);
		expect(seer.types(paid, '2026-03-08T00:00:00Z')).toEqual([]);
	});

	it('is not stuck any more once it is paid, nor due once it is shipped', () => {
		const seer = new Seer(only('shipmentDueSoon', 'stuckInDebit'));
		expect(seer.types(orderAt('SHIPPED'), '2026-04-01T00:00:00Z')).toEqual([]);
		expect(seer.types(orderAt('CANCELED'), '2026-04-01T00:00:00Z')).toEqual([]);
	});

	it('comes in a fixed order, each with an id of its own', () => {
		const order = orderAt('SHIPPING', { shipping_deadline: '2026-03-04T13:00:00Z' });
		const events = new Seer().see(order);
		const types = events.map(({ type }) => type);
		expect(types).toEqual(['newOrder', 'readyToShip', 'shipmentDueSoon']);
		expect(types).toEqual(EVENT_TYPES.filter((type) => types.includes(type)));
		expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
	});

	it('has the same ids however often and wherever it is computed', () => {
		const orders = [orderAt('WAITING_ACCEPTANCE'), orderAt('SHIPPING'), orderAt('SHIPPED')];
		const ids = () => {
			const seer = new Seer();
			return orders.flatMap((order) => seer.see(order).map(({ id }) => id));
		};
		expect(ids()).toEqual(ids());
		expect(new Set(ids()).size).toBe(ids().length);
	});
});

describe('filters', () => {
	it('hold back orders at other statuses, and previousStatus stays right', () => {
		const seer = new Seer({
			...only('newOrder', 'statusChanged'),
			statuses: new Set(['waiting_shipment', 'closed'] as const),
		});
		expect(seer.see(orderAt('WAITING_ACCEPTANCE'))).toEqual([]);
		expect(seer.see(orderAt('WAITING_DEBIT'))).toEqual([]);
		expect(seer.see(orderAt('SHIPPING'))).toMatchObject([
			{ type: 'newOrder', previousStatus: 'accepted' },
		]);
		expect(seer.see(orderAt('SHIPPED'))).toEqual([]);
		expect(seer.see(orderAt('RECEIVED'))).toMatchObject([
			{ type: 'statusChanged', previousStatus: 'shipped' },
		]);
	});

	it('hold back other channels and centers, and orders without any', () => {
		const channels = new Set(['WRT_ES_ONLINE']);
		expect(new Seer({ channels }).see(orderAt('SHIPPED'))).toEqual([]);
		const spanish = orderAt('SHIPPED', { channel: { code: 'WRT_ES_ONLINE' } });
		expect(new Seer({ channels }).see(spanish)).toHaveLength(1);
		expect(new Seer({ channels }).see(orderAt('SHIPPED', { channel: null }))).toEqual([]);
		const fulfillmentCenters = new Set(['WORTEN_AZAMBUJA']);
		expect(new Seer({ fulfillmentCenters }).see(orderAt('SHIPPED'))).toEqual([]);
	});

	it('taken back bring no old orders, only what happens from then on', () => {
		const seer = new Seer(only('newOrder', 'statusChanged'));
		const none = { channels: new Set(['WRT_ES_ONLINE']) };
		expect(seer.see(orderAt('WAITING_ACCEPTANCE'), undefined, none)).toEqual([]);
		expect(seer.see(orderAt('WAITING_ACCEPTANCE'))).toEqual([]);
		expect(seer.see(orderAt('WAITING_DEBIT'))).toMatchObject([
			{ type: 'statusChanged', previousStatus: 'waiting_acceptance' },
		]);
	});

	it('of events, added later, tell what happens from then on', () => {
		const seer = new Seer();
		seer.see(orderAt('WAITING_ACCEPTANCE'), undefined, only('refundChanged'));
		expect(seer.see(orderAt('WAITING_ACCEPTANCE'), undefined, only('newOrder'))).toEqual([]);
		expect(seer.types(orderAt('WAITING_DEBIT'), undefined, only('statusChanged'))).toEqual([
			'statusChanged',
		]);
	});
});

describe('orders the ledger does not know', () => {
	const before = at('2026-03-05T00:00:00Z');
	const old = { created_date: '2026-03-01T09:00:00Z' };

	it('are recorded without a word when they changed before the trigger began', () => {
		const seer = new Seer({}, before);
		const order = orderAt('SHIPPED', { ...old, last_updated_date: '2026-03-04T12:00:00Z' });
		expect(seer.see(order)).toEqual([]);
		expect(seer.see(orderAt('RECEIVED', old))).toMatchObject([
			{ type: 'orderChanged', previousStatus: 'shipped' },
			{ type: 'statusChanged', previousStatus: 'shipped' },
		]);
	});

	it('are changed, not new, when they were created before', () => {
		const seer = new Seer({}, before);
		const received = aLine({ order_line_state: 'RECEIVED', received_date: '2026-03-06T10:00:00Z' });
		const order = orderAt('RECEIVED', {
			...old,
			last_updated_date: '2026-03-06T10:00:00Z',
			order_lines: [received],
		});
		expect(seer.see(order)).toMatchObject([
			{ type: 'orderChanged', previousStatus: null },
			{ type: 'statusChanged', previousStatus: null },
		]);
	});

	it('have not changed their status when their own dates say so', () => {
		const seer = new Seer({}, before);
		const shipped = aLine({ shipped_date: '2026-03-03T10:00:00Z' });
		const order = orderAt('SHIPPED', {
			...old,
			last_updated_date: '2026-03-06T10:00:00Z',
			has_customer_message: true,
			order_lines: [shipped],
		});
		expect(seer.see(order)).toMatchObject([{ type: 'orderChanged', previousStatus: 'shipped' }]);
	});

	it('tell the refunds made since, not those before', () => {
		const seer = new Seer(only('refundChanged'), before);
		const order = orderAt('RECEIVED', {
			...old,
			last_updated_date: '2026-03-06T10:00:00Z',
			order_lines: [
				aLine({
					refunds: [
						aRefund({ id: '1', created_date: '2026-03-04T10:00:00Z' }),
						aRefund({ id: '2', created_date: '2026-03-06T10:00:00Z' }),
					],
				}),
			],
		});
		expect(seer.see(order)).toMatchObject([{ refundId: '2' }]);
	});

	it('are new when they were created since', () => {
		const order = orderAt('SHIPPED', {
			created_date: '2026-03-05T00:00:01Z',
			last_updated_date: '2026-03-06T00:00:00Z',
		});
		expect(new Seer({}, before).types(order)).toEqual(['newOrder']);
	});
});

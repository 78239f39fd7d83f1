import { Dice } from '../../bench/trigger/churn';
import type { Delivery } from '../../nodes/Worten/trigger/delivery';
import type { EventType } from '../../nodes/Worten/trigger/eventType';
import type { TriggerSettings } from '../../nodes/Worten/trigger/settings';
import { Rig, rules } from './rig';

/*
 * Everything that happens around a trigger, in any order: orders come and change, polls come too
 * soon, twice at a time or not for days, calls fail, n8n restarts, the node is renamed, the
 * credential replaced, options are changed, the workflow is switched off and on. No order is lost and no
 * event comes twice.
 */

const EVENTS: EventType[] = [
	'newOrder',
	'orderChanged',
	'statusChanged',
	'waitingAcceptance',
	'readyToShip',
	'refundChanged',
	'incidentOpened',
	'shipmentDueSoon',
	'stuckInDebit',
];

async function chaos(seed: number, engine: Rig['engine']): Promise<void> {
	const dice = new Dice(seed);
	const rig = new Rig({
		seed,
		skewMs: [0, 30_000, -600_000][seed % 3],
		sandbox: seed % 2 ? { datesWithoutMilliseconds: true, visibilityDelayMs: 5_000 } : {},
	});
	rig.engine = engine;
	let over: Partial<TriggerSettings> = {
		rules: rules({ events: new Set(EVENTS) }),
		maxOrdersPerPoll: 7,
		pageSize: 5,
		overlapMinutes: 5,
	};
	await rig.activate(over);
	const { marketplace } = rig;
	const came: Delivery[] = [];
	const known = marketplace.orders.length;
	/** What happens to orders that are on their way. */
	const later: Array<(orderId: string) => void> = [
		(id) => marketplace.returnOrder(id),
		(id) => marketplace.advanceRefunds(id),
		(id) => marketplace.openIncident(id),
		(id) => marketplace.deliver(id),
		(id) => marketplace.touch(id),
	];
	const churn = () => {
		const { orders } = marketplace;
		const order = orders[dice.below(orders.length)];
		try {
			if (!order || dice.chance(0.4)) marketplace.placeOrder();
			else if (order.state === 'WAITING_ACCEPTANCE') marketplace.acceptByHand(order.id);
			else if (order.state.startsWith('WAITING_DEBIT')) marketplace.pay(order.id);
			else if (order.state === 'SHIPPING') marketplace.shipByHand(order.id);
			else later[dice.below(later.length)](order.id);
		} catch {
			// What an order's state does not allow just does not happen.
		}
	};
	marketplace.onRequest = () => {
		rig.clock.advance(dice.below(2_000));
		for (let times = dice.below(3); times > 0; times--) churn();
	};
	const poll = async () => {
		came.push(...((await rig.poll(over).catch(() => null)) ?? []));
	};

	for (let step = 0; step < 160; step++) {
		const roll = dice.below(100);
		if (roll < 35) {
			for (let times = dice.below(4); times >= 0; times--) churn();
			rig.pass(dice.below(10));
		} else if (roll < 75) {
			rig.pass(dice.below(20));
			await poll();
		} else if (roll < 80) {
			await Promise.all([poll(), poll()]);
		} else if (roll < 84) {
			marketplace.failNext({
				kind: (['serverError', 'truncated', 'resetAfter', 'empty'] as const)[dice.below(4)],
				times: 1 + dice.below(8),
				skip: dice.below(3),
			});
		} else if (roll < 88) rig.restart();
		else if (roll < 91) rig.rename();
		else if (roll < 94) rig.reactivate();
		else if (roll < 96) rig.credential = { ...rig.credential, credentialId: `c${step}` };
		else if (roll < 98) {
			over = {
				...over,
				sweepDays: 1 + dice.below(10),
				sweepHour: dice.below(24),
				overlapMinutes: dice.below(200),
				maxOrdersPerPoll: 3 + dice.below(20),
			};
		} else rig.pass(dice.below(dice.chance(0.7) ? 600 : 7_200));
	}
	marketplace.clearNextFaults();
	marketplace.onRequest = undefined;
	for (let last = 0; last < 60; last++) {
		rig.pass(15);
		await poll();
	}

	const ids = came.map(({ event }) => event.id);
	expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
	const placed = marketplace.orders.slice(known);
	expect(placed.length).toBeGreaterThan(20);
	for (const { id, state, lines } of placed) {
		const own = came.filter(({ received }) => received.readable && received.order.order_id === id);
		expect(own.filter(({ event }) => event.type === 'newOrder')).toHaveLength(1);
		const last = own.at(-1)?.received;
		expect(last?.readable && last.order.order_state).toBe(state);
		const told = new Map(own.map(({ event }) => [event.refundId, event.refundState]));
		for (const refund of lines.flatMap((line) => line.refunds)) {
			expect(told.get(refund.id)).toBe(refund.state);
		}
	}
}

describe('whatever happens around it', () => {
	it.each(['durable', 'in memory', 'forgetful'] as const)(
		'the trigger loses nothing and tells nothing twice (%s)',
		async (engine) => {
			for (let seed = 1; seed <= 4; seed++) await chaos(seed, engine);
		},
		120_000,
	);
});

import { Claims } from '../../nodes/Worten/trigger/claim';
import type { EventType } from '../../nodes/Worten/trigger/eventType';
import { Rig, rules, told } from './rig';

/*
 * n8n keys a node's static data by its name. A renamed node finds none, or what it left under the
 * name long ago, and goes on from its bookmark.
 */

const own = { fulfillmentCenter: 'DEFAULT' };
const only = (...events: EventType[]) => ({ rules: rules({ events: new Set(events) }) });
const news = only('newOrder', 'statusChanged', 'refundChanged');

async function polls(rig: Rig, count: number, over: object = news): Promise<string[]> {
	const handed: string[] = [];
	for (let poll = 0; poll < count; poll++) handed.push(...told(await rig.later(15, over)));
	return handed;
}

function rigOf(engine: Rig['engine']): Rig {
	const rig = new Rig();
	rig.engine = engine;
	return rig;
}

/** What came more than once. */
const repeated = (handed: readonly string[]) => handed.length - new Set(handed).size;

describe.each(['durable', 'in memory', 'forgetful'] as const)('a renamed node (%s)', (engine) => {
	it('that gets its old name back does not believe what stands there', async () => {
		const rig = rigOf(engine);
		await rig.activate(news);
		const { id } = rig.marketplace.placeOrder(own);
		expect(await polls(rig, 2)).toHaveLength(1);
		const left = JSON.parse(JSON.stringify(rig.nodeData)) as Record<string, unknown>;
		if (engine === 'durable') return;
		rig.rename();
		rig.pass(15);
		rig.marketplace.placeOrder(own);
		rig.marketplace.acceptByHand(id);
		expect(await polls(rig, 3)).toHaveLength(2);
		rig.nodeData = left;
		rig.save();
		rig.restart();
		rig.pass(5);
		rig.marketplace.placeOrder(own);
		expect(await polls(rig, 6)).toHaveLength(1);
	});

	it('still announces the orders that a filter by status kept back', async () => {
		const paid = only('newOrder');
		paid.rules = rules({ ...paid.rules, statuses: new Set(['waiting_shipment'] as const) });
		const rig = rigOf(engine);
		await rig.activate(paid);
		const { id } = rig.marketplace.placeOrder(own);
		expect(await polls(rig, 6, paid)).toEqual([]);
		rig.rename();
		expect(await polls(rig, 2, paid)).toEqual([]);
		rig.marketplace.acceptByHand(id);
		rig.marketplace.pay(id);
		expect(await polls(rig, 4, paid)).toEqual([
			`${id} newOrder waiting_acceptance → waiting_shipment`,
		]);
	});

	it('does not remind again of orders that have not changed for days', async () => {
		const stuck = only('stuckInDebit');
		const rig = rigOf(engine);
		await rig.activate(stuck);
		const { id } = rig.marketplace.placeOrder(own);
		rig.marketplace.acceptByHand(id);
		expect(await polls(rig, 96 * 9, stuck)).toHaveLength(1);
		rig.rename();
		expect(await polls(rig, 20, stuck)).toEqual([]);
	});

	it('does not remind again in a shop too big for one first look', async () => {
		const stuck = { ...only('stuckInDebit'), pageSize: 20 };
		const rig = rigOf(engine);
		await rig.activate(stuck);
		for (let order = 0; order < 300; order++) {
			rig.marketplace.acceptByHand(rig.marketplace.placeOrder(own).id);
		}
		expect(await polls(rig, 96 * 2, stuck)).toHaveLength(300);
		rig.marketplace.onRequest = () => rig.clock.advance(4_000);
		rig.rename();
		expect(await polls(rig, 20, stuck)).toEqual([]);
	});

	it('in a backlog does not repeat what the sweep told ahead of it', async () => {
		const rig = new Rig();
		// So many that the window is cut.
		const few = { ...only('newOrder'), maxOrdersPerPoll: 400, sweepDays: 1 };
		await rig.activate(few);
		for (let order = 0; order < 6_000; order++) {
			rig.marketplace.placeOrder(own);
			rig.pass(7);
		}
		const handed: string[] = [];
		for (let poll = 0; poll < 30; poll++) {
			if (poll === 17) rig.rename();
			handed.push(...told(await rig.later(15, few)));
		}
		expect([repeated(handed), new Set(handed).size]).toEqual([0, 6_000]);
	});

	it('three times, in a big shop with changes going on: nothing lost, nothing twice', async () => {
		const small = { ...only('newOrder', 'statusChanged'), pageSize: 20 };
		const rig = rigOf(engine);
		await rig.activate(small);
		const ids = Array.from({ length: 300 }, () => rig.marketplace.placeOrder(own).id);
		const handed = await polls(rig, 6, small);
		rig.marketplace.onRequest = () => rig.clock.advance(4_000);
		for (let poll = 0; poll < 60; poll++) {
			if ([2, 5, 9].includes(poll)) rig.rename();
			if (poll < 30) {
				rig.marketplace.acceptByHand(ids[poll * 7]);
				ids.push(rig.marketplace.placeOrder(own).id);
			}
			handed.push(...(await polls(rig, 1, small)));
		}
		expect([repeated(handed), new Set(handed).size]).toEqual([0, 360]);
	});

	it('tells the step a refund made meanwhile, and not the one before', async () => {
		const refunds = only('refundChanged');
		const rig = rigOf(engine);
		await rig.activate(refunds);
		const { id } = rig.marketplace.placeOrder(own);
		rig.marketplace.acceptByHand(id);
		rig.marketplace.pay(id);
		rig.marketplace.shipByHand(id);
		rig.marketplace.refundByOperator(id);
		expect(await polls(rig, 6, refunds)).not.toEqual([]);
		rig.rename();
		rig.marketplace.touch(id);
		expect(await polls(rig, 4, refunds)).toEqual([]);
		rig.marketplace.advanceRefunds(id);
		rig.rename();
		expect(await polls(rig, 4, refunds)).toHaveLength(1);
	});

	it('tells no old incident when another thing about the order changes', async () => {
		const incidents = only('incidentOpened');
		const rig = rigOf(engine);
		await rig.activate(incidents);
		const { id } = rig.marketplace.placeOrder(own);
		rig.marketplace.acceptByHand(id);
		rig.marketplace.pay(id);
		rig.marketplace.shipByHand(id);
		rig.marketplace.openIncident(id);
		expect(await polls(rig, 2, incidents)).toHaveLength(1);
		await polls(rig, 96 * 8, incidents);
		rig.rename();
		await polls(rig, 4, incidents);
		rig.marketplace.flagMessage(id);
		expect(await polls(rig, 4, incidents)).toEqual([]);
	});

	it('does not list within a minute of its last listing, restarted or not', async () => {
		for (const restarts of [false, true]) {
			const rig = rigOf(engine);
			await rig.activate(news);
			await polls(rig, 1);
			rig.requests();
			rig.clock.advance(5_000);
			rig.rename();
			if (restarts) rig.restart();
			expect(await rig.poll(news)).toBeNull();
			expect(rig.requests().filter(({ operation }) => operation === 'OR11')).toEqual([]);
		}
	});

	it('twice before the cursor has moved: still announces the orders that left the window', async () => {
		const few = { ...only('newOrder'), maxOrdersPerPoll: 5 };
		const rig = rigOf(engine);
		await rig.activate(few);
		const placed: string[] = [];
		for (let order = 0; order < 20; order++) {
			placed.push(rig.marketplace.placeOrder(own).id);
			rig.pass(1);
		}
		rig.pass(10);
		const handed = await polls(rig, 1, few);
		rig.pass(5);
		for (const id of placed.slice(-10)) rig.marketplace.acceptByHand(id);
		const cursor = () => (rig.nodeData.progress as { cursor: string }).cursor;
		const before = cursor();
		for (let poll = 0; poll < 20 && cursor() === before; poll++) {
			handed.push(...(await polls(rig, 1, few)));
		}
		for (let time = 0; time < 2; time++) {
			rig.rename();
			handed.push(...(await polls(rig, 1, few)));
		}
		handed.push(...(await polls(rig, 40, few)));
		expect([handed.length, new Set(handed).size]).toEqual([20, 20]);
	});

	it('tells that an order left STAGING meanwhile', async () => {
		const waiting = only('newOrder', 'waitingAcceptance', 'statusChanged');
		const rig = new Rig({ sandbox: { delays: { staging: null } } });
		rig.engine = engine;
		await rig.activate(waiting);
		const { id } = rig.marketplace.placeOrder(own);
		expect(await polls(rig, 2, waiting)).toEqual([`${id} newOrder null → new`]);
		for (let poll = 0; poll < 5; poll++) {
			rig.marketplace.placeOrder(own);
			await polls(rig, 1, waiting);
		}
		rig.pass(5);
		rig.rename();
		rig.marketplace.offer(id);
		const handed = (await polls(rig, 4, waiting)).filter((text) => text.startsWith(id));
		expect(handed).toHaveLength(2);
	});

	it('whose hours are changed at the same time reminds by the new ones', async () => {
		const stuck = only('stuckInDebit');
		const rig = rigOf(engine);
		await rig.activate(stuck);
		const early = rig.marketplace.placeOrder(own).id;
		rig.marketplace.acceptByHand(early);
		rig.pass(720);
		const { id } = rig.marketplace.placeOrder(own);
		rig.marketplace.acceptByHand(id);
		expect(await polls(rig, 56, stuck)).toEqual([`${early} stuckInDebit accepted → accepted`]);
		rig.rename();
		const sooner = { rules: rules({ ...stuck.rules, stuckHours: 6 }) };
		expect(await polls(rig, 40, sooner)).toEqual([`${id} stuckInDebit accepted → accepted`]);
	});

	it('does not remind again of what was told in portions', async () => {
		const stuck = { ...only('stuckInDebit'), maxOrdersPerPoll: 10 };
		const rig = rigOf(engine);
		await rig.activate(stuck);
		for (let order = 0; order < 25; order++) {
			rig.marketplace.acceptByHand(rig.marketplace.placeOrder(own).id);
			rig.pass(1);
		}
		const handed: string[] = [];
		while (handed.length === 0) handed.push(...(await polls(rig, 1, stuck)));
		rig.rename();
		handed.push(...(await polls(rig, 40, stuck)));
		expect([handed.length, new Set(handed).size]).toEqual([25, 25]);
	});

	it('does not remind again of what a window told while another reminder was due', async () => {
		const stuck = only('stuckInDebit');
		const rig = rigOf(engine);
		await rig.activate(stuck);
		const [first, second] = [1, 2].map(() => {
			const { id } = rig.marketplace.placeOrder(own);
			rig.marketplace.acceptByHand(id);
			rig.pass(3);
			return id;
		});
		const due = (rig.marketplace.order(first)?.decidedAt ?? 0) + 24 * 3_600_000;
		const now = () => rig.clock.now().toMillis();
		while (now() < due - 16 * 60_000) await polls(rig, 1, stuck);
		while (now() < due + 4 * 60_000) rig.pass(1);
		rig.marketplace.flagMessage(second);
		const handed = told(await rig.later(1, stuck));
		rig.rename();
		handed.push(...(await polls(rig, 40, stuck)));
		expect([handed.length, new Set(handed).size]).toEqual([2, 2]);
	});

	it('does not tell a waiting refund again, a month later', async () => {
		const over = only('refundChanged', 'newOrder');
		const rig = rigOf(engine);
		await rig.activate(over);
		await polls(rig, 3, over);
		rig.rename();
		rig.marketplace.placeOrder(own);
		await polls(rig, 4, over);
		const { id } = rig.marketplace.placeOrder(own);
		rig.marketplace.acceptByHand(id);
		rig.marketplace.pay(id);
		rig.marketplace.shipByHand(id);
		await polls(rig, 4, over);
		rig.marketplace.refundByOperator(id);
		expect(await polls(rig, 4, over)).not.toEqual([]);
		for (let day = 0; day < 36; day++) {
			rig.marketplace.placeOrder(own);
			await polls(rig, 96, over);
		}
		rig.marketplace.flagMessage(id);
		expect(await polls(rig, 4, over)).toEqual([]);
	});

	it('does not tell again an order that could not be read', async () => {
		const both = only('newOrder', 'orderChanged');
		const rig = rigOf(engine);
		await rig.activate(both);
		const { id } = rig.marketplace.placeOrder(own);
		expect(await polls(rig, 4, both)).toHaveLength(1);
		rig.pass(15);
		rig.marketplace.poison(id, 'wrong-types');
		rig.clock.advance(20_000);
		expect(told(await rig.poll(both))).toHaveLength(1);
		rig.rename();
		expect(await polls(rig, 4, both)).toEqual([]);
	});
});

describe('a renamed node that another process polled first', () => {
	it('does not believe what its own first poll left in memory', async () => {
		const rig = rigOf('forgetful');
		const arrivals = only('newOrder');
		await rig.activate(arrivals);
		const { claims, processBegan } = rig;
		rig.claims = new Claims();
		for (let poll = 0; poll < 4; poll++) {
			rig.marketplace.placeOrder(own);
			await polls(rig, 1, arrivals);
		}
		rig.pass(60);
		rig.rename();
		Object.assign(rig, { claims, processBegan });
		expect(await polls(rig, 4, arrivals)).toEqual([]);
	});
});

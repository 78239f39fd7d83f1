import type { EventType } from '../../nodes/Worten/trigger/eventType';
import { Rig, rules, told } from './rig';

/* What is told of orders the ledger has forgotten. */

const own = { fulfillmentCenter: 'DEFAULT' };
const only = (...events: EventType[]) => ({ rules: rules({ events: new Set(events) }) });

async function polls(rig: Rig, count: number, over: object): Promise<string[]> {
	const handed: string[] = [];
	for (let poll = 0; poll < count; poll++) handed.push(...told(await rig.later(15, over)));
	return handed;
}

/** An order of two lines at least, shipped. */
function shipped(rig: Rig): string {
	for (;;) {
		const { id, lines } = rig.marketplace.placeOrder(own);
		rig.marketplace.acceptByHand(id);
		rig.marketplace.pay(id);
		rig.marketplace.shipByHand(id);
		if (lines.length >= 2) return id;
	}
}

describe('an order that ended and was forgotten', () => {
	it('tells the next step of a refund that waited for days', async () => {
		const rig = new Rig();
		const refunds = only('refundChanged');
		await rig.activate(refunds);
		const id = shipped(rig);
		rig.marketplace.deliver(id);
		rig.marketplace.refundByOperator(id, [rig.marketplace.order(id)!.lines[0].id]);
		expect(await polls(rig, 8, refunds)).toHaveLength(1);
		expect(await polls(rig, 96 * 10, refunds)).toEqual([]);
		rig.marketplace.advanceRefunds(id);
		expect(await polls(rig, 96, refunds)).toHaveLength(1);
	});

	it('does not tell its end again when something else about it changes', async () => {
		const rig = new Rig();
		const news = only('newOrder', 'statusChanged');
		await rig.activate(news);
		const id = shipped(rig);
		await polls(rig, 2, news);
		rig.marketplace.close(id);
		expect(await polls(rig, 2, news)).toHaveLength(1);
		for (let day = 0; day < 10; day++) {
			rig.marketplace.placeOrder(own);
			await polls(rig, 96, news);
		}
		rig.marketplace.flagMessage(id);
		expect(await polls(rig, 6, news)).toEqual([]);
	});
});

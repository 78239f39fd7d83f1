import { Rig, rules, told } from './rig';

const news = { rules: rules({ events: new Set(['newOrder', 'statusChanged'] as const) }) };
const own = { fulfillmentCenter: 'DEFAULT' };

/** Take back the date of an order's last change: no window will show it. */
function hide(rig: Rig, id: string, hoursAgo: number): void {
	const order = rig.marketplace.order(id);
	if (!order) throw new Error(`No order ${id}`);
	order.updatedAt = rig.clock.now().minus({ hours: hoursAgo }).toMillis();
}

async function day(rig: Rig, over = {}): Promise<string[]> {
	const handed: string[] = [];
	for (let quarter = 0; quarter < 96; quarter++) {
		handed.push(...told(await rig.later(15, { ...news, ...over })));
	}
	return handed;
}

describe('a change the marketplace does not announce', () => {
	it('is told by the next daily sweep, once', async () => {
		const rig = new Rig();
		await rig.activate(news);
		const { id } = rig.marketplace.placeOrder(own);
		expect(told(await rig.later(15, news))).toHaveLength(1);
		rig.pass(600);
		await rig.poll(news);
		rig.marketplace.acceptByHand(id);
		hide(rig, id, 9);
		expect(await rig.later(15, news)).toBeNull();
		expect(await day(rig)).toEqual([`${id} statusChanged waiting_acceptance → accepted`]);
		expect(await day(rig)).toEqual([]);
	});

	it('is told even when its date lies before the sweep, if the order is young enough', async () => {
		const rig = new Rig();
		await rig.activate(news);
		rig.pass(24 * 60);
		await rig.poll(news);
		const { id } = rig.marketplace.placeOrder(own);
		hide(rig, id, 30 * 24);
		expect(await rig.later(15, news)).toBeNull();
		expect((await day(rig)).filter((text) => text.includes('newOrder'))).toEqual([
			`${id} newOrder null → waiting_acceptance`,
		]);
	});

	it('is not told with the sweep switched off', async () => {
		const rig = new Rig();
		const off = { dailySweep: false };
		await rig.activate({ ...news, ...off });
		const { id } = rig.marketplace.placeOrder(own);
		hide(rig, id, 6);
		expect(await day(rig, off)).toEqual([]);
	});
});

describe('memory', () => {
	it('of orders that ended goes with the sweep, of those under way stays for a month', async () => {
		const rig = new Rig();
		await rig.activate(news);
		const ended = rig.marketplace.placeOrder(own).id;
		const underWay = rig.marketplace.placeOrder(own).id;
		rig.marketplace.acceptByHand(ended, false);
		rig.marketplace.acceptByHand(underWay);
		expect(await day(rig)).toHaveLength(2);
		for (let later = 0; later < 9; later++) expect(await day(rig)).toEqual([]);
		const remembered = () =>
			Object.values(rig.nodeData.orders as Record<string, string>).reduce(
				(sum, text) => sum + Buffer.from(text, 'base64').length / 10,
				0,
			);
		expect(remembered()).toBe(1);
		// Forgotten is not new: only what changes from here on is told.
		rig.marketplace.flagMessage(ended);
		rig.marketplace.pay(underWay);
		expect(await day(rig)).toEqual(
			expect.arrayContaining([`${underWay} statusChanged accepted → waiting_shipment`]),
		);
	});

	it('of an order still to be announced stays as long as it is under way', async () => {
		const rig = new Rig();
		const paid = { statuses: new Set(['waiting_shipment'] as const) };
		const late = { rules: rules({ events: new Set(['newOrder'] as const), ...paid }) };
		await rig.activate(late);
		const { id } = rig.marketplace.placeOrder(own);
		for (let later = 0; later < 33; later++) expect(await day(rig, late)).toEqual([]);
		rig.marketplace.acceptByHand(id);
		rig.marketplace.pay(id);
		expect(await day(rig, late)).toEqual([`${id} newOrder waiting_acceptance → waiting_shipment`]);
	});

	it('of orders that ended, once gone, brings nothing back when they are touched', async () => {
		const rig = new Rig();
		const all = { rules: rules() };
		await rig.activate(all);
		const { marketplace } = rig;
		const make = () => marketplace.placeOrder(own).id;
		const [closed, canceled, refused, timedOut, refunded, received, shipped, collected] =
			Array.from({ length: 8 }, make);
		const bought = [closed, refunded, received, shipped, collected];
		for (const id of [...bought, canceled]) marketplace.acceptByHand(id);
		marketplace.cancelByOperator(canceled);
		for (const id of bought) {
			marketplace.pay(id);
			marketplace.shipByHand(id);
		}
		for (const id of [closed, refunded, received]) marketplace.deliver(id);
		marketplace.toCollect(collected);
		marketplace.refundByOperator(refunded);
		for (let step = 0; step < 3; step++) marketplace.advanceRefunds(refunded);
		marketplace.close(closed);
		marketplace.acceptByHand(refused, false);
		marketplace.timeOut(timedOut);
		expect(await day(rig, all)).not.toEqual([]);
		for (let later = 0; later < 40; later++) {
			make();
			await day(rig, all);
		}
		const old = [...bought, canceled, refused, timedOut];
		for (const id of old) marketplace.touch(id);
		const again = (await day(rig, all)).filter((text) => old.includes(text.split(' ')[0]));
		expect(again.map((text) => text.split(' ')[1])).toEqual(old.map(() => 'orderChanged'));
	});
});

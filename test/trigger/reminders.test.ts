import { Rig, rules, told } from './rig';

const reminders = {
	rules: rules({ events: new Set(['shipmentDueSoon', 'stuckInDebit'] as const), stuckHours: 6 }),
};

/** Poll for some hours; what comes, with the hours since the beginning. */
async function poll(rig: Rig, hours: number, over = reminders): Promise<string[]> {
	const began = rig.clock.now();
	const handed: string[] = [];
	for (let quarter = 0; quarter < hours * 4; quarter++) {
		const at = () => Math.round(rig.clock.now().diff(began).as('hours'));
		handed.push(...told(await rig.later(15, over)).map((text) => `${at()} h: ${text}`));
	}
	return handed;
}

describe('what time alone brings about', () => {
	it('is told once, within an hour or so, without the order changing', async () => {
		const rig = new Rig();
		await rig.activate(reminders);
		const { id } = rig.marketplace.placeOrder({ fulfillmentCenter: 'DEFAULT' });
		rig.marketplace.acceptByHand(id);
		const stuck = await poll(rig, 24);
		expect(stuck).toHaveLength(1);
		expect(stuck[0]).toMatch(/^[67] h: .* stuckInDebit accepted → accepted$/);

		rig.marketplace.pay(id);
		const due = (rig.marketplace.order(id)?.shippingDeadline ?? 0) - 24 * 3_600_000;
		const hours = (due - rig.clock.now().toMillis()) / 3_600_000;
		const soon = await poll(rig, 96);
		expect(soon).toHaveLength(1);
		expect(soon[0]).toContain('shipmentDueSoon waiting_shipment → waiting_shipment');
		const toldAt = Number(soon[0].split(' ')[0]);
		expect(toldAt).toBeGreaterThanOrEqual(Math.floor(Math.max(0, hours)));
		expect(toldAt).toBeLessThanOrEqual(Math.ceil(Math.max(0, hours)) + 2);
	});

	it('is told of orders that were already due when the trigger was switched on, but not by the first poll', async () => {
		const rig = new Rig();
		const { id } = rig.marketplace.placeOrder({ fulfillmentCenter: 'DEFAULT' });
		rig.marketplace.acceptByHand(id);
		rig.pass(12 * 60);
		await rig.activate(reminders);
		expect(await poll(rig, 12)).toEqual([`1 h: ${id} stuckInDebit accepted → accepted`]);
	});

	it('is told of orders on which nothing has happened for longer than the ledger reaches', async () => {
		const rig = new Rig();
		const { id } = rig.marketplace.placeOrder({ fulfillmentCenter: 'DEFAULT' });
		rig.marketplace.acceptByHand(id);
		rig.pass(40 * 24 * 60);
		await rig.activate(reminders);
		expect(await poll(rig, 40 * 24)).toHaveLength(1);
	});

	it('is not told of orders that moved on in time', async () => {
		const rig = new Rig();
		await rig.activate(reminders);
		for (let order = 0; order < 5; order++) {
			const { id } = rig.marketplace.placeOrder({ fulfillmentCenter: 'DEFAULT' });
			rig.marketplace.acceptByHand(id);
			expect(await poll(rig, 3)).toEqual([]);
			rig.marketplace.pay(id);
			rig.marketplace.shipByHand(id);
			expect(await poll(rig, 3)).toEqual([]);
		}
	});

	it('goes by the hours set last', async () => {
		const rig = new Rig();
		await rig.activate(reminders);
		const { id } = rig.marketplace.placeOrder({ fulfillmentCenter: 'DEFAULT' });
		rig.marketplace.acceptByHand(id);
		expect(await poll(rig, 4)).toEqual([]);
		const sooner = { rules: { ...reminders.rules, stuckHours: 3 } };
		expect(await poll(rig, 2, sooner)).toHaveLength(1);
		expect(await poll(rig, 12)).toEqual([]);
	});

	it('costs a look at open orders only when something is due', async () => {
		const rig = new Rig();
		await rig.activate(reminders);
		await poll(rig, 4);
		rig.requests();
		await poll(rig, 12);
		const looks = rig.requests().filter(({ query }) => query?.order_state_codes);
		expect(looks).toHaveLength(0);
	});

	it('is not looked for where nobody asked', async () => {
		const rig = new Rig();
		const news = { rules: rules({ events: new Set(['newOrder'] as const) }) };
		await rig.activate(news);
		rig.marketplace.placeOrder();
		for (let quarter = 0; quarter < 96; quarter++) await rig.later(15, news);
		expect(rig.requests().some(({ query }) => query?.order_state_codes)).toBe(false);
	});

	it('goes by the channels set last', async () => {
		const rig = new Rig();
		const all = { ...reminders, dailySweep: false };
		const spain = { ...all, rules: { ...all.rules, channels: new Set(['WRT_ES_ONLINE']) } };
		await rig.activate(spain);
		const { id } = rig.marketplace.placeOrder({ fulfillmentCenter: 'DEFAULT', country: 'PT' });
		rig.marketplace.acceptByHand(id);
		expect(await poll(rig, 2, spain)).toEqual([]);
		expect(await poll(rig, 48, all)).toHaveLength(1);
	});

	it('is not told again after a month in which nothing changed', async () => {
		const rig = new Rig();
		await rig.activate(reminders);
		const accepted = () => {
			const { id } = rig.marketplace.placeOrder({ fulfillmentCenter: 'DEFAULT' });
			rig.marketplace.acceptByHand(id);
		};
		accepted();
		expect(await poll(rig, 24)).toHaveLength(1);
		expect(await poll(rig, 24 * 33)).toEqual([]);
		accepted();
		expect(await poll(rig, 24)).toHaveLength(1);
	});
});

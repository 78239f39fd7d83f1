import { Rig, rules, told } from './rig';

const daily = { rules: rules({ events: new Set(['newOrder', 'statusChanged']) }) };

describe('an order, from its arrival to the end', () => {
	it('is told once at each step, with the status before', async () => {
		const rig = new Rig();
		await rig.activate(daily);
		const { id } = rig.marketplace.placeOrder({ fulfillmentCenter: 'DEFAULT' });
		expect(told(await rig.later(15, daily))).toEqual([`${id} newOrder null → waiting_acceptance`]);

		rig.marketplace.acceptByHand(id);
		expect(told(await rig.later(15, daily))).toEqual([
			`${id} statusChanged waiting_acceptance → accepted`,
		]);
		expect(await rig.later(15, daily)).toBeNull();

		rig.marketplace.pay(id);
		expect(told(await rig.later(15, daily))).toEqual([
			`${id} statusChanged accepted → waiting_shipment`,
		]);
		rig.marketplace.shipByHand(id);
		expect(told(await rig.later(15, daily))).toEqual([
			`${id} statusChanged waiting_shipment → shipped`,
		]);
		rig.marketplace.deliver(id);
		rig.marketplace.touch(id);
		expect(told(await rig.later(15, daily))).toEqual([`${id} statusChanged shipped → closed`]);
		rig.marketplace.close(id);
		expect(await rig.later(15, daily)).toBeNull();
	});

	it('is not told when it was there before the trigger, but its next change is, with the status before', async () => {
		const rig = new Rig();
		const { id } = rig.marketplace.placeOrder({ fulfillmentCenter: 'DEFAULT' });
		rig.pass(60);
		await rig.activate(daily);
		expect(await rig.later(15, daily)).toBeNull();
		rig.marketplace.acceptByHand(id);
		expect(told(await rig.later(15, daily))).toEqual([
			`${id} statusChanged waiting_acceptance → accepted`,
		]);
	});

	it('costs one request a poll', async () => {
		const rig = new Rig();
		await rig.activate(daily);
		rig.requests();
		for (let poll = 0; poll < 10; poll++) await rig.later(15, daily);
		expect(rig.requests()).toHaveLength(10);
	});
});

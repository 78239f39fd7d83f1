import type { EventType } from '../../nodes/Worten/trigger/eventType';
import { Rig, rules, told } from './rig';

const own = { fulfillmentCenter: 'DEFAULT' };
const only = (...events: EventType[]) => ({ rules: rules({ events: new Set(events) }) });

async function polls(rig: Rig, count: number, over: object): Promise<string[]> {
	const handed: string[] = [];
	for (let poll = 0; poll < count; poll++) handed.push(...told(await rig.later(15, over)));
	return handed;
}

describe('an order that cannot be read', () => {
	it.each([false, true])('is announced once it can be (node renamed: %s)', async (renamed) => {
		const rig = new Rig();
		const news = only('newOrder');
		await rig.activate(news);
		rig.marketplace.placeOrder(own);
		await polls(rig, 2, news);
		const { id } = rig.marketplace.placeOrder(own);
		rig.marketplace.poison(id, 'wrong-types');
		if (renamed) rig.rename();
		expect(await polls(rig, 4, news)).toEqual([`${id} orderChanged null → waiting_acceptance`]);
		rig.marketplace.poison(id, null);
		expect(await polls(rig, 4, news)).toEqual([`${id} newOrder unknown → waiting_acceptance`]);
	});

	it('has what happened to it told as soon as it can be', async () => {
		const rig = new Rig();
		const statuses = only('waitingAcceptance', 'statusChanged');
		await rig.activate(statuses);
		const { id } = rig.marketplace.placeOrder(own);
		rig.marketplace.poison(id, 'wrong-types');
		expect(await polls(rig, 2, statuses)).toHaveLength(1);
		rig.marketplace.poison(id, null);
		expect(await polls(rig, 2, statuses)).toEqual([
			`${id} statusChanged unknown → waiting_acceptance`,
			`${id} waitingAcceptance unknown → waiting_acceptance`,
		]);
		rig.marketplace.acceptByHand(id);
		rig.marketplace.poison(id, 'wrong-types');
		expect(await polls(rig, 2, statuses)).toEqual([
			`${id} orderChanged waiting_acceptance → accepted`,
		]);
		rig.marketplace.poison(id, null);
		expect(await polls(rig, 2, statuses)).toEqual([
			`${id} statusChanged waiting_acceptance → accepted`,
		]);
	});

	it('is not taken for new when it is old', async () => {
		const rig = new Rig();
		const news = only('newOrder');
		const { id } = rig.marketplace.placeOrder(own);
		rig.pass(60 * 24 * 10);
		await rig.activate(news);
		await polls(rig, 4, news);
		rig.marketplace.poison(id, 'wrong-types');
		await polls(rig, 2, news);
		rig.marketplace.poison(id, null);
		expect(await polls(rig, 4, news)).toEqual([]);
	});

	it('that was there before the trigger began is not told', async () => {
		const rig = new Rig();
		const { id } = rig.marketplace.placeOrder(own);
		rig.marketplace.poison(id, 'wrong-types');
		rig.pass(60);
		await rig.activate(only('newOrder'));
		expect(await polls(rig, 4, only('newOrder'))).toEqual([]);
	});
});

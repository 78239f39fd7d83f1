import { Rig, rules, told } from './rig';

const news = {
	rules: rules({ events: new Set(['newOrder', 'statusChanged', 'refundChanged'] as const) }),
};
const own = { fulfillmentCenter: 'DEFAULT' };

/** A rig that has told one order, and one that came since and is not told yet. */
async function underWay(): Promise<{ rig: Rig; toldOrder: string; untold: string }> {
	const rig = new Rig();
	await rig.activate(news);
	const toldOrder = rig.marketplace.placeOrder(own).id;
	expect(await rig.later(15, news)).toHaveLength(1);
	const untold = rig.marketplace.placeOrder(own).id;
	rig.pass(10);
	return { rig, toldOrder, untold };
}

async function next(rig: Rig, polls = 4): Promise<string[]> {
	const handed: string[] = [];
	for (let poll = 0; poll < polls; poll++) handed.push(...told(await rig.later(15, news)));
	return handed;
}

describe('what lets the trigger go on', () => {
	it('a restart of n8n', async () => {
		const { rig, untold } = await underWay();
		rig.restart();
		expect(await next(rig)).toEqual([`${untold} newOrder null → waiting_acceptance`]);
	});

	it.each(['in memory', 'forgetful'] as const)(
		'a restart of n8n that had saved nothing of the last polls (%s)',
		async (engine) => {
			const rig = new Rig();
			rig.engine = engine;
			await rig.activate(news);
			const first = rig.marketplace.placeOrder(own).id;
			expect(await rig.later(15, news)).toHaveLength(1);
			for (let poll = 0; poll < 9; poll++) expect(await rig.later(15, news)).toBeNull();
			rig.marketplace.acceptByHand(first);
			const second = rig.marketplace.placeOrder(own).id;
			rig.restart();
			expect((await next(rig)).sort()).toEqual([
				`${first} statusChanged waiting_acceptance → accepted`,
				`${second} newOrder null → waiting_acceptance`,
			]);
		},
	);

	it('the workflow switched off for days', async () => {
		const { rig, untold } = await underWay();
		rig.pass(4 * 24 * 60);
		const later = rig.marketplace.placeOrder(own).id;
		expect((await next(rig)).map((text) => text.split(' ')[0])).toEqual([untold, later]);
	});

	it('the node renamed: nothing lost and nothing twice', async () => {
		const { rig, toldOrder, untold } = await underWay();
		// n8n keys static data by the node's name: under the new one there is none.
		rig.nodeData = {};
		expect(await next(rig)).toEqual([`${untold} newOrder null → waiting_acceptance`]);
		rig.marketplace.acceptByHand(toldOrder);
		rig.marketplace.acceptByHand(untold);
		expect((await next(rig)).sort()).toEqual([
			`${toldOrder} statusChanged waiting_acceptance → accepted`,
			`${untold} statusChanged waiting_acceptance → accepted`,
		]);
	});

	it('the node renamed right after it told something', async () => {
		const rig = new Rig();
		await rig.activate(news);
		const { id } = rig.marketplace.placeOrder(own);
		rig.clock.advance(20_000);
		expect(told(await rig.poll(news))).toHaveLength(1);
		rig.nodeData = {};
		const handed = await next(rig);
		expect(handed).toEqual([]);
		rig.marketplace.acceptByHand(id);
		expect(await next(rig)).toEqual([`${id} statusChanged waiting_acceptance → accepted`]);
	});

	it('the node renamed in the middle of a backlog', async () => {
		const rig = new Rig();
		const few = { ...news, maxOrdersPerPoll: 10 };
		await rig.activate(few);
		const placed = Array.from({ length: 45 }, () => {
			rig.pass(1);
			return rig.marketplace.placeOrder(own).id;
		});
		const handed: string[] = [];
		for (let poll = 0; poll < 10; poll++) {
			if (poll === 2) rig.nodeData = {};
			handed.push(...told(await rig.later(15, few)).map((text) => text.split(' ')[0]));
		}
		expect(handed.sort()).toEqual(placed.sort());
	});

	it('the node renamed does not remind again', async () => {
		const reminders = { rules: rules({ events: new Set(['shipmentDueSoon'] as const) }) };
		const rig = new Rig();
		await rig.activate(reminders);
		const { id } = rig.marketplace.placeOrder(own);
		rig.marketplace.acceptByHand(id);
		rig.marketplace.pay(id);
		const handed: string[] = [];
		for (let poll = 0; poll < 96 * 3; poll++) {
			handed.push(...told(await rig.later(15, reminders)));
			if (handed.length === 1 && rig.nodeData.progress) rig.nodeData = {};
		}
		expect(handed).toEqual([`${id} shipmentDueSoon waiting_shipment → waiting_shipment`]);
	});

	it('a new credential for the same shop', async () => {
		const { rig, untold } = await underWay();
		rig.credential = { ...rig.credential, credentialId: 'c2' };
		expect(await next(rig)).toEqual([`${untold} newOrder null → waiting_acceptance`]);
		rig.credential = { ...rig.credential, shopId: 2077 };
		expect(await next(rig)).toEqual([]);
		expect(rig.requests().filter(({ operation }) => operation === 'A01')).toHaveLength(2);
	});

	it('a changed list of events', async () => {
		const { rig, untold } = await underWay();
		const more = {
			rules: rules({ events: new Set(['newOrder', 'orderChanged', 'incidentOpened'] as const) }),
		};
		const handed: string[] = [];
		for (let poll = 0; poll < 4; poll++) handed.push(...told(await rig.later(15, more)));
		expect(handed).toEqual([`${untold} newOrder null → waiting_acceptance`]);
	});

	it('a changed choice of channels, without bringing back old orders', async () => {
		const rig = new Rig();
		const spain = { rules: rules({ ...news.rules, channels: new Set(['WRT_ES_ONLINE']) }) };
		await rig.activate(spain);
		const portuguese = rig.marketplace.placeOrder({ ...own, country: 'PT' }).id;
		const spanish = rig.marketplace.placeOrder({ ...own, country: 'ES' }).id;
		expect(told(await rig.later(15, spain))).toEqual([
			`${spanish} newOrder null → waiting_acceptance`,
		]);
		// For a day and its sweep: nothing old comes up.
		expect(await next(rig, 96)).toEqual([]);
		rig.marketplace.acceptByHand(portuguese);
		expect(await next(rig)).toEqual([`${portuguese} statusChanged waiting_acceptance → accepted`]);
	});
});

describe('what lets the trigger begin anew', () => {
	it('another shop', async () => {
		const { rig } = await underWay();
		const there = rig.marketplace.placeOrder({ ...own, shopId: 2078 }).id;
		rig.pass(5);
		rig.credential = { ...rig.credential, shopId: 2078 };
		expect(await next(rig)).toEqual([]);
		rig.marketplace.acceptByHand(there);
		expect(await next(rig)).toEqual([`${there} statusChanged waiting_acceptance → accepted`]);
	});

	it('another marketplace', async () => {
		const { rig } = await underWay();
		rig.credential = { ...rig.credential, baseUrl: 'https://another' };
		expect(await next(rig)).toEqual([]);
	});

	it('another node in its place', async () => {
		const { rig } = await underWay();
		rig.nodeData = {};
		rig.nodeId = 'node-2';
		expect(await next(rig)).toEqual([]);
	});

	it.each([
		['nothing', {}],
		['something else’s', { lastTimeChecked: '2026-01-01' }],
		['of a later format', { format: 2 }],
		['damaged', { format: 1, account: { shop: 'x', foundBy: 'y' }, progress: { cursor: 'soon' } }],
	])('static data that holds %s', async (_name, nodeData) => {
		const rig = new Rig();
		rig.nodeData = nodeData;
		rig.marketplace.placeOrder(own);
		rig.pass(5);
		await rig.activate(news);
		const { id } = rig.marketplace.placeOrder(own);
		expect(await next(rig)).toEqual([`${id} newOrder null → waiting_acceptance`]);
	});
});

describe('the first run', () => {
	it('told to, also brings what happened in the last days, oldest first', async () => {
		const rig = new Rig();
		const old = rig.marketplace.placeOrder(own).id;
		rig.pass(3 * 24 * 60);
		const first = rig.marketplace.placeOrder(own).id;
		rig.marketplace.acceptByHand(old);
		rig.pass(60);
		const second = rig.marketplace.placeOrder(own).id;
		rig.pass(60);
		const back = { ...news, firstRun: { days: 2 } };
		expect(told(await rig.poll(back))).toEqual([
			`${old} statusChanged null → accepted`,
			`${first} newOrder null → waiting_acceptance`,
			`${second} newOrder null → waiting_acceptance`,
		]);
		expect(await rig.later(15, back)).toBeNull();
	});

	it('leaves out no order of the second in which it ended', async () => {
		const rig = new Rig({ sandbox: { datesWithoutMilliseconds: true } });
		expect(await rig.poll(news)).toBeNull();
		rig.save();
		rig.clock.advance(300);
		const { id } = rig.marketplace.placeOrder(own);
		rig.pass(2);
		expect(await next(rig)).toEqual([`${id} newOrder null → waiting_acceptance`]);
	});

	it('of a big shop goes on in later polls, and delivers nothing old', async () => {
		const rig = new Rig();
		for (let order = 0; order < 300; order++) rig.marketplace.placeOrder(own);
		rig.pass(60);
		rig.marketplace.onRequest = () => rig.clock.advance(4_000);
		const small = { ...news, pageSize: 20 };
		expect(await rig.poll(small)).toBeNull();
		const orders = rig.marketplace.orders.map(({ id }) => id);
		rig.marketplace.acceptByHand(orders[0]);
		rig.marketplace.acceptByHand(orders[299]);
		const handed: string[] = [];
		for (let poll = 0; poll < 14; poll++) handed.push(...told(await rig.later(15, small)));
		expect(handed).toHaveLength(2);
		expect(handed[0]).toBe(`${orders[0]} statusChanged waiting_acceptance → accepted`);
	});

	it('without an answer leaves everything as it was', async () => {
		const rig = new Rig();
		rig.marketplace.failNext({ kind: 'serverError', times: 20 });
		await expect(rig.poll(news)).rejects.toThrow(/500/);
		expect(rig.nodeData).toEqual({});
		expect(rig.workflowData).toEqual({});
	});

	it('told to, tells that an order left STAGING in the last days', async () => {
		const rig = new Rig({ sandbox: { delays: { staging: null } } });
		const waiting = {
			rules: rules({ events: new Set(['waitingAcceptance', 'statusChanged'] as const) }),
			firstRun: { days: 1 },
		};
		const { id } = rig.marketplace.placeOrder({ fulfillmentCenter: 'DEFAULT' });
		rig.pass(300);
		rig.marketplace.offer(id);
		rig.pass(1200);
		expect(told(await rig.poll(waiting)).sort()).toEqual([
			`${id} statusChanged null → waiting_acceptance`,
			`${id} waitingAcceptance null → waiting_acceptance`,
		]);
	});
});

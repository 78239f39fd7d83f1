import { Claims, worthWaiting } from '../../nodes/Worten/trigger/claim';
import { Rig, rules, told } from './rig';

const news = { rules: rules({ events: new Set(['newOrder', 'statusChanged'] as const) }) };

/** When the listings of some polls began, in seconds. */
async function listings(rig: Rig, polls: () => Promise<void>): Promise<number[]> {
	const begun: number[] = [];
	rig.marketplace.onRequest = ({ query }) => {
		// Further pages start at a creation date.
		if (!query.start_date) begun.push(rig.clock.now().toSeconds());
	};
	await polls();
	return begun;
}

describe('one listing a minute', () => {
	it('whatever the poll times', async () => {
		const rig = new Rig();
		await rig.activate(news);
		const begun = await listings(rig, async () => {
			for (let poll = 0; poll < 60; poll++) await rig.later(1 / 3, news);
		});
		const gaps = begun.slice(1).map((at, index) => at - begun[index]);
		expect(Math.min(...gaps)).toBeGreaterThanOrEqual(60);
		expect(begun.length).toBeGreaterThanOrEqual(19);
	});

	it('waits the moment a poll comes too early, instead of leaving it out', async () => {
		const rig = new Rig();
		await rig.activate(news);
		const begun = await listings(rig, async () => {
			await rig.poll(news);
			rig.clock.advance(57_000);
			await rig.poll(news);
		});
		expect(begun[1] - begun[0]).toBe(60);
	});

	it('with the workflow switched off and on', async () => {
		const rig = new Rig();
		await rig.activate(news);
		const begun = await listings(rig, async () => {
			for (let time = 0; time < 10; time++) {
				// A new activation has static data of its own; this process remembers all the same.
				await rig.later(0.25, news);
			}
		});
		const gaps = begun.slice(1).map((at, index) => at - begun[index]);
		expect(gaps.every((gap) => gap >= 60)).toBe(true);
	});

	it.each(['durable', 'in memory'] as const)('with n8n restarted (%s)', async (engine) => {
		const rig = new Rig();
		rig.engine = engine;
		await rig.activate(news);
		const begun = await listings(rig, async () => {
			await rig.poll(news);
			for (let time = 0; time < 6; time++) {
				rig.clock.advance(15_000);
				rig.restart();
				rig.clock.advance(10_000);
				await rig.poll(news);
				await rig.later(1, news);
			}
		});
		const gaps = begun.slice(1).map((at, index) => at - begun[index]);
		expect(Math.min(...gaps)).toBeGreaterThanOrEqual(60);
	});

	it('does not count a listing that a wrong key was denied', async () => {
		const rig = new Rig();
		rig.marketplace.updateSettings({ apiKeys: ['another'] });
		await expect(rig.poll(news)).rejects.toThrow(/401/);
		rig.marketplace.updateSettings({ apiKeys: ['another', 'rig-key'] });
		expect(await rig.poll(news)).toBeNull();
		expect(rig.nodeData.progress).toBeDefined();
	});

	it('for each shop: another shop need not wait', async () => {
		const rig = new Rig();
		await rig.activate(news);
		await rig.poll(news);
		rig.credential = { ...rig.credential, shopId: 2078 };
		rig.requests();
		await rig.poll(news);
		expect(rig.requests().map(({ operation }) => operation)).toEqual(['OR11']);
	});
});

describe('two polls of one node at a time', () => {
	it('deliver once: the second leaves it to the first', async () => {
		const rig = new Rig();
		await rig.activate(news);
		rig.marketplace.placeOrder();
		rig.pass(15);
		const { nodeData } = rig;
		const [first, second] = await Promise.all([
			rig.pollOn(nodeData, news),
			rig.pollOn(nodeData, news),
		]);
		expect(first).toHaveLength(1);
		expect(second).toBeNull();
		expect(rig.requests().filter(({ operation }) => operation === 'OR11')).toHaveLength(2);
	});

	it('end in the order they began: the second waits for the first', async () => {
		const rig = new Rig();
		await rig.activate(news);
		rig.marketplace.placeOrder();
		rig.pass(15);
		const { nodeData } = rig;
		const ended: string[] = [];
		await Promise.all([
			rig.pollOn(nodeData, news).then(() => ended.push('first')),
			rig.pollOn(nodeData, news).then(() => ended.push('second')),
			rig.pollOn(nodeData, news).then(() => ended.push('third')),
		]);
		expect(ended).toEqual(['first', 'second', 'third']);
	});

	it('of two activations deliver once, by the later one', async () => {
		const rig = new Rig();
		await rig.activate(news);
		// The static data of an activation stays the same object, poll after poll.
		const old = JSON.parse(JSON.stringify(rig.nodeData)) as Record<string, unknown>;
		expect(await rig.pollOn(old, news)).toBeNull();
		const { id } = rig.marketplace.placeOrder();
		rig.pass(15);
		const oldPoll = rig.pollOn(old, news);
		const newPoll = rig.pollOn(rig.nodeData, news);
		expect(await oldPoll).toBeNull();
		const delivered = [...told(await newPoll), ...told(await rig.later(2, news))];
		expect(delivered).toHaveLength(1);
		expect(delivered[0]).toContain(id);
		expect(await rig.later(15, news)).toBeNull();
	});

	it('deliver once, and do deliver, where n8n reads static data anew for every poll', async () => {
		const rig = new Rig();
		await rig.activate(news);
		const { id } = rig.marketplace.placeOrder();
		const handed: string[] = [];
		for (let round = 0; round < 4; round++) {
			rig.pass(15);
			const copies = [1, 2].map(
				() => JSON.parse(JSON.stringify(rig.nodeData)) as Record<string, unknown>,
			);
			const both = await Promise.all(copies.map(async (data) => await rig.pollOn(data, news)));
			const delivering = both.findIndex((delivered) => delivered !== null);
			if (delivering >= 0) rig.nodeData = copies[delivering];
			handed.push(...both.flatMap(told));
		}
		expect(handed).toEqual([`${id} newOrder null → waiting_acceptance`]);
	});
});

describe('claims', () => {
	it('are given up when their poll is lost', () => {
		const claims = new Claims();
		const data = {};
		let now = 0;
		expect(claims.take('node', data, () => now)).toBeDefined();
		now = 9 * 60_000;
		expect(claims.take('node', data, () => now)).toBeUndefined();
		now = 11 * 60_000;
		expect(claims.take('node', data, () => now)).toBeDefined();
	});

	it('say nothing by a clock that was set back', () => {
		const claim = new Claims().take('node', {}, () => 3_600_000);
		expect(claim?.waitMs('shop', -5_000)).toBe(0);
		expect(claim?.waitMs('shop', 20_000)).toBe(40_000);
		expect(worthWaiting(40_000)).toBeUndefined();
		expect(worthWaiting(4_000)).toBe(4_000);
	});
});

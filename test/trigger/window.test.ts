import fc from 'fast-check';
import { DateTime } from 'luxon';
import { closeWindow, endWithoutClock, windowAfter } from '../../nodes/Worten/trigger/window';
import { Rig, rules, told } from './rig';

const at = (text: string) => DateTime.fromISO(text, { zone: 'utc' });
const cursor = at('2026-03-02T08:00:00Z');
const from = cursor;
const page = {
	serverDate: at('2026-03-02T08:15:00Z'),
	totalCount: 20,
};

describe('a window', () => {
	it('ends a minute before the marketplace’s present', () => {
		expect(closeWindow(from, cursor, 500, page)).toEqual(at('2026-03-02T08:14:00Z'));
	});

	it('goes by the latest change it saw where the marketplace does not tell the time', () => {
		const latest = at('2026-03-02T08:14:50Z');
		expect(endWithoutClock(cursor, latest, 5_000)).toEqual(at('2026-03-02T08:13:45Z'));
		// n8n's clock was set back meanwhile.
		expect(endWithoutClock(cursor, latest, -60_000)).toEqual(at('2026-03-02T08:13:50Z'));
		expect(endWithoutClock(cursor, latest, 3_600_000)).toEqual(cursor);
		expect(endWithoutClock(cursor, undefined, 5_000)).toEqual(cursor);
	});

	it('never ends before the cursor, whatever the marketplace’s clock says', () => {
		const back = { ...page, serverDate: at('2026-03-01T00:00:00Z') };
		expect(closeWindow(from, cursor, 500, back)).toEqual(cursor);
	});

	it('begins before the cursor, by the overlap', () => {
		expect(windowAfter(cursor, 10)).toEqual(at('2026-03-02T07:50:00Z'));
	});

	it('is cut when far more changed than a poll hands over, and always moves on', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 0, max: 200_000 }),
				fc.integer({ min: 1, max: 5_000 }),
				fc.integer({ min: 2, max: 40 * 24 * 60 }),
				(totalCount, maxOrders, minutes) => {
					const serverDate = cursor.plus({ minutes });
					const end = closeWindow(from, cursor, maxOrders, { ...page, serverDate, totalCount });
					expect(end > cursor).toBe(true);
					expect(end <= serverDate.minus({ minutes: 1 })).toBe(true);
					if (totalCount <= Math.max(5_000, 10 * maxOrders)) {
						expect(end).toEqual(serverDate.minus({ minutes: 1 }));
					}
				},
			),
		);
	});
});

describe('a long overlap', () => {
	it('does not cut a window in which little is new', () => {
		const dayBefore = cursor.minus({ days: 1 });
		const busy = { ...page, totalCount: 2_900 };
		expect(closeWindow(dayBefore, cursor, 500, busy)).toEqual(at('2026-03-02T08:14:00Z'));
		const cut = closeWindow(dayBefore, cursor, 500, { ...page, totalCount: 5_000_000 });
		expect(cut > cursor && cut < at('2026-03-02T08:14:00Z')).toBe(true);
	});
});

describe('a backlog', () => {
	const news = { rules: rules({ events: new Set(['newOrder'] as const) }), maxOrdersPerPoll: 25 };

	it('is handed over oldest first, so many orders a poll, none lost and none twice', async () => {
		const rig = new Rig();
		await rig.activate(news);
		const placed: string[] = [];
		for (let index = 0; index < 120; index++) {
			placed.push(rig.marketplace.placeOrder().id);
			rig.pass(5);
		}
		const handed: string[] = [];
		for (let poll = 0; poll < 8; poll++) {
			const delivered = await rig.later(15, news);
			expect(delivered?.length ?? 0).toBeLessThanOrEqual(25);
			handed.push(...told(delivered).map((text) => text.split(' ')[0]));
		}
		expect(handed).toEqual(placed);
	});

	it('of orders that share one instant does not stop at a poll’s limit', async () => {
		const rig = new Rig();
		await rig.activate(news);
		const placed = Array.from({ length: 130 }, () => rig.marketplace.placeOrder().id);
		const handed: string[] = [];
		for (let poll = 0; poll < 10; poll++) {
			handed.push(...told(await rig.later(15, news)).map((text) => text.split(' ')[0]));
		}
		expect(handed.sort()).toEqual(placed.sort());
	});

	it('that came all at once, after long quiet, is handed over without idle polls', async () => {
		const rig = new Rig();
		const wide = { ...news, maxOrdersPerPoll: 500, dailySweep: false };
		await rig.activate(wide);
		rig.pass(24 * 60);
		for (let order = 0; order < 2_000; order++) rig.marketplace.placeOrder();
		const handed: number[] = [];
		for (let poll = 0; poll < 4; poll++) handed.push((await rig.later(15, wide))?.length ?? 0);
		expect(handed).toEqual([500, 500, 500, 500]);
	});

	it('keeps its place when there is no time to read on', async () => {
		const rig = new Rig();
		const slow = { ...news, maxOrdersPerPoll: 500, pageSize: 10 };
		await rig.activate(slow);
		const placed = Array.from({ length: 100 }, () => {
			rig.pass(1);
			return rig.marketplace.placeOrder().id;
		});
		// Every request takes two seconds, and a poll has ten.
		rig.marketplace.onRequest = () => rig.clock.advance(2_000);
		rig.patienceMs = 10_000;
		rig.pass(15);
		const handed: string[] = [];
		let most = 0;
		for (let poll = 0; poll < 12; poll++) {
			rig.requests();
			const delivered = await rig.poll(slow);
			most = Math.max(most, rig.requests().length);
			handed.push(...told(delivered).map((text) => text.split(' ')[0]));
			rig.pass(15);
		}
		expect(handed.sort()).toEqual(placed.sort());
		expect(most).toBeLessThanOrEqual(5);
	});

	it('after a month of standstill is read and remembered in full', async () => {
		const rig = new Rig();
		const wide = { rules: rules({ events: new Set(['newOrder', 'statusChanged'] as const) }) };
		await rig.activate(wide);
		const known = rig.marketplace.placeOrder({ fulfillmentCenter: 'DEFAULT' }).id;
		expect(told(await rig.later(15, wide))).toEqual([
			`${known} newOrder null → waiting_acceptance`,
		]);
		const placed: string[] = [];
		for (let index = 0; index < 1_500; index++) {
			placed.push(rig.marketplace.placeOrder({ fulfillmentCenter: 'DEFAULT' }).id);
			rig.pass(30);
		}
		rig.marketplace.acceptByHand(known);
		const handed: string[] = [];
		for (let poll = 0; poll < 14; poll++) handed.push(...told(await rig.later(15, wide)));
		expect(handed.filter((text) => text.includes('newOrder'))).toHaveLength(1_500);
		expect(new Set(handed).size).toBe(handed.length);
		expect(handed).toContain(`${known} statusChanged waiting_acceptance → accepted`);
	});
});

describe('a marketplace whose proxy cuts out the time', () => {
	it('is read by the dates of its orders', async () => {
		const rig = new Rig();
		rig.marketplace.beforeAnswer = (_request, answer) => {
			delete answer.headers.date;
		};
		rig.marketplace.placeOrder();
		await rig.activate();
		const { id } = rig.marketplace.placeOrder();
		expect(told(await rig.later(15))[0]).toContain(`${id} newOrder`);
		for (let poll = 0; poll < 6; poll++) {
			const next = rig.marketplace.placeOrder().id;
			expect(told(await rig.later(15))[0]).toContain(`${next} newOrder`);
		}
	});

	it('gets through a burst of more orders than a page holds', async () => {
		const rig = new Rig();
		const news = { rules: rules({ events: new Set(['newOrder'] as const) }), dailySweep: false };
		rig.marketplace.beforeAnswer = (_request, answer) => {
			delete answer.headers.date;
		};
		rig.marketplace.placeOrder();
		await rig.activate(news);
		await rig.later(15, news);
		for (let order = 0; order < 250; order++) {
			rig.marketplace.placeOrder();
			rig.clock.advance(2_000);
		}
		const handed: string[] = [];
		for (let poll = 0; poll < 30; poll++) {
			if (poll === 8) rig.marketplace.placeOrder();
			handed.push(...told(await rig.later(15, { ...news, maxOrdersPerPoll: 70 })));
		}
		expect([handed.length, new Set(handed).size]).toEqual([251, 251]);
	});
});

describe('a marketplace that told a wrong time once', () => {
	it.each([
		['two hours ahead', 2, false],
		['two hours ahead, with a sweep', 2, true],
		['ten days ahead', 240, true],
	])('%s, is read on without a hole', async (_name, hours, dailySweep) => {
		const rig = new Rig();
		const news = { rules: rules({ events: new Set(['newOrder'] as const) }), dailySweep };
		await rig.activate(news);
		for (let poll = 0; poll < 4; poll++) await rig.later(15, news);
		let wrong = 1;
		rig.marketplace.beforeAnswer = (_request, answer) => {
			if (wrong-- <= 0) return;
			const date = rig.clock.now().plus({ hours }).toHTTP() ?? '';
			for (const name of Object.keys(answer.headers)) {
				if (name.toLowerCase() === 'date') answer.headers[name] = date;
			}
		};
		await rig.later(15, news);
		const handed: string[] = [];
		for (let poll = 0; poll < 96; poll++) {
			rig.marketplace.placeOrder({ fulfillmentCenter: 'DEFAULT' });
			handed.push(...told(await rig.later(15, news)));
		}
		for (let poll = 0; poll < 8; poll++) handed.push(...told(await rig.later(15, news)));
		expect([handed.length, new Set(handed).size]).toEqual([96, 96]);
		// It does not go on reading all of the last days.
		rig.requests();
		await rig.later(15, news);
		const [listing] = rig.requests().filter(({ operation }) => operation === 'OR11');
		const from = String(listing.query?.start_update_date);
		expect(from > (rig.clock.now().minus({ hours: 1 }).toISO() ?? '')).toBe(true);
	});
});

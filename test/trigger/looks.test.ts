import type { EventType } from '../../nodes/Worten/trigger/eventType';
import { Rig, rules, told } from './rig';

const own = { fulfillmentCenter: 'DEFAULT' };
const only = (...events: EventType[]) => ({ rules: rules({ events: new Set(events) }) });

/** Polls of which some may fail. */
async function polls(rig: Rig, count: number, over: object): Promise<string[]> {
	const handed: string[] = [];
	for (let poll = 0; poll < count; poll++) {
		handed.push(...told(await rig.later(15, over).catch(() => null)));
	}
	return handed;
}

describe('a look that always fails', () => {
	it('does not keep windows from being read: the watch over open orders', async () => {
		const rig = new Rig();
		const both = only('newOrder', 'shipmentDueSoon');
		await rig.activate(both);
		rig.marketplace.beforeAnswer = ({ query }, answer) => {
			if (query.order_state_codes !== undefined) Object.assign(answer, { status: 500, body: '' });
		};
		for (let order = 0; order < 3; order++) rig.marketplace.placeOrder(own);
		expect(await polls(rig, 20, both)).toHaveLength(3);
	});

	it('does not keep windows from being read: the daily sweep', async () => {
		const rig = new Rig();
		const news = only('newOrder');
		await rig.activate(news);
		await polls(rig, 4, news);
		const longAgo = () => rig.clock.now().minus({ days: 4 }).toMillis();
		rig.marketplace.beforeAnswer = ({ query }, answer) => {
			const from = Date.parse(String(query.start_update_date));
			if (from < longAgo()) Object.assign(answer, { status: 503, body: '' });
		};
		const handed: string[] = [];
		for (let quarter = 0; quarter < 96; quarter++) {
			rig.marketplace.placeOrder(own);
			handed.push(...(await polls(rig, 1, news)));
		}
		handed.push(...(await polls(rig, 2, news)));
		expect(handed).toHaveLength(96);
	});
});

describe('where the marketplace does not tell the time', () => {
	it('reminders come, and the sweep moves on', async () => {
		const rig = new Rig();
		const both = only('newOrder', 'stuckInDebit');
		rig.marketplace.beforeAnswer = (_request, answer) => {
			delete answer.headers.date;
		};
		rig.marketplace.placeOrder(own);
		await rig.activate({ ...both, dailySweep: false });
		const { id } = rig.marketplace.placeOrder(own);
		rig.marketplace.acceptByHand(id);
		const handed: string[] = [];
		for (let poll = 0; poll < 96 * 3; poll++) {
			if (poll % 8 === 0) rig.marketplace.placeOrder(own);
			handed.push(...(await polls(rig, 1, { ...both, dailySweep: poll > 96 * 2 })));
		}
		expect(handed.filter((text) => text.includes('stuckInDebit'))).toHaveLength(1);
		const sweeps = rig
			.requests()
			.flatMap(({ query = {} }) => (query.start_date && !query.start_update_date ? [query] : []));
		expect(String(sweeps.at(-1)?.start_date) > rig.clock.now().minus({ days: 6 }).toISO()!).toBe(
			true,
		);
	});
});

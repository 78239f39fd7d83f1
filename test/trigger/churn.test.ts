import { plainPager, wortenTrigger } from '../../bench/trigger/pollers';
import { simulate } from '../../bench/trigger/simulation';
import { WORLDS } from '../../bench/trigger/worlds';

/*
 * The short form of `npm run test:trigger`: a smaller shop, one seed a world, and small pages with
 * faults, where most can go wrong.
 */
describe('orders that change while they are being read', () => {
	it.each(WORLDS.map((world, index) => [world.name, world, index + 1] as const))(
		'are each delivered, and nothing twice (%s)',
		async (_name, world, seed) => {
			const result = await simulate({
				seed,
				world,
				pageSize: 10,
				faults: true,
				orders: 60,
				days: 3,
				poller: wortenTrigger,
			});
			expect(result).toMatchObject({
				orders: 60,
				lostOrders: 0,
				outdated: 0,
				lostRefunds: 0,
				lostReminders: 0,
				twice: 0,
				wrong: 0,
				tooSoon: 0,
			});
		},
		30_000,
	);

	it('are not all delivered by a plain pager: the measure measures something', async () => {
		const result = await simulate({
			seed: 4,
			world: WORLDS[3],
			pageSize: 10,
			faults: true,
			orders: 60,
			days: 3,
			poller: plainPager,
		});
		expect(result.outdated).toBeGreaterThan(0);
	}, 30_000);
});

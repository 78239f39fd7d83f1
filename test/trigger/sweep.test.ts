import { DateTime } from 'luxon';
import { localTime, sweepDay, sweepIsDue } from '../../nodes/Worten/trigger/sweep';
import { Rig, rules, told } from './rig';

const QUIET = { rules: rules({ events: new Set(['newOrder'] as const) }) };

const lisbon = (text: string) => DateTime.fromISO(text, { zone: 'Europe/Lisbon' });

/** On which of these moments a sweep begins, hour by hour. */
function sweeps(from: DateTime, hours: number, hour: number, stepMinutes = 15): string[] {
	const begun: string[] = [];
	let swept: string | undefined = sweepDay(from, hour);
	for (let minutes = 0; minutes <= hours * 60; minutes += stepMinutes) {
		const now = from.plus({ minutes });
		if (!sweepIsDue(swept, now, hour)) continue;
		swept = sweepDay(now, hour);
		begun.push(now.toFormat('dd HH:mm'));
	}
	return begun;
}

describe('when the daily sweep is due', () => {
	it('is once a day at its hour', () => {
		expect(sweeps(lisbon('2026-03-02T10:00'), 72, 4)).toEqual(['03 04:00', '04 04:00', '05 04:00']);
	});

	it('is once on the day an hour is skipped, and once on the day an hour comes twice', () => {
		// Lisbon: 29 March 2026, 01:00 becomes 02:00; 25 October, 02:00 becomes 01:00.
		expect(sweeps(lisbon('2026-03-28T10:00'), 48, 1)).toEqual(['29 02:00', '30 01:00']);
		expect(sweeps(lisbon('2026-10-24T10:00'), 49, 1)).toEqual(['25 01:00', '26 01:00']);
	});

	it('comes with the next poll when none falls into its hour', () => {
		expect(sweeps(lisbon('2026-03-02T09:00'), 72, 12, 24 * 60)).toEqual([
			'03 09:00',
			'04 09:00',
			'05 09:00',
		]);
	});

	it('is not brought on by a clock set back', () => {
		expect(sweepIsDue('2026-03-03', lisbon('2026-03-02T23:00'), 4)).toBe(false);
	});

	it('goes by UTC where the time zone is unknown', () => {
		const now = DateTime.fromISO('2026-03-02T04:30:00Z');
		expect(sweepDay(localTime(now, 'Nowhere/Atlantis'), 4)).toBe('2026-03-02');
		expect(sweepDay(localTime(now, 'Atlantic/Azores'), 4)).toBe('2026-03-01');
	});
});

describe('the daily sweep', () => {
	const days = (rig: Rig) =>
		rig
			.requests()
			.filter(({ operation }) => operation === 'OR11')
			.filter(({ query }) => query?.end_update_date === undefined && query?.start_date);

	it('asks what was changed and what was created, on two polls, once a day', async () => {
		const rig = new Rig();
		await rig.activate();
		rig.marketplace.placeOrder();
		rig.requests();
		for (let quarter = 0; quarter < 4 * 24 * 3; quarter++) await rig.later(15);
		// The part by creation is the only listing of an ordinary day with a start date alone.
		expect(days(rig)).toHaveLength(3);
	});

	it('is not begun again by a restart', async () => {
		const rig = new Rig({ start: '2026-03-03T03:50:00Z' });
		await rig.activate(QUIET);
		rig.requests();
		for (let poll = 0; poll < 5; poll++) await rig.later(15, QUIET);
		expect(days(rig)).toHaveLength(1);
		rig.restart();
		for (let poll = 0; poll < 8; poll++) await rig.later(15, QUIET);
		expect(days(rig)).toHaveLength(0);
	});

	it.each(['in memory', 'forgetful'] as const)(
		'is once a day where n8n saves nothing of polls that found nothing (%s)',
		async (engine) => {
			const rig = new Rig({ start: '2026-03-03T03:50:00Z' });
			rig.engine = engine;
			await rig.activate(QUIET);
			await rig.later(15, QUIET);
			rig.marketplace.placeOrder();
			expect(await rig.later(15, QUIET)).not.toBeNull();
			rig.requests();
			for (let poll = 0; poll < 20; poll++) await rig.later(15, QUIET);
			const all = rig.requests();
			const windows = all.filter(({ query }) => query?.start_update_date && !query.start_date);
			expect(all.length).toBe(20);
			expect(windows.length).toBeGreaterThanOrEqual(19 - 1);
		},
	);

	it.each([8, 12, 24])('finds what was not announced with polls %s hours apart', async (hours) => {
		const rig = new Rig();
		const news = { rules: rules({ events: new Set(['newOrder'] as const) }) };
		await rig.activate(news);
		for (let poll = 0; poll < 4; poll++) await rig.later(hours * 60, news);
		const { id } = rig.marketplace.placeOrder({ fulfillmentCenter: 'DEFAULT' });
		rig.marketplace.order(id)!.updatedAt = rig.clock.now().minus({ days: 30 }).toMillis();
		const handed: string[] = [];
		for (let poll = 0; poll < (24 / hours) * 5; poll++) {
			handed.push(...told(await rig.later(hours * 60, news)));
		}
		expect(handed).toEqual([`${id} newOrder null → waiting_acceptance`]);
	});
});

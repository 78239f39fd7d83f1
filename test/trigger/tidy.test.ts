import { DateTime } from 'luxon';
import type { Status } from '../../nodes/Worten/orders/status';
import { Ledger } from '../../nodes/Worten/trigger/ledger';
import type { Progress } from '../../nodes/Worten/trigger/state';
import { tidy } from '../../nodes/Worten/trigger/tidy';

const at = (text: string) => DateTime.fromISO(text, { zone: 'utc' });

const progress = (over: Partial<Progress> = {}): Progress => ({
	cursor: at('2026-03-20T08:00:00Z'),
	settled: at('2026-02-01T00:00:00Z'),
	serverDate: at('2026-03-20T08:01:00Z'),
	lastLook: 'window',
	windowsSinceWatch: 0,
	tidied: { day: '2026-03-19', cursor: at('2026-03-19T08:00:00Z') },
	...over,
});

function ledgerOf(...orders: Array<[id: string, day: string, status: Status]>): Ledger {
	const ledger = new Ledger();
	for (const [id, day, status] of orders) {
		const known = {
			print: 1,
			ready: false,
			unannounced: false,
			toldDueSoon: false,
			toldStuck: false,
		};
		ledger.remember(id, { ...known, status }, [], day);
	}
	return ledger;
}

describe('forgetting', () => {
	it('is once a day', () => {
		const ledger = ledgerOf(['old', '2026-01-01', 'closed']);
		const today = { tidied: { day: '2026-03-20', cursor: at('2026-03-20T00:00:00Z') } };
		expect(tidy(progress(today), ledger, 5)).toEqual(progress(today));
		expect(ledger.size).toBe(1);
		const next = tidy(progress(), ledger, 5);
		expect(ledger.size).toBe(0);
		expect(next.tidied).toEqual({ day: '2026-03-20', cursor: progress().cursor });
	});

	it('takes what ended before the sweep reaches, and what is under way after a month', () => {
		const ledger = ledgerOf(
			['ended, out of reach', '2026-03-12', 'closed'],
			['ended, within reach', '2026-03-13', 'refunded'],
			['under way', '2026-02-20', 'shipped'],
			['under way for long', '2026-02-10', 'shipped'],
		);
		const { settled } = tidy(progress(), ledger, 5);
		expect(ledger.order('ended, out of reach')).toBeUndefined();
		expect(ledger.order('under way for long')).toBeUndefined();
		expect(ledger.size).toBe(2);
		expect(settled).toEqual(at('2026-03-12').endOf('day'));
	});

	it('goes by where the cursor was the day before, so nothing is lost in a backlog', () => {
		const ledger = ledgerOf(['before the standstill', '2026-01-05', 'closed']);
		const standstill = progress({
			tidied: { day: '2026-01-06', cursor: at('2026-01-06T00:00:00Z') },
		});
		const next = tidy(standstill, ledger, 5);
		expect(ledger.size).toBe(1);
		expect(next.settled).toEqual(standstill.settled);
	});

	it('goes further when there are too many orders, but never past what has been read', () => {
		const days = ['2026-03-10', '2026-03-14', '2026-03-17', '2026-03-19', '2026-03-20'];
		const ledger = ledgerOf(
			...days.map((day) => [day, day, 'shipped'] as [string, string, Status]),
		);
		const { settled } = tidy(progress(), ledger, 5, 2);
		expect(ledger.size).toBe(2);
		expect(ledger.order('2026-03-19')).toBeDefined();
		expect(settled < progress().cursor).toBe(true);
		expect(settled).toEqual(at('2026-03-17').endOf('day'));
	});
});

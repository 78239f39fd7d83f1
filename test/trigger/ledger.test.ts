import fc from 'fast-check';
import { STATUSES, type Status } from '../../nodes/Worten/orders/status';
import { Ledger, type Particular } from '../../nodes/Worten/trigger/ledger';
import {
	readOrders,
	readParticulars,
	writeOrders,
	writeParticulars,
	type Known,
} from '../../nodes/Worten/trigger/ledgerText';

const known = (over: Partial<Known> = {}): Known => ({
	print: 1,
	status: 'shipped',
	ready: false,
	unannounced: false,
	toldDueSoon: false,
	toldStuck: false,
	...over,
});

const anyKnown: fc.Arbitrary<Known> = fc.record({
	print: fc.integer({ min: 0, max: 2 ** 28 - 1 }),
	status: fc.constantFrom<Status>('unknown', ...STATUSES),
	ready: fc.boolean(),
	unannounced: fc.boolean(),
	toldDueSoon: fc.boolean(),
	toldStuck: fc.boolean(),
});

const refund = (value: string | undefined, formerly: string[] = []): Particular => ({
	name: 'refund 1',
	value,
	formerly,
});

describe('the written ledger', () => {
	it('reads back what was written', () => {
		fc.assert(
			fc.property(
				fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 2 ** 44 - 1 }), anyKnown), {
					selector: ([key]) => key,
				}),
				(entries) => {
					const orders = new Map(entries);
					expect(readOrders(writeOrders(orders))).toEqual(orders);
				},
			),
		);
		fc.assert(
			fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 2 ** 40 - 1 })), (keys) => {
				expect(readParticulars(writeParticulars(new Set(keys)))).toEqual(new Set(keys));
			}),
		);
	});

	it('is the same text whatever the order things were remembered in', () => {
		const one = new Ledger();
		const other = new Ledger();
		for (const id of ['A', 'B', 'C']) one.remember(id, known(), [], '2026-03-02');
		for (const id of ['C', 'A', 'B']) other.remember(id, known(), [], '2026-03-02');
		expect(one.write()).toEqual(other.write());
	});

	it('takes at most 16 bytes an order, with every tenth refunded', () => {
		const ledger = new Ledger();
		for (let index = 0; index < 10_000; index++) {
			ledger.remember(
				`30${index}-A`,
				known(),
				index % 10 === 0 ? [refund('REFUNDED')] : [],
				`2026-03-0${1 + (index % 6)}`,
			);
		}
		const bytes = JSON.stringify(ledger.write()).length;
		expect(bytes / ledger.size).toBeLessThanOrEqual(16);
		expect(bytes / ledger.size).toBeLessThan(14.2);
	});

	it('tells apart ids that resemble each other', () => {
		const ledger = new Ledger();
		for (let index = 0; index < 50_000; index++) {
			ledger.remember(`${30_600_000 + index}-A`, known(), [], '2026-03-02');
		}
		expect(ledger.size).toBe(50_000);
	});
});

describe('the ledger', () => {
	it('knows orders and their particulars', () => {
		const ledger = new Ledger();
		expect(ledger.order('A')).toBeUndefined();
		ledger.remember('A', known({ status: 'accepted' }), [refund('WAITING_REFUND')], '2026-03-02');
		const again = new Ledger(ledger.write());
		expect(again.order('A')).toEqual(known({ status: 'accepted' }));
		expect(again.order('B')).toBeUndefined();
		expect(again.holds('A', 'refund 1', 'WAITING_REFUND')).toBe(true);
		expect(again.holds('A', 'refund 1', 'REFUNDED')).toBe(false);
		expect(again.holds('B', 'refund 1', 'WAITING_REFUND')).toBe(false);
	});

	it('replaces what a particular was before', () => {
		const ledger = new Ledger();
		ledger.remember('A', known(), [refund('WAITING_REFUND')], '2026-03-02');
		ledger.remember('A', known(), [refund('REFUNDED', ['WAITING_REFUND'])], '2026-03-03');
		expect(ledger.holds('A', 'refund 1', 'WAITING_REFUND')).toBe(false);
		expect(Object.keys(ledger.write().particulars)).toEqual(['2026-03-03']);
		ledger.remember('A', known(), [refund(undefined, ['REFUNDED'])], '2026-03-04');
		expect(ledger.write().particulars).toEqual({});
	});

	it('forgets orders that ended before those under way, and says up to when', () => {
		const ledger = new Ledger();
		ledger.remember('ended', known({ status: 'closed' }), [], '2026-03-01');
		ledger.remember('under way', known({ status: 'shipped' }), [], '2026-03-01');
		ledger.remember('later', known({ status: 'closed' }), [], '2026-03-05');
		expect(ledger.forget({ ended: '2026-03-02', underWay: '2026-02-01' })).toBe('2026-03-01');
		expect(ledger.order('ended')).toBeUndefined();
		expect(ledger.order('under way')).toBeDefined();
		expect(ledger.order('later')).toBeDefined();
		expect(ledger.forget({ ended: '2026-03-02', underWay: '2026-02-01' })).toBeUndefined();
		expect(ledger.forget({ ended: '2026-03-02', underWay: '2026-03-02' })).toBe('2026-03-01');
		expect(ledger.size).toBe(1);
	});
});

import { statusSince } from '../../nodes/Worten/trigger/since';
import { aCancelation, aLine, anOrder, aRefund, type RawOrder } from '../orders/build';

const since = (order_state: string, over: Partial<RawOrder> = {}) =>
	statusSince(anOrder({ order_state, ...over }))?.toISO({ suppressMilliseconds: true });

const line = (over: Parameters<typeof aLine>[0]) => ({ order_lines: [aLine(over)] });

describe('since when an order has its status, by its own dates', () => {
	it.each([
		['STAGING', {}, '2026-03-01T09:00:00Z'],
		['WAITING_ACCEPTANCE', {}, '2026-03-01T09:00:00Z'],
		['WAITING_DEBIT', {}, '2026-03-01T11:00:00Z'],
		['SHIPPING', {}, '2026-03-01T12:30:00.460Z'],
		['SHIPPED', line({ shipped_date: '2026-03-02T08:00:00Z' }), '2026-03-02T08:00:00Z'],
		['RECEIVED', line({ received_date: '2026-03-04T08:00:00Z' }), '2026-03-04T08:00:00Z'],
		[
			'CANCELED',
			line({ cancelations: [aCancelation({ created_date: '2026-03-02T10:00:00Z' })] }),
			'2026-03-02T10:00:00Z',
		],
		['REFUSED', {}, '2026-03-01T11:00:00Z'],
		// Refused because time ran out: nobody decided.
		[
			'REFUSED',
			{
				acceptance_decision_date: null,
				order_lines: [{ ...aLine({}), last_updated_date: '2026-03-03T09:00:00Z' }],
			},
			'2026-03-03T09:00:00Z',
		],
		[
			'RECEIVED',
			{
				fully_refunded: true,
				...line({ refunds: [aRefund({ created_date: '2026-03-05T10:00:00Z' })] }),
			},
			'2026-03-05T10:00:00Z',
		],
		[
			'RECEIVED',
			{
				fully_refunded: true,
				...line({
					refunds: [
						aRefund({ refund_state: 'REFUNDED', transaction_date: '2026-03-06T10:00:00Z' }),
					],
				}),
			},
			'2026-03-06T10:00:00Z',
		],
	])('%s', (state, over, expected) => {
		expect(since(state, over as Partial<RawOrder>)).toBe(expected);
	});

	// Out of STAGING, closed by hand, cancelled before it was accepted, accepted by itself.
	it.each(['WAITING_ACCEPTANCE', 'CLOSED', 'CANCELED', 'WAITING_DEBIT'])(
		'%s, by its lines where nothing else tells',
		(state) => {
			const lines = [{ ...aLine({}), last_updated_date: '2026-03-03T09:00:00Z' }];
			expect(since(state, { acceptance_decision_date: null, order_lines: lines })).toBe(
				'2026-03-03T09:00:00Z',
			);
		},
	);

	it.each([
		['SHIPPED', {}],
		['REFUSED', { acceptance_decision_date: null }],
		['ON_THE_MOON', {}],
	])('is not known of %s without a date', (state, over) => {
		expect(since(state, over)).toBeUndefined();
	});
});

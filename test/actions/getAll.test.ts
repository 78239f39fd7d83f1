import type { INodeParameters } from 'n8n-workflow';
import { getAll } from '../../nodes/Worten/actions/order/getAll.operation';
import { InSandbox } from './inSandbox';

const shop = new InSandbox();
const orders = shop.place(130, 'new');
const newest = orders.map(({ id }) => id).reverse();

const list = async (parameters: INodeParameters, input = [{}]) => {
	const outcome = await shop.run(getAll, parameters, input);
	return { ...outcome, ids: outcome.output.map(({ json }) => json.orderId) };
};

describe('Get Many', () => {
	it('reads no more than the limit needs', async () => {
		const { ids, sent } = await list({ limit: 2 });
		expect(ids).toEqual(newest.slice(0, 2));
		expect(sent.map(({ query }) => query?.max)).toEqual([2]);
	});

	it.each([1, 5])(
		'reads whole pages where it has to look for a status itself, limit %d',
		async (limit) => {
			const { ids, sent } = await list({ limit, filters: { statuses: ['refunded'] } });
			expect(ids).toEqual([]);
			expect(sent.length).toBeLessThan(5);
		},
	);

	it.each([
		['text', '={{ "5" }}', 5],
		['text with blanks', ' 3 ', 3],
		['a number', 4, 4],
	])('takes a limit that is %s', async (_what, limit, count) => {
		expect((await list({ limit })).ids).toHaveLength(count);
	});

	it('says what is wrong with a limit', async () => {
		expect((await list({ limit: '={{ "many" }}' })).error()).toMatch(
			/The field "limit" cannot be used: it has to be a number, but is text/,
		);
		expect((await list({ limit: 0 })).error()).toMatch(/it has to be 1 or more/);
		expect((await list({ limit: '={{ $json.mispelt }}' })).error()).toMatch(/gave nothing/);
	});

	it.each([
		['={{ "false" }}', false],
		['={{ "true" }}', true],
		[false, false],
		['={{ undefined }}', undefined],
	])('takes an incident filter of %p', async (hasIncident, asked) => {
		const { sent, error } = await list({ limit: 1, filters: { hasIncident } });
		expect(error()).toBe('');
		expect(sent[0].query?.has_incident).toBe(asked);
	});

	it('says what is wrong with a filter', async () => {
		expect((await list({ filters: { createdAfter: 'yesterday' } })).error()).toMatch(
			/The field "filters.createdAfter" cannot be used: it has to be a date: "yesterday" is not a date/,
		);
		expect((await list({ filters: { hasIncident: 'perhaps' } })).error()).toMatch(
			/The field "filters.hasIncident" cannot be used: it has to be true or false, but is text/,
		);
		expect((await list({ filters: '={{ 5 }}' })).error()).toMatch(
			/The field "filters" cannot be used: it has to be an object, but is a number/,
		);
	});

	it('takes filters an expression gives as a whole', async () => {
		const filters = '={{ ({ orderIds: $json.ids }) }}';
		const { ids } = await list({ filters }, [{ ids: newest.slice(3, 5) }]);
		expect(ids).toEqual(newest.slice(3, 5));
	});

	describe('by order numbers', () => {
		it('asks for 100 at once', async () => {
			const { ids, sent } = await list({
				returnAll: true,
				filters: { orderIds: newest.join(', ') },
			});
			expect(new Set(ids)).toEqual(new Set(newest));
			expect(sent).toHaveLength(2);
		});

		it('passes over what cannot be one', async () => {
			const orderIds = [newest[0], 'x'.repeat(9_000), 'A-1\u0007', newest[1]];
			const { ids } = await list({ filters: { orderIds: '={{ $json.ids }}' } }, [
				{ ids: orderIds },
			]);
			expect(ids).toEqual([newest[0], newest[1]]);
		});

		it.each([
			['when none can be one', ['x'.repeat(9_000)]],
			['when the list is empty', []],
		])('returns nothing, not everything, %s', async (_what, given) => {
			const { ids, sent } = await list({ filters: { orderIds: '={{ $json.ids }}' } }, [
				{ ids: given },
			]);
			expect(ids).toEqual([]);
			expect(sent).toEqual([]);
		});

		it('says so when an expression gives none', async () => {
			const { error } = await list({ filters: { orderIds: '={{ $json.mispelt }}' } });
			expect(error()).toMatch(/expression for the filter "Order IDs" gave nothing/);
		});

		it('returns everything where the filter is left empty', async () => {
			expect((await list({ limit: 3, filters: { orderIds: '' } })).ids).toHaveLength(3);
		});
	});
});

import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { refund } from '../../nodes/Worten/actions/order/refund.operation';
import { InSandbox } from './inSandbox';

/** Amounts per line: an amount that went missing on the way never becomes "all that is left". */

async function refunded(refundLines: unknown, json: IDataObject = {}, more: INodeParameters = {}) {
	const shop = new InSandbox();
	const [order] = shop.place(1, 'shipped');
	const [first, second] = order.lines;
	const outcome = await shop.run(
		refund,
		{
			reasonCode: '201',
			refundLines: refundLines as INodeParameters,
			options: { dryRun: true },
			...more,
		},
		[{ id: order.id, line: first.id, other: second.id, ...json }],
	);
	return { ...outcome, total: outcome.output[0].json.total, error: outcome.error() };
}

const line = '={{ $json.line }}';

describe('amounts per line', () => {
	it.each([
		['an amount', { line: [{ lineId: line, amount: '5' }] }, 5],
		['an amount by expression', { line: [{ lineId: line, amount: '={{ 2 + 3 }}' }] }, 5],
		['an amount left empty on purpose', { line: [{ lineId: line, amount: '' }] }, 30],
		['nothing but a line', { line: [{ lineId: line }] }, 30],
		['units', { line: [{ lineId: line, quantity: 1 }] }, 30],
		['units as text', { line: [{ lineId: line, quantity: '={{ "1" }}' }] }, 30],
		['units not stated', { line: [{ lineId: line, amount: '5', quantity: 0 }] }, 5],
		[
			'units of zero by expression beside an amount',
			{ line: [{ lineId: line, amount: '5', quantity: '={{ 0 }}' }] },
			5,
		],
		['a list by expression', { line: '={{ [{ lineId: $json.line, amount: 5 }] }}' }, 5],
		['all by expression', '={{ ({ line: [{ lineId: $json.line, amount: "5" }] }) }}', 5],
		[
			'all by expression, as JSON text',
			'={{ JSON.stringify({ line: [{ lineId: $json.line, amount: "5" }] }) }}',
			5,
		],
		['units in a list by expression', { line: '={{ [{ lineId: $json.line, quantity: 1 }] }}' }, 30],
	])('are taken: %s', async (_what, refundLines, total) => {
		const { error, total: sent } = await refunded(refundLines);
		expect(error).toBe('');
		expect(sent).toBe(total);
	});

	it.each([
		['undefined', '={{ $json.refundAmuont }}'],
		['null', '={{ null }}'],
		['blank', '={{ "  " }}'],
	])('an expression for an amount that gives %s is a problem', async (_what, amount) => {
		const { error } = await refunded({ line: [{ lineId: line, amount }] });
		expect(error).toMatch(/expression for "Amount".*gave nothing/);
		expect(error).toMatch(/leave the field empty/i);
	});

	it.each([
		['Shipping Amount', { amount: '5', shippingAmount: '={{ $json.mispelt }}' }],
		['Quantity', { amount: '5', quantity: '={{ $json.mispelt }}' }],
		['Quantity', { quantity: '={{ $json.mispelt }}' }],
	])('and so is one for %s', async (name, fields) => {
		const { error } = await refunded({ line: [{ lineId: line, ...fields }] });
		expect(error).toMatch(new RegExp(`expression for "${name}".*gave nothing`));
	});

	it('zero units by expression do not become the whole line', async () => {
		const { error } = await refunded({ line: [{ lineId: line, quantity: '={{ 0 }}' }] });
		expect(error).toMatch(/quantity.*whole number above zero: 0/i);
	});

	it.each([
		['no lines', '={{ ({ line: [] }) }}'],
		['an empty object', '={{ ({}) }}'],
		['nothing', '={{ $json.mispelt }}'],
		['a list of no lines', { line: '={{ [] }}' }],
		['nothing for the list', { line: '={{ $json.mispelt }}' }],
	])('an expression that gives %s does not become the whole order', async (_what, refundLines) => {
		const { error } = await refunded(refundLines);
		expect(error).toMatch(/gave (nothing|no lines)/);
	});

	it.each([
		['without it', '{ lineId: $json.line }'],
		['with an empty one', '{ lineId: $json.line, amount: $json.mispelt }'],
		['with units of zero', '{ lineId: $json.line, quantity: 0 }'],
	])('a line made by an expression needs an amount or units: %s', async (_what, entry) => {
		const { error } = await refunded({ line: `={{ [${entry}] }}` });
		expect(error).toMatch(/no "Amount" and no "Quantity"/);
	});

	it('says what it cannot read', async () => {
		expect((await refunded({ line: '={{ "L1" }}' })).error).toMatch(
			/has to be a list, but is text/,
		);
		expect((await refunded({ line: '={{ ["L1"] }}' })).error).toMatch(
			/line\.0.*has to be an object, but is text/,
		);
		expect((await refunded('={{ 5 }}')).error).toMatch(/has to be an object, but is a number/);
		expect((await refunded({ line: [{ lineId: line, quantity: 'some' }] })).error).toMatch(
			/not a whole number above zero: some/,
		);
	});
});

import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { z } from 'zod';
import { lineShape } from '../../nodes/Worten/actions/fields/lines';
import { readOrderId } from '../../nodes/Worten/actions/fields/orderId';
import { readWriteOptions } from '../../nodes/Worten/actions/fields/writeOptions';
import { Item, optionalText, wholeNumber, yesNo } from '../../nodes/Worten/actions/item';
import { accept } from '../../nodes/Worten/actions/order/accept.operation';
import { refund } from '../../nodes/Worten/actions/order/refund.operation';
import { OrderProblem } from '../../nodes/Worten/orders/problem';
import { executeContext } from '../n8n/contexts';
import { problemOf } from '../orders/problems';
import { InSandbox } from './inSandbox';

/** How the fields of an item are read, through n8n's own resolution of expressions. */

const itemWith = (parameters: INodeParameters, json: IDataObject = {}) =>
	new Item(
		executeContext({ resource: 'order', operation: 'refund', ...parameters }, { input: [json] }),
		0,
	);

describe('a field', () => {
	it.each([
		['5', 5],
		[' 7 ', 7],
		[9, 9],
		['={{ "5" }}', 5],
		[null, 50],
	])('that is a whole number takes %p', (value, expected) => {
		const item = itemWith({ reasonCode: value });
		expect(item.read({ reasonCode: wholeNumber(50, 1) })).toEqual({ reasonCode: expected });
	});

	it.each([
		['many', 'has to be a number, but is text'],
		[2.5, 'has to be a whole number'],
		[0, 'has to be 1 or more'],
		['={{ [] }}', 'has to be a number, but is a list'],
	])('that is a whole number says what is wrong with %p', (value, message) => {
		const problem = problemOf(() =>
			itemWith({ reasonCode: value }).read({ reasonCode: wholeNumber(50, 1) }),
		);
		expect(problem).toBeInstanceOf(OrderProblem);
		expect(problem.message).toBe(`The field "reasonCode" cannot be used: it ${message}`);
	});

	it('says what is wrong in plain English', () => {
		const message = (value: unknown, schema: z.ZodTypeAny) =>
			problemOf(() => itemWith({ reasonCode: value as string }).read({ reasonCode: schema }))
				.message;
		expect(message('={{ ({}) }}', optionalText)).toBe(
			'The field "reasonCode" cannot be used: it has to be text or a number, but is an object',
		);
		expect(message('perhaps', yesNo(true))).toBe(
			'The field "reasonCode" cannot be used: it has to be true or false, but is text',
		);
		expect(message('some', lineShape.lines)).toBe(
			'The field "reasonCode" cannot be used: it has to be "all" or "selected"',
		);
	});
});

describe('an expression that gives nothing', () => {
	it.each([
		['a choice', lineShape.lines],
		['a yes or no', yesNo(true)],
		['a number', wholeNumber(50, 1)],
	])('does not become the usual value in silence: %s', (_what, schema) => {
		const problem = problemOf(() =>
			itemWith({ reasonCode: '={{ $json.mispelt }}' }).read({ reasonCode: schema }),
		);
		expect(problem.message).toBe(
			'The expression in the field "reasonCode" gave nothing for this item',
		);
		expect(itemWith({}).read({ notShown: schema }).notShown).toBeDefined();
	});

	it('is fine where a field may be empty', () => {
		const item = itemWith({ reasonCode: '={{ $json.mispelt }}' });
		expect(item.read({ reasonCode: optionalText })).toEqual({ reasonCode: undefined });
	});
});

describe('whether a value is written as an expression', () => {
	const item = itemWith({
		reasonCode: '15',
		refundLines: { line: [{ lineId: 'L1', amount: '={{ $json.a }}' }] },
		options: '={{ $json.options }}',
	});
	it.each([
		['reasonCode', false],
		['refundLines', false],
		['refundLines.line.0.lineId', false],
		['refundLines.line.0.amount', true],
		['refundLines.line.1.amount', false],
		['options', true],
		['options.dryRun', true],
		['nowhere.at.all', false],
	])('%s: %p', (path, expected) => {
		expect(item.isExpression(path)).toBe(expected);
	});
});

describe('options', () => {
	const read = (options: unknown, json?: IDataObject) =>
		readWriteOptions(itemWith({ options: options as INodeParameters }, json));

	it.each([
		['nothing', undefined, false],
		['fields', { dryRun: true }, true],
		['a field with an expression', { dryRun: '={{ "true" }}' }, true],
		['an expression for the whole', '={{ ({ dryRun: true }) }}', true],
		['an expression that gives JSON text', '={{ JSON.stringify({ dryRun: true }) }}', true],
		['an expression for the whole, without it', '={{ ({ ifAlreadyDone: "fail" }) }}', false],
	])('are read: %s', (_what, options, dryRun) => {
		expect(read(options)).toMatchObject({ dryRun });
	});

	it.each([
		['text', 'dry run', /has to be an object, but is text/],
		['a list', '={{ [{ dryRun: true }] }}', /has to be an object, but is a list/],
		['JSON text of a list', '={{ "[1]" }}', /has to be an object, but is a list/],
		['a number', '={{ 1 }}', /has to be an object, but is a number/],
		['an expression that gives nothing', '={{ $json.mispelt }}', /"options" gave nothing/],
		['a Dry Run that gives nothing', { dryRun: '={{ $json.mispelt }}' }, /Dry Run.*gave nothing/],
		['a Dry Run of null', { dryRun: '={{ null }}' }, /Dry Run.*gave nothing/],
		['a Dry Run of blanks', { dryRun: '={{ " " }}' }, /Dry Run.*gave nothing/],
		[
			'an If Already Done that gives nothing',
			{ ifAlreadyDone: '={{ $json.mispelt }}' },
			/If Already Done.*gave nothing/,
		],
		['a Dry Run that is neither', { dryRun: 'perhaps' }, /Dry Run.*has to be true or false/],
	])('are never ignored in silence: %s', (_what, options, message) => {
		expect(problemOf(() => read(options)).message).toMatch(message);
	});

	it.each([
		[
			refund,
			{ reasonCode: '201', options: { refundAgain: 'perhaps' } },
			/options.refundAgain.*true or false/,
		],
		[
			accept,
			{ options: { shippingFromCountry: '={{ [1] }}' } },
			/options.shippingFromCountry.*a list/,
		],
	])('of an operation’s own say what is wrong, too', async (operation, parameters, message) => {
		const shop = new InSandbox();
		const [order] = shop.place(1, 'new');
		expect((await shop.run(operation, parameters, [{ id: order.id }])).error()).toMatch(message);
	});

	it('stop a refund that was only to be tried out', async () => {
		const shop = new InSandbox();
		const [order] = shop.place(1, 'shipped');
		const input = [{ id: order.id }];
		const dry = await shop.run(
			refund,
			{ reasonCode: '201', options: '={{ JSON.stringify({ dryRun: true }) }}' },
			input,
		);
		expect(dry.output[0].json).toMatchObject({ dryRun: true, done: false });
		const mispelt = await shop.run(
			refund,
			{ reasonCode: '201', options: { dryRun: '={{ $json.tryOut }}' } },
			input,
		);
		expect(mispelt.error()).toMatch(/gave nothing/);
		expect(shop.marketplace.journal.filter(({ kind }) => kind === 'refund')).toEqual([]);
	});
});

describe('an order number', () => {
	it.each([
		['={{ ["A-1"] }}', /a list/],
		['={{ ({ id: "A-1" }) }}', /an object/],
		['={{ true }}', /true or false/],
	])('says what arrived instead: %s', (value, message) => {
		const item = itemWith({ orderId: { __rl: true, mode: 'id', value } });
		expect(problemOf(() => readOrderId(item)).message).toMatch(message);
	});
});

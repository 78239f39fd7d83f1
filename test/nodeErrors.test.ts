import { NodeApiError, NodeOperationError, type INode } from 'n8n-workflow';
import { AddressError } from '../nodes/Worten/marketplace/address';
import { MarketplaceError, type MarketplaceErrorFields } from '../nodes/Worten/marketplace/errors';
import { asNodeError } from '../nodes/Worten/nodeErrors';
import { OrderProblem } from '../nodes/Worten/orders/problem';

const node: INode = {
	id: '1',
	name: 'Worten',
	type: 'worten',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};
const marketplaceError = (fields: Partial<MarketplaceErrorFields>) =>
	new MarketplaceError({ kind: 'rejected', operation: 'OR21', maybeCarriedOut: false, ...fields });

describe('errors as n8n shows them', () => {
	it('name the item, the order, what happened and what to do', () => {
		const error = asNodeError(
			node,
			marketplaceError({ status: 400, code: 'ORDER_NOT_FOUND', said: 'gone' }),
			{
				itemIndex: 3,
				undone: 'Order A-1 was not accepted',
				known: 'The order is at status "refused" now.',
			},
		);
		expect(error).toBeInstanceOf(NodeApiError);
		expect(error.message).toBe(
			'Order A-1 was not accepted: The marketplace does not know this order',
		);
		expect(error.description).toMatch(
			/^The order is at status "refused" now\. Check the order number/,
		);
		expect(error.context.itemIndex).toBe(3);
		expect(error).toMatchObject({ httpCode: '400' });
	});

	it.each([
		[{ kind: 'unauthorized', status: 401 }, { cause: 'credential-invalid' }],
		[{ kind: 'forbidden', status: 403 }, { cause: 'credential-invalid' }],
		[{ kind: 'rateLimited', status: 429 }, { cause: 'rate-limited' }],
		[
			{ kind: 'rateLimited', status: 429, retryAfterMs: 9_000 },
			{ cause: 'rate-limited', retryAfterMs: 9_000 },
		],
		[{ kind: 'unavailable', status: 503 }, { cause: 'temporarily-unavailable' }],
		[{ kind: 'noAnswer', code: 'ECONNRESET' }, { cause: 'temporarily-unavailable' }],
		[{ kind: 'unreadable', status: 200 }, { cause: 'temporarily-unavailable' }],
		[{ kind: 'noAnswer', code: 'DOMAIN_NOT_ALLOWED' }, { cause: 'configuration-invalid' }],
		[{ kind: 'notFound', status: 404 }, { cause: 'configuration-invalid' }],
		[{ kind: 'redirected', status: 302 }, { cause: 'configuration-invalid' }],
	] as const)('tell n8n why: %j is %j', (fields, failure) => {
		expect(asNodeError(node, marketplaceError(fields)).failure).toEqual(failure);
	});

	it.each(['ECONNRESET', 'ETIMEDOUT', 'ECONNREFUSED', 'ENOTFOUND'])(
		'keep their own words although n8n has some for %s',
		(code) => {
			const error = asNodeError(
				node,
				marketplaceError({ kind: 'noAnswer', code, said: 'socket hang up' }),
				{
					undone: 'Order A-1 was not shipped',
				},
			);
			expect(error.message).toMatch(/^Order A-1 was not shipped: /);
		},
	);

	it('name an order once, not twice', () => {
		const problem = new OrderProblem('Order A-1 is shipped already', 'Refund it instead.', {
			orderId: 'A-1',
			lineId: 'A-1-1',
		});
		const error = asNodeError(node, problem, {
			itemIndex: 0,
			undone: 'Order A-1 was not accepted',
		});
		expect(error).toBeInstanceOf(NodeOperationError);
		expect(error.message).toBe('Order A-1 is shipped already');
		expect(error.description).toBe('Refund it instead.');
		expect(error.context).toMatchObject({ itemIndex: 0, orderId: 'A-1', lineId: 'A-1-1' });
	});

	it('begin with what was not done where the problem names no order', () => {
		const problem = new OrderProblem('the reason is missing', 'Choose one.');
		expect(asNodeError(node, problem, { undone: 'Order A-1 was not refunded' }).message).toBe(
			'Order A-1 was not refunded: the reason is missing',
		);
	});

	it('tell what is wrong with an address, and pass n8n’s own errors on', () => {
		expect(asNodeError(node, new AddressError('Bad address', 'Mend it')).description).toBe(
			'Mend it',
		);
		const own = new NodeOperationError(node, 'mine');
		expect(asNodeError(node, own, { itemIndex: 2 })).toBe(own);
		expect(own.context.itemIndex).toBe(2);
		expect(asNodeError(node, new TypeError('oops'), { itemIndex: 1 })).toBeInstanceOf(
			NodeOperationError,
		);
	});
});

import { MarketplaceClient } from '../../nodes/Worten/marketplace/client';
import { MarketplaceError } from '../../nodes/Worten/marketplace/errors';
import { NoAnswerError } from '../../nodes/Worten/marketplace/transport';
import { anOrder } from '../orders/build';
import { FakeTiming, FakeTransport } from './fakeTransport';

type Answers = ConstructorParameters<typeof FakeTransport>[0];

function clientWith(answers: Answers) {
	const transport = new FakeTransport(answers);
	const timing = new FakeTiming();
	return { transport, timing, client: new MarketplaceClient(transport, timing) };
}

const failure = async (promise: Promise<unknown>): Promise<MarketplaceError> => {
	const error = await promise.then(
		() => undefined,
		(thrown) => thrown,
	);
	expect(error).toBeInstanceOf(MarketplaceError);
	return error;
};

const page = (orders: unknown[]) => ({ body: { orders, total_count: orders.length } });

describe('reading orders (OR11)', () => {
	it('hands over readable and malformed orders side by side, with the server date', async () => {
		const good = anOrder({ order_id: 'A-1' });
		const { client } = clientWith([
			{
				...page([good, { order_id: 'B-2', order_state: 7 }, 'nonsense']),
				headers: { date: 'Mon, 02 Mar 2026 09:59:58 GMT' },
			},
		]);
		const { orders, totalCount, serverDate } = await client.listOrders({ max: 10 });
		expect(totalCount).toBe(3);
		expect(serverDate?.toISO()).toBe('2026-03-02T09:59:58.000Z');
		expect(orders[0]).toMatchObject({ readable: true, order: { order_id: 'A-1' } });
		expect(orders[1]).toMatchObject({ readable: false, orderId: 'B-2' });
		expect(orders[2]).toMatchObject({ readable: false, orderId: undefined, raw: 'nonsense' });
	});

	it('keeps fields and states it has never heard of', async () => {
		const raw = { ...anOrder({ order_id: 'A-1' }), order_state: 'TELEPORTED', brand_new: { x: 1 } };
		const { client } = clientWith([page([raw])]);
		const [received] = (await client.listOrders({})).orders;
		expect(received).toMatchObject({
			readable: true,
			order: { order_state: 'TELEPORTED', brand_new: { x: 1 } },
		});
	});

	it('asks for instants in UTC and for lists with commas', async () => {
		const { client, transport, timing } = clientWith([page([])]);
		await client.listOrders({
			order_ids: ['1/2', 'ü 3'],
			start_update_date: timing.now().setZone('Europe/Madrid'),
		});
		expect(transport.requests[0].query).toMatchObject({
			order_ids: ['1/2', 'ü 3'],
			start_update_date: '2026-03-02T10:00:00.000Z',
		});
	});
});

describe('trying reads again', () => {
	it.each([
		['a 503', { status: 503, body: '<html><title>Busy</title></html>' }],
		['a 500 with JSON', { status: 500, body: { message: 'oops' } }],
		['an empty body', { status: 200, body: '' }],
		['truncated JSON', { status: 200, body: '{"orders":[{"order_' }],
		['an HTML page with status 200', { status: 200, body: '<!doctype html><title>Hello</title>' }],
		['a reset', new NoAnswerError('socket hang up', 'ECONNRESET')],
		['a timeout', new NoAnswerError('timeout of 30000ms exceeded', 'ETIMEDOUT')],
	])('after %s', async (_what, bad) => {
		const { client, timing } = clientWith([bad, page([])]);
		await expect(client.listOrders({})).resolves.toMatchObject({ orders: [] });
		expect(timing.waits).toHaveLength(1);
	});

	it('waits as long as Retry-After asks for, in seconds', async () => {
		const { client, timing } = clientWith([
			{ status: 429, headers: { 'retry-after': '7' } },
			page([]),
		]);
		await client.listOrders({});
		expect(timing.waits).toEqual([7_000]);
	});

	it('waits as long as Retry-After asks for, as a date by the server clock', async () => {
		const { client, timing } = clientWith([
			{
				status: 429,
				headers: {
					date: 'Mon, 02 Mar 2026 08:00:00 GMT',
					'retry-after': 'Mon, 02 Mar 2026 08:00:12 GMT',
				},
			},
			page([]),
		]);
		await client.listOrders({});
		expect(timing.waits).toEqual([12_000]);
	});

	it('gives up at once when the wait would end after the deadline, and says how long it would be', async () => {
		const { client, timing } = clientWith([{ status: 429, headers: { 'retry-after': '3600' } }]);
		const error = await failure(client.listOrders({}));
		expect(error).toMatchObject({ kind: 'rateLimited', retryAfterMs: 3_600_000 });
		expect(timing.waits).toEqual([]);
	});

	it('gives up after five tries', async () => {
		const { client, transport } = clientWith(Array.from({ length: 5 }, () => ({ status: 503 })));
		expect((await failure(client.listOrders({}))).kind).toBe('unavailable');
		expect(transport.requests).toHaveLength(5);
	});

	it.each([
		[401, 'unauthorized'],
		[403, 'forbidden'],
		[404, 'notFound'],
		[400, 'rejected'],
		[302, 'redirected'],
	])('not after a %d', async (status, kind) => {
		const { client, transport } = clientWith([{ status, body: { message: 'no', status } }]);
		expect(await failure(client.listOrders({}))).toMatchObject({ kind, status });
		expect(transport.requests).toHaveLength(1);
	});

	it('not when the marketplace cannot be reached at all', async () => {
		const { client, transport } = clientWith([
			new NoAnswerError('getaddrinfo ENOTFOUND', 'ENOTFOUND'),
		]);
		expect(await failure(client.listOrders({}))).toMatchObject({
			kind: 'noAnswer',
			maybeCarriedOut: false,
		});
		expect(transport.requests).toHaveLength(1);
	});
});

describe('writes', () => {
	it.each([
		['a reset', new NoAnswerError('socket hang up', 'ECONNRESET'), true],
		['a timeout', new NoAnswerError('timeout', 'ETIMEDOUT'), true],
		['a failure without a code', new NoAnswerError('who knows'), true],
		['a refused connection', new NoAnswerError('connect', 'ECONNREFUSED'), false],
		['a 502', { status: 502 }, true],
		['a 429', { status: 429 }, false],
		['a 400', { status: 400, body: { message: 'no' } }, false],
	])(
		'are sent once, and %s tells whether they may have been done',
		async (_what, bad, maybeCarriedOut) => {
			const { client, transport, timing } = clientWith([bad]);
			expect(await failure(client.ship('A-1'))).toMatchObject({ maybeCarriedOut });
			expect(transport.requests).toHaveLength(1);
			expect(timing.waits).toEqual([]);
		},
	);

	it('encode ids in paths', async () => {
		const { client, transport } = clientWith([{ status: 204 }]);
		await client.ship('12/3 ç?#');
		expect(transport.requests[0].path).toBe('/api/orders/12%2F3%20%C3%A7%3F%23/ship');
	});

	it('take the code and the field errors from an error body', async () => {
		const { client } = clientWith([
			{
				status: 400,
				body: {
					status: 400,
					message: 'Bad',
					errors: [{ code: 'VALIDATION_ERROR', field: 'order_lines', message: 'is empty' }],
				},
			},
		]);
		expect(await failure(client.decideAcceptance('A-1', []))).toMatchObject({
			kind: 'rejected',
			code: 'VALIDATION_ERROR',
			said: 'Bad',
			details: ['order_lines: is empty'],
		});
	});

	it('take line errors inside a 200 of OR07 for the failure they are', async () => {
		const { client } = clientWith([
			{
				body: {
					order_lines: [
						{ id: 'L1', errors: [{ code: 'X', field: 'id', message: 'not allowed' }] },
						{ id: 'L2' },
					],
				},
			},
		]);
		expect(await failure(client.setShippingCountry(['L1', 'L2'], 'PRT'))).toMatchObject({
			kind: 'rejected',
			code: 'X',
			details: ['L1: not allowed'],
			maybeCarriedOut: true,
		});
	});

	it('take a parcel refused inside a 201 (ST01) for the failure it is', async () => {
		const { client } = clientWith([
			{
				status: 201,
				body: {
					shipment_errors: [{ order_id: 'A-1', message: 'nothing left to ship' }],
					shipment_success: [],
				},
			},
		]);
		const parcel = { order_id: 'A-1', shipment_lines: [], tracking: {}, shipped: true as const };
		expect(await failure(client.sendParcel(parcel))).toMatchObject({
			kind: 'rejected',
			operation: 'ST01',
			said: 'nothing left to ship',
			maybeCarriedOut: false,
		});
	});

	it('count an unreadable answer to a refund as "maybe done"', async () => {
		const { client } = clientWith([{ status: 200, body: '{"refunds":[{"ref' }]);
		const refund = { order_line_id: 'L1', amount: 1, shipping_amount: 0, reason_code: '1' };
		expect(await failure(client.refund([refund]))).toMatchObject({
			kind: 'unreadable',
			maybeCarriedOut: true,
		});
	});
});

describe('what is left to ship (ST12)', () => {
	const page = (id: string, token?: string) => ({
		body: { data: [{ order_id: id, shipment_lines: [] }], next_page_token: token },
	});

	it('is read page by page', async () => {
		const { client, transport } = clientWith([page('A-1', 'two'), page('A-2')]);
		await expect(client.itemsToShip(['A-1', 'A-2'])).resolves.toHaveLength(2);
		expect(transport.requests.map(({ query }) => query?.page_token)).toEqual([undefined, 'two']);
	});

	it('ends where a page leads back to itself', async () => {
		const { client, transport } = clientWith([page('A-1', 'two'), page('A-2', 'two')]);
		await expect(client.itemsToShip(['A-1', 'A-2'])).resolves.toHaveLength(2);
		expect(transport.requests).toHaveLength(2);
	});

	it('ends where the pages go round in a circle', async () => {
		const { client, transport } = clientWith([
			page('A-1', 'two'),
			page('A-2', 'three'),
			page('A-3', 'two'),
		]);
		await expect(client.itemsToShip(['A-1'])).resolves.toHaveLength(3);
		expect(transport.requests).toHaveLength(3);
	});
});

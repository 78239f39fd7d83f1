import { faultKinds } from '../../sandbox';
import type { FaultKind } from '../../sandbox';
import { Bench, expectStatus } from './support';

describe('access', () => {
	test('needs the key, as it is', () => {
		const b = new Bench({ apiKeys: ['one', 'two'] });
		const answer = (authorization?: string) =>
			b.marketplace.handle({
				method: 'GET',
				path: '/api/orders',
				query: {},
				headers: authorization ? { authorization } : {},
			});
		expect(answer()).toMatchObject({
			status: 401,
			body: '{"message":"Unauthorized","status":401}',
		});
		expect(answer('three').status).toBe(401);
		expect(answer('Bearer one').status).toBe(401);
		expect(answer('two').status).toBe(200);
	});

	test('knows its shops; an order of one is not an order of another', () => {
		const b = new Bench();
		const order = b.place({ shopId: 2078 });
		expect(b.list().total_count).toBe(0);
		expect(b.list({ shop_id: 2078 }).total_count).toBe(1);
		expect(b.accept(order).status).toBe(404);
		const body = { order_lines: order.lines.map((line) => ({ id: line.id, accepted: true })) };
		expectStatus(b.put(`/api/orders/${order.id}/accept`, body, { shop_id: '2078' }), 204);
		expect(b.get('/api/orders', { shop_id: 999 }).status).toBe(404);
		expect(b.get('/api/account', { shop_id: 999 }).status).toBe(403);
		expect(b.get('/api/account', { shop_id: 'mine' }).status).toBe(400);
		expect(JSON.parse(b.get('/api/account', { shop_id: 2078 }).body)).toMatchObject({
			shop_id: 2078,
		});
	});

	test('unknown paths, other methods, broken JSON', () => {
		const b = new Bench();
		expect(b.get('/api/nowhere').status).toBe(404);
		expect(b.request('DELETE', '/api/orders').status).toBe(405);
		const answer = b.marketplace.handle({
			method: 'PUT',
			path: '/api/orders/refund',
			query: {},
			headers: { authorization: 'sandbox-api-key' },
			malformedBody: true,
		});
		expect(answer.status).toBe(400);
	});

	test('every answer carries the sandbox’s own time', () => {
		const b = new Bench();
		b.clock.advance(61_000);
		expect(b.get('/api/version').headers.date).toBe('Mon, 02 Mar 2026 08:01:01 GMT');
		expect(b.get('/api/nowhere').headers.date).toBe('Mon, 02 Mar 2026 08:01:01 GMT');
	});
});

describe('faults', () => {
	/** Accepts an order while something goes wrong. */
	const strike = (kind: FaultKind) => {
		const b = new Bench();
		const order = b.place();
		b.marketplace.failNext({ kind, method: 'PUT', path: /\/accept$/ });
		const answer = b.accept(order);
		return { answer, done: b.marketplace.order(order.id)?.state === 'WAITING_DEBIT', b };
	};

	test.each<[FaultKind, boolean, Record<string, unknown>]>([
		['tooManyRequests', false, { status: 429 }],
		['serverError', false, { status: 500 }],
		['serverErrorAfter', true, { status: 500 }],
		['htmlError', false, { status: 502 }],
		['resetBefore', false, { fault: { kind: 'reset' } }],
		['resetAfter', true, { fault: { kind: 'reset' } }],
		['truncated', true, { fault: { kind: 'reset' } }],
		['empty', true, { status: 204, body: '' }],
		['redirect', false, { status: 302 }],
		['hangBefore', false, { fault: { kind: 'hang' } }],
		['hangAfter', true, { fault: { kind: 'hang' } }],
	])('%s: done is %s', (kind, done, expected) => {
		const result = strike(kind);
		expect(result.answer).toMatchObject({ ...expected, faultKind: kind });
		expect(result.done).toBe(done);
		expect(result.b.marketplace.requests.at(-1)).toMatchObject({ operation: 'OR21', fault: kind });
	});

	test('reads can be cut short, emptied or answered with a web page', () => {
		const b = new Bench();
		b.place();
		const whole = b.get('/api/orders').body;
		b.marketplace.failNext({ kind: 'truncated' });
		const cut = b.get('/api/orders');
		expect(whole.startsWith(cut.body)).toBe(true);
		expect(cut.fault).toEqual({ kind: 'truncate', fullLength: Buffer.byteLength(whole) });
		b.marketplace.failNext({ kind: 'empty' });
		expect(b.get('/api/orders')).toMatchObject({ status: 200, body: '' });
		b.marketplace.failNext({ kind: 'htmlError', status: 503 });
		expect(b.get('/api/orders')).toMatchObject({
			status: 503,
			headers: { 'content-type': 'text/html' },
		});
		b.marketplace.failNext({ kind: 'redirect' });
		expect(b.get('/api/orders').headers.location).toBe('/login');
		expect(b.get('/api/orders').body).toBe(whole);
	});

	test('Retry-After in seconds or as a date', () => {
		const b = new Bench();
		b.marketplace.failNext({ kind: 'tooManyRequests', retryAfterSeconds: 90 });
		expect(b.get('/api/orders').headers['retry-after']).toBe('90');
		b.marketplace.updateSettings({ retryAfterForm: 'date', retryAfterSeconds: 60 });
		b.marketplace.failNext({ kind: 'tooManyRequests' });
		expect(b.get('/api/orders').headers['retry-after']).toBe('Mon, 02 Mar 2026 08:01:00 GMT');
	});

	test('the next matching calls only, after letting some through', () => {
		const b = new Bench();
		b.marketplace.failNext({
			kind: 'serverError',
			method: 'GET',
			path: '/api/orders',
			times: 2,
			skip: 1,
		});
		const statuses = [
			'/api/version',
			'/api/orders',
			'/api/orders',
			'/api/channels',
			'/api/orders',
			'/api/orders',
		].map((path) => b.get(path).status);
		expect(statuses).toEqual([200, 200, 500, 200, 500, 200]);
		b.marketplace.failNext({ kind: 'serverError' });
		b.marketplace.clearNextFaults();
		expect(b.get('/api/orders').status).toBe(200);
	});

	test('at rates, for reads and writes apart', () => {
		const b = new Bench();
		b.marketplace.setFaults({ reads: { tooManyRequests: 0.1, serverError: 0.1 } });
		const statuses = Array.from({ length: 1000 }, () => b.get('/api/version').status);
		const share = (status: number) => statuses.filter((each) => each === status).length / 1000;
		expect(share(429)).toBeGreaterThan(0.06);
		expect(share(429)).toBeLessThan(0.14);
		expect(share(500)).toBeGreaterThan(0.06);
		expect(share(500)).toBeLessThan(0.14);
		const order = b.place();
		expectStatus(b.accept(order), 204);
		b.marketplace.setFaults({
			reads: { tooManyRequests: 0, serverError: 0 },
			writes: { resetBefore: 1 },
		});
		expect(b.get('/api/version').status).toBe(200);
		expect(b.put('/api/orders/refund', {}).fault).toEqual({ kind: 'reset' });
	});

	test('have a name for each kind', () => {
		expect(faultKinds).toHaveLength(11);
	});
});

describe('hooks and logs', () => {
	test('the world can change between two pages', () => {
		const b = new Bench();
		for (let i = 0; i < 20; i++) b.place();
		let calls = 0;
		b.marketplace.onRequest = () => {
			calls += 1;
			if (calls === 2) b.marketplace.touch(b.marketplace.orders[0].id);
			b.clock.advance(1000);
		};
		const until = b.clock.now().plus({ seconds: 0.5 }).toISO() as string;
		const first = b.list({ end_update_date: until, max: 10 });
		const second = b.list({ end_update_date: until, max: 10, offset: 10 });
		expect(first.total_count).toBe(20);
		expect(second.total_count).toBe(19);
		expect(second.orders).toHaveLength(9);
		const answers: number[] = [];
		b.marketplace.beforeAnswer = (_request, answer) => answers.push(answer.status);
		b.get('/api/nowhere');
		expect(answers).toEqual([404]);
	});

	test('calls are counted and kept, in bounds', () => {
		const b = new Bench();
		for (let i = 0; i < 12_000; i++) b.get('/api/version');
		b.list({ max: 5 });
		expect(b.marketplace.calls()).toBe(12_001);
		expect(b.marketplace.calls('OR11')).toBe(1);
		expect(b.marketplace.requests.length).toBeLessThanOrEqual(5000);
		expect(b.marketplace.requests.at(-1)).toMatchObject({
			method: 'GET',
			path: '/api/orders',
			query: { max: '5' },
			operation: 'OR11',
			status: 200,
			fault: null,
		});
		b.marketplace.clearRequests();
		expect(b.marketplace.calls()).toBe(0);
	});

	test('listeners hear of changes, calls and settings until they stop', () => {
		const b = new Bench();
		const heard: string[] = [];
		const stop = b.marketplace.subscribe((event) => heard.push(event.type));
		b.place();
		b.list();
		b.marketplace.setFaults({});
		stop();
		b.place();
		expect(heard).toEqual(['journal', 'journal', 'request', 'settings']);
	});
});

import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VirtualClock, startSandbox } from '../../sandbox';
import type { RunningSandbox, SandboxOptions } from '../../sandbox';
import type { Page } from './support';

let sandbox: RunningSandbox;
const running: RunningSandbox[] = [];

async function start(options: SandboxOptions = {}): Promise<RunningSandbox> {
	const started = await startSandbox({ tickEvery: 0, ...options });
	running.push(started);
	return started;
}

beforeEach(async () => {
	sandbox = await start({
		seed: 3,
		apiKey: 'key-1',
		settings: { mix: { marketplaceFulfilled: 0 } },
	});
});

afterEach(async () => {
	await Promise.all(running.splice(0).map((each) => each.close()));
});

function api(path: string, init: RequestInit = {}): Promise<Response> {
	return fetch(`${sandbox.url}${path}`, {
		redirect: 'manual',
		...init,
		headers: { authorization: 'key-1', ...init.headers },
	});
}

function put(path: string, body: unknown): Promise<Response> {
	return api(path, {
		method: 'PUT',
		body: JSON.stringify(body),
		headers: { 'content-type': 'application/json' },
	});
}

async function control<T = Record<string, unknown>>(
	method: string,
	path: string,
	body?: unknown,
): Promise<T & { status: number }> {
	const answer = await fetch(`${sandbox.url}/sandbox${path}`, {
		method,
		...(body === undefined
			? {}
			: { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
	});
	const json = (await answer.json()) as T;
	return Object.assign(json as object, { status: answer.status }) as T & { status: number };
}

/** A request as bare as one can make it. */
function bare(
	method: string,
	path: string,
	headers: Record<string, string>,
): Promise<{ status: number; body: string }> {
	const { hostname, port } = new URL(sandbox.url);
	return new Promise((resolve, reject) => {
		const request = httpRequest({ hostname, port, method, path, headers }, (answer) => {
			let body = '';
			answer.setEncoding('utf8');
			answer.on('data', (piece: string) => (body += piece));
			answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body }));
		});
		request.on('error', reject);
		// Node would add a length of its own to a request that ends without a body.
		(request as unknown as { _removedContLen: boolean; _removedTE: boolean })._removedContLen =
			true;
		(request as unknown as { _removedTE: boolean })._removedTE = true;
		request.end();
	});
}

describe('the seller API over HTTP', () => {
	test('an order from placing to refund', async () => {
		const { marketplace } = sandbox;
		const order = marketplace.placeOrder({
			items: [{ sku: 'CZA-AIR-45' }],
			taxes: 'proportional',
			country: 'PT',
		});
		const page = (await (await api(`/api/orders?order_ids=${order.id}`)).json()) as Page;
		expect(page.orders[0].order_state).toBe('WAITING_ACCEPTANCE');
		const accepted = await put(`/api/orders/${encodeURIComponent(order.id)}/accept`, {
			order_lines: order.lines.map((line) => ({ id: line.id, accepted: true })),
		});
		expect([accepted.status, await accepted.text()]).toEqual([204, '']);
		marketplace.pay(order.id);
		expect(
			(await put(`/api/orders/${order.id}/tracking`, { carrier_code: 'CTT', tracking_number: '1' }))
				.status,
		).toBe(204);
		expect((await api(`/api/orders/${order.id}/ship`, { method: 'PUT' })).status).toBe(204);
		const refund = await put('/api/orders/refund', {
			refunds: [
				{ order_line_id: order.lines[0].id, amount: 10, shipping_amount: 0, reason_code: '204' },
			],
		});
		expect(refund.status).toBe(200);
		expect(order.lines[0].refunds).toHaveLength(1);
		expect(marketplace.calls()).toBe(5);
	});

	test('the clock, links and lengths are the sandbox’s', async () => {
		sandbox = await start({
			apiKey: 'key-1',
			orders: 12,
			clock: new VirtualClock('2026-05-01T10:00:00Z'),
		});
		const answer = await api('/api/orders?max=5');
		expect(answer.headers.get('date')).toBe('Fri, 01 May 2026 10:00:00 GMT');
		expect(answer.headers.get('content-type')).toBe('application/json;charset=UTF-8');
		expect(answer.headers.get('link')).toBe(
			`<${sandbox.url}/api/orders?offset=5&max=5>; rel="next"`,
		);
		expect(Number(answer.headers.get('content-length'))).toBe(
			Buffer.byteLength(await answer.text()),
		);
	});

	test('ids with slashes, spaces and other alphabets are just unknown', async () => {
		for (const id of ['a/b', 'a b', 'ñandú-Ω', '%2F..%2F', '..'])
			expect(
				(
					await put(`/api/orders/${encodeURIComponent(id)}/accept`, {
						order_lines: [{ id: 'x', accepted: true }],
					})
				).status,
			).toBe(404);
		expect((await api('/api/orders/%ZZ/ship', { method: 'PUT' })).status).toBeGreaterThanOrEqual(
			400,
		);
	});

	test('a body that is no JSON, and a key that is none', async () => {
		const broken = await api('/api/orders/refund', { method: 'PUT', body: '{"refunds":[' });
		expect([broken.status, (await broken.json()) as unknown]).toEqual([
			400,
			{ message: 'The request body is not valid JSON', status: 400 },
		]);
		expect((await api('/api/orders', { headers: { authorization: 'no' } })).status).toBe(401);
	});

	test('a PUT that does not say how long it is', async () => {
		const order = sandbox.marketplace.placeOrder();
		sandbox.marketplace.acceptByHand(order.id);
		sandbox.marketplace.pay(order.id);
		const path = `/api/orders/${order.id}/ship`;
		const refused = await bare('PUT', path, { authorization: 'key-1' });
		expect(refused.status).toBe(411);
		expect(refused.body).toContain('Length Required');
		expect(order.state).toBe('SHIPPING');
		expect(
			(await bare('PUT', path, { authorization: 'key-1', 'content-length': '0' })).status,
		).toBe(204);
	});

	test('connections cut before, after and in the middle', async () => {
		const { marketplace } = sandbox;
		const order = marketplace.placeOrder();
		const accept = () =>
			put(`/api/orders/${order.id}/accept`, {
				order_lines: order.lines.map((line) => ({ id: line.id, accepted: true })),
			});
		marketplace.failNext({ kind: 'resetBefore' });
		await expect(accept()).rejects.toThrow();
		expect(order.state).toBe('WAITING_ACCEPTANCE');
		marketplace.failNext({ kind: 'resetAfter' });
		await expect(accept()).rejects.toThrow();
		expect(order.state).toBe('WAITING_DEBIT');
		marketplace.failNext({ kind: 'truncated' });
		const cut = await api('/api/orders');
		expect(cut.status).toBe(200);
		await expect(cut.text()).rejects.toThrow();
		marketplace.failNext({ kind: 'hangBefore' });
		await expect(api('/api/orders', { signal: AbortSignal.timeout(150) })).rejects.toThrow();
		marketplace.failNext({ kind: 'redirect' });
		expect((await api('/api/orders')).headers.get('location')).toBe('/login');
		marketplace.failNext({ kind: 'tooManyRequests', retryAfterSeconds: 7 });
		expect((await api('/api/orders')).headers.get('retry-after')).toBe('7');
		expect((await api('/api/orders')).status).toBe(200);
	});
});

describe('the control API', () => {
	test('places orders and does what buyers do', async () => {
		const placed = await control<{ orders: { id: string }[] }>('POST', '/orders', {
			count: 2,
			country: 'ES',
			items: [{ sku: 'NVK-N20-BK', quantity: 2 }],
		});
		expect(placed.orders).toHaveLength(2);
		const { id } = placed.orders[0];
		for (const act of [
			'accept',
			'pay',
			'ship',
			'openIncident',
			'closeIncident',
			'deliver',
			'message',
			'return',
			'advanceRefunds',
			'touch',
		])
			expect((await control('POST', `/orders/${id}/${act}`)).status).toBe(200);
		const shown = await control<{ order: { order_state: string }; journal: { kind: string }[] }>(
			'GET',
			`/orders/${id}`,
		);
		expect(shown.order.order_state).toBe('RECEIVED');
		expect(shown.journal.map((entry) => entry.kind)).toEqual(
			expect.arrayContaining(['placed', 'accepted', 'shipped', 'refund']),
		);
		const other = placed.orders[1].id;
		expect((await control('POST', `/orders/${other}/cancel`, {})).status).toBe(200);
		expect(await control('POST', `/orders/${other}/pay`)).toMatchObject({
			status: 400,
			message: expect.stringContaining('CANCELED'),
		});
		expect(await control('POST', `/orders/${other}/dance`)).toMatchObject({ status: 404 });
		expect(await control('POST', '/orders/nobody/pay')).toMatchObject({ status: 404 });
		expect((await control('POST', '/orders', { count: 0 })).status).toBe(400);
		expect((await control('POST', '/orders', { items: [{ sku: 'MOON' }] })).status).toBe(400);
	});

	test('settings, speed, faults, requests, journal, reset', async () => {
		expect(await control('PUT', '/settings', { multiShipment: true, speed: 'fast' })).toMatchObject(
			{ multiShipment: true, delays: { delivery: 8000 } },
		);
		expect((await control('PUT', '/settings', { speed: 'warp' })).status).toBe(400);
		expect(await control('PUT', '/faults', { reads: { serverError: 1 } })).toMatchObject({
			reads: { serverError: 1 },
		});
		expect((await api('/api/orders')).status).toBe(500);
		await control('PUT', '/faults', { reads: { serverError: 0 } });
		expect(
			(await control('POST', '/faults/next', { kind: 'tooManyRequests', path: '^/api/orders$' }))
				.status,
		).toBe(200);
		expect((await api('/api/version')).status).toBe(200);
		expect((await api('/api/orders')).status).toBe(429);
		expect((await control('POST', '/faults/next', { kind: 'earthquake' })).status).toBe(400);
		expect((await control('DELETE', '/faults/next')).status).toBe(200);
		await control('POST', '/orders');
		const journal = await control<{ length: number }>('GET', '/journal?from=0');
		expect(Object.values(journal)).toContainEqual(
			expect.objectContaining({ seq: 1, kind: 'placed' }),
		);
		const state = await control<{ orders: unknown[]; requests: unknown[]; products: unknown[] }>(
			'GET',
			'/state',
		);
		expect(state.orders).toHaveLength(1);
		expect(state.requests).toHaveLength(3);
		expect(state.products.length).toBeGreaterThan(20);
		await control('DELETE', '/requests');
		expect(sandbox.marketplace.calls()).toBe(0);
		await control('POST', '/reset', { seed: 'other' });
		expect(sandbox.marketplace.orders).toEqual([]);
		expect(sandbox.marketplace.settings.multiShipment).toBe(true);
	});

	test('is not for pages from elsewhere', async () => {
		const answer = await fetch(`${sandbox.url}/sandbox/reset`, {
			method: 'POST',
			headers: { origin: 'https://elsewhere.example' },
		});
		expect(answer.status).toBe(403);
		const own = await fetch(`${sandbox.url}/sandbox/reset`, {
			method: 'POST',
			headers: { origin: sandbox.url },
		});
		expect(own.status).toBe(200);
	});

	test('tells of changes the moment they happen', async () => {
		const stop = new AbortController();
		const stream = await fetch(`${sandbox.url}/sandbox/events`, { signal: stop.signal });
		const reader = (stream.body as ReadableStream<Uint8Array>).getReader();
		const order = sandbox.marketplace.placeOrder();
		await api('/api/version');
		let text = '';
		while (!text.includes('event: request'))
			text += Buffer.from((await reader.read()).value ?? []).toString();
		stop.abort();
		expect(stream.headers.get('content-type')).toBe('text/event-stream');
		expect(text).toContain('event: change');
		expect(text).toContain(order.id);
	});

	test('time runs by itself', async () => {
		sandbox = await start({ tickEvery: 10, settings: { delays: { debit: 30, debitPayment: 30 } } });
		const order = sandbox.marketplace.placeOrder({ fulfillmentCenter: 'DEFAULT' });
		sandbox.marketplace.acceptByHand(order.id);
		const until = Date.now() + 5000;
		while (order.state !== 'SHIPPING' && Date.now() < until)
			await new Promise((resolve) => setTimeout(resolve, 10));
		expect(order.state).toBe('SHIPPING');
	});
});

describe('the page', () => {
	test('and its files, and back-office addresses of orders', async () => {
		const page = await fetch(`${sandbox.url}/`);
		const html = await page.text();
		expect(page.headers.get('content-type')).toContain('text/html');
		const files = [...html.matchAll(/(?:src|href)="(\/page\/[^"]+)"/g)].map((match) => match[1]);
		expect(files.length).toBeGreaterThan(1);
		for (const file of files) expect((await fetch(sandbox.url + file)).status).toBe(200);
		expect(html).not.toMatch(/(?:src|href)="https?:/);
		for (const file of ['..%2Findex.ts', 'nothing.css', '.hidden'])
			expect((await fetch(`${sandbox.url}/page/${file}`)).status).toBe(404);
		const order = await fetch(`${sandbox.url}/mmp/shop/order/30600003-A`, { redirect: 'manual' });
		expect([order.status, order.headers.get('location')]).toEqual([302, '/#order=30600003-A']);
	});
});

describe('a data file', () => {
	let folder: string;
	beforeEach(() => {
		folder = mkdtempSync(join(tmpdir(), 'sandbox-'));
	});
	afterEach(() => rmSync(folder, { recursive: true }));

	test('keeps orders, journal and settings from one start to the next', async () => {
		const data = join(folder, 'state.json');
		const first = await startSandbox({ tickEvery: 0, orders: 3, data });
		first.marketplace.acceptByHand(first.marketplace.orders[0].id);
		first.marketplace.updateSettings({ multiShipment: true });
		const until = Date.now() + 5000;
		while (!existsSync(data) && Date.now() < until)
			await new Promise((resolve) => setTimeout(resolve, 20));
		expect(existsSync(data)).toBe(true);
		const last = first.marketplace.placeOrder();
		await first.close();
		const second = await startSandbox({ tickEvery: 0, orders: 3, data, apiKey: 'new-key' });
		try {
			expect(second.marketplace.orders).toEqual(first.marketplace.orders);
			expect(second.marketplace.orders.at(-1)?.id).toBe(last.id);
			expect(second.marketplace.journal).toEqual(first.marketplace.journal);
			expect(second.marketplace.settings).toMatchObject({
				multiShipment: true,
				apiKeys: ['new-key'],
			});
			expect(readdirSync(folder)).toEqual(['state.json']);
			expect(JSON.parse(readFileSync(data, 'utf8'))).toMatchObject({ format: 1 });
		} finally {
			await second.close();
		}
	});

	test('that holds something else is left as it is', async () => {
		const data = join(folder, 'state.json');
		writeFileSync(data, 'not json');
		await expect(startSandbox({ data })).rejects.toThrow('does not hold a sandbox');
		expect(readFileSync(data, 'utf8')).toBe('not json');
	});
});

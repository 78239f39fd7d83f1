import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../scripts/ports';
import { Demo } from './demo';
import { until } from './until';

/* `npm start` as a seller types it. */

let folder: string;
const demos: Demo[] = [];

function start(args: string[], env: Record<string, string> = {}): Demo {
	const demo = new Demo(args, folder, env);
	demos.push(demo);
	return demo;
}

beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'worten-start-'));
});

afterAll(async () => {
	demos.forEach((demo) => demo.destroy());
	await until('the last processes to be gone', async () =>
		demos.every((demo) => demo.leftovers().length === 0) ? true : undefined,
	);
	rmSync(folder, { recursive: true, force: true });
});

async function control(sandbox: string, path: string, body?: object) {
	const response = await fetch(`${sandbox}/sandbox${path}`, {
		method: body ? 'POST' : 'GET',
		headers: body ? { 'content-type': 'application/json' } : {},
		body: body && JSON.stringify(body),
	});
	return await response.json();
}

/** Nothing of the demo runs any more; a moment for the system to tidy up is fair. */
async function nothingLeft(demo: Demo): Promise<void> {
	await until(
		'all of the demo to have ended',
		async () => (demo.leftovers().length === 0 ? true : undefined),
		{ within: 20_000, every: 250 },
	);
}

/** Orders accepted through the API so far, by their ids. */
async function acceptedBySeller(sandbox: string): Promise<string[]> {
	const journal: Array<{ kind: string; by: string; orderId: string }> = await control(
		sandbox,
		'/journal',
	);
	return journal
		.filter(({ kind, by }) => kind === 'accepted' && by === 'seller')
		.map(({ orderId }) => orderId);
}

let placed: string;

it('shows an order placed on the marketplace being accepted by a workflow, and ends with Ctrl-C', async () => {
	const ports = { N8N_PORT: String(await freePort()), SANDBOX_PORT: String(await freePort()) };
	const demo = start(['start'], ports);
	const { sandbox, n8n } = await demo.ready();
	expect(new URL(n8n).port).toBe(ports.N8N_PORT);
	expect(new URL(sandbox).port).toBe(ports.SANDBOX_PORT);

	const api = await demo.api(n8n);
	const workflows: Array<{ active: boolean }> = await api.workflows();
	expect(workflows.map(({ active }) => active)).toEqual([true, true, true]);

	// The page in the browser sends exactly this.
	expect(await (await fetch(sandbox)).text()).toContain('<html');
	const { orders } = await control(sandbox, '/orders', {
		items: [{ sku: 'NVK-N20-BK', quantity: 1 }],
		fulfillmentCenter: 'DEFAULT',
	});
	placed = orders[0].id;
	// One poll: a minute, and for the first one after activation up to another, since a shop may be
	// asked for its orders once a minute only.
	await until(
		'the order to be accepted',
		async () => ((await acceptedBySeller(sandbox)).includes(placed) ? true : undefined),
		{ within: 180_000 },
	);

	await demo.ctrlC();
	await nothingLeft(demo);
	expect(demo.output).toContain('Ending the marketplace and n8n');
	// Ended in good order, not cut off.
	expect(readFileSync(join(folder, 'n8n.log'), 'utf8')).toContain('Stopping n8n');
	expect(demo.output).not.toMatch(/npm error|Error:/);
});

it('goes on with what there was, doubles nothing, and does not run twice', async () => {
	const demo = start(['start']);
	const { sandbox, n8n } = await demo.ready();
	const { order } = await control(sandbox, `/orders/${placed}`);
	expect(order.order_id).toBe(placed);

	const api = await demo.api(n8n);
	expect(await api.workflows()).toHaveLength(3);
	const credentials: Array<{ id: string; type: string }> = await api.credentials();
	expect(credentials.map(({ type }) => type).sort()).toEqual([
		'httpBasicAuth',
		'httpHeaderAuth',
		'wortenApi',
	]);

	const second = start(['start']);
	expect(await second.exit()).toBe(1);
	expect(second.output).toContain('running already');

	// What a service manager or a shell script sends, to npm alone.
	await demo.signal('SIGTERM');
	await nothingLeft(demo);
});

it('begins anew when asked to, and leaves nothing behind even when it is killed', async () => {
	const demo = start(['run', 'start:fresh']);
	const { sandbox, n8n } = await demo.ready();
	const { orders } = await control(sandbox, '/state');
	expect(orders.length).toBeGreaterThan(0);
	expect(orders.map(({ id }: { id: string }) => id)).not.toContain(placed);
	expect(await (await demo.api(n8n)).workflows()).toHaveLength(3);

	demo.destroy();
	await nothingLeft(demo);
});

it('says so when the port it is given is taken', async () => {
	const server = createServer();
	const port = await new Promise<number>((resolve) => {
		server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port));
	});
	try {
		// The demo before was killed: its lock runs out by itself.
		const demo = await until('the lock to run out', async () => {
			const attempt = start(['start', '--', '--port', String(port)]);
			await attempt.exit();
			return attempt.output.includes('running already') ? undefined : attempt;
		});
		expect(await demo.exit()).toBe(1);
		expect(demo.output).toContain(`Port ${port}, which you chose for n8n, is in use`);
		expect(demo.output).not.toMatch(/^\s+at /m);
	} finally {
		server.close();
	}
});

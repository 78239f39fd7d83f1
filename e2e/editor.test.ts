import { templateFor } from '../scripts/templates';
import { Editor } from './editor';
import { until } from './until';
import { World } from './world';

/* What a seller sees of the package in n8n's editor, in a real browser, with the sandbox behind it. */

let world: World;
let editor: Editor;

beforeAll(async () => {
	world = await World.open({ orders: 6 });
	editor = await Editor.open(world.n8n.url);
});

afterAll(async () => {
	await editor?.close();
	await world?.close();
});

describe('the credential', () => {
	it('says in words of its own that the key is wrong', async () => {
		await editor.newCredential('Worten API');
		expect(await editor.parameter('baseUrl').locator('input').inputValue()).toBe(
			'https://marketplace.worten.pt',
		);
		await editor.fillCredential('baseUrl', world.sandbox.url);
		await editor.fillCredential('apiKey', 'wrong-key');
		expect(await editor.saveCredential()).toContain('Worten did not accept the API key');
	});

	it('says so when the address is not https', async () => {
		await editor.fillCredential('baseUrl', 'http://marketplace.worten.pt');
		expect(await editor.saveCredential()).toMatch(/https/);
	});

	it('is found good with the right key', async () => {
		await editor.fillCredential('baseUrl', world.sandbox.url);
		await editor.fillCredential('apiKey', world.sandbox.apiKey);
		expect(await editor.saveCredential()).toContain('Connection tested successfully');
	});
});

describe('the trigger', () => {
	beforeAll(async () => {
		await editor.newWorkflow();
	});

	it('is offered with each of its events, and the node with each of its operations', async () => {
		const offered = await editor.offered();
		expect(offered).toEqual(
			expect.arrayContaining([
				'On new order',
				'On ready to ship',
				'On waiting for acceptance',
				'Accept an order',
				'Get an order',
				'Get many orders',
				'Refund an order',
				'Refuse an order',
				'Ship an order',
			]),
		);
	});

	it('asks every 15 minutes unless told otherwise', async () => {
		await editor.add('On waiting for acceptance');
		expect(await editor.shown('mode')).toBe('Every X');
		expect(await editor.shown('value')).toBe('15');
		expect(await editor.shown('unit')).toBe('Minutes');
		expect(await editor.get('node-parameters').getByText('Poll Times').count()).toBe(1);
		expect(await editor.parameter('events').innerText()).toContain('Waiting for Acceptance');
	});

	it('fetches a few recent orders to try things out with', async () => {
		await editor.page.getByRole('button', { name: 'Fetch Test Event' }).first().click();
		const output = editor.get('output-panel');
		await output
			.getByText(/\d+ items?/)
			.first()
			.waitFor();
		const { orders } = await world.sandbox.control('GET', '/state');
		// The number of items is there before the items are.
		await until(
			'an order of the sandbox is shown',
			async () => {
				const text = await output.innerText();
				return orders.some(({ id }: { id: string }) => text.includes(id)) || undefined;
			},
			{ within: 30_000 },
		);
		await output.getByText('Schema').click();
		await editor.picture('trigger');
	});
});

describe('the node', () => {
	beforeAll(async () => {
		await editor.newWorkflow();
		await editor.offered();
		await editor.add('Ship an order');
	});

	it('lists the orders of the shop, and finds one by its number', async () => {
		await editor.get('rlc-mode-selector').click();
		await editor.page.getByRole('option', { name: 'From List' }).click();
		await editor.get('rlc-input').click();
		const entries = editor.get('rlc-item');
		await entries.first().waitFor();
		const { orders } = await world.sandbox.control('GET', '/state');
		const ids: string[] = orders.map(({ id }: { id: string }) => id);
		const listed = await entries.allInnerTexts();
		expect(listed).toHaveLength(ids.length);
		for (const id of ids) expect(listed.some((text) => text.startsWith(id))).toBe(true);

		await editor.get('rlc-search').fill(ids[2]);
		await until('only the order searched for', async () =>
			(await entries.count()) === 1 ? true : undefined,
		);
		expect(await entries.first().innerText()).toContain(ids[2]);
		await entries.first().click();
		expect(await editor.get('rlc-input').inputValue()).toContain(ids[2]);
	});

	it("lists the marketplace's carriers", async () => {
		const carriers = await editor.choices('carrierCode');
		expect(carriers).toEqual(expect.arrayContaining(['CTT', 'DPD', 'SEUR']));
		await editor.choose('carrierCode', 'CTT Expresso');
		expect(await editor.shown('carrierCode')).toBe('CTT Expresso');
		await editor.parameter('trackingNumber').locator('input').fill('DA123456789PT');
		await editor.picture('node');
	});

	it('lists the reasons for a refund, and the lines of the chosen order', async () => {
		await editor.choose('operation', 'Refund');
		expect(await editor.choices('reasonCode')).toEqual(expect.arrayContaining(['Item returned']));
		await editor.choose('reasonCode', 'Item returned');
		await editor.choose('lines', 'Selected Lines');
		const orderId = (await editor.get('rlc-input').inputValue()).split(' ')[0];
		const { order } = await world.sandbox.order(orderId);
		const lines = await editor.choices('lineIds');
		expect(lines).toHaveLength(order.order_lines.length);
		expect(lines[0]).toContain(order.order_lines[0].product_title);
	});
});

describe('the templates', () => {
	it.each([
		['accept-in-stock', 'workflow'],
		['ship-when-tracked', 'workflow-ship'],
		['refund-from-form', 'workflow-refund'],
	])('%s opens with nothing missing and nothing wrong', async (template, picture) => {
		await world.addCredential('httpHeaderAuth', 'Warehouse key', { name: 'X-Key', value: 'key' });
		await world.addCredential('httpBasicAuth', 'Form login', { user: 'me', password: 'secret' });
		const id = await world.api.createWorkflow(templateFor(template, world.credentials));
		await editor.openWorkflow(id);
		expect(await editor.get('node-issues').count()).toBe(0);
		await editor.picture(picture);
	});
});

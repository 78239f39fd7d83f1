import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/* The one piece of code in a template decides about orders: run here as the Code node runs it. */

interface Line {
	lineId: string;
	offerSku: string | null;
	quantity: number;
	productTitle?: string;
}

interface Order {
	orderId: string;
	lines: Line[];
	fulfilledByMarketplace?: boolean;
}

const template = JSON.parse(
	readFileSync(join(__dirname, '../../workflows/accept-in-stock.json'), 'utf8'),
) as { nodes: Array<{ type: string; parameters: { jsCode?: string; jsonOutput?: string } }> };

const code = template.nodes.find(({ type }) => type === 'n8n-nodes-base.code')!.parameters.jsCode!;
const table = template.nodes.find(({ type }) => type === 'n8n-nodes-base.set')!.parameters
	.jsonOutput!;

function decide(stock: Record<string, number>, orders: Order[]) {
	const items = orders.map((order) => ({ json: { ...order, stock } }));
	const $input = { all: () => items };
	const output = new Function('$input', code)($input) as Array<{
		json: Record<string, unknown>;
		pairedItem: number;
	}>;
	return output.map(({ json }) => json);
}

const line = (lineId: string, offerSku: string | null, quantity = 1): Line => ({
	lineId,
	offerSku,
	quantity,
});

it('accepts an order all of which is there', () => {
	expect(
		decide({ A: 2, B: 1 }, [{ orderId: '1', lines: [line('1-1', 'A', 2), line('1-2', 'B')] }]),
	).toEqual([
		{ orderId: '1', decision: 'accept', linesInStock: ['1-1', '1-2'], unknownProducts: [] },
	]);
});

it('accepts only the lines that are there', () => {
	expect(
		decide({ A: 1, B: 0 }, [{ orderId: '1', lines: [line('1-1', 'A'), line('1-2', 'B')] }]),
	).toEqual([{ orderId: '1', decision: 'accept', linesInStock: ['1-1'], unknownProducts: [] }]);
});

it('refuses an order nothing of which is there', () => {
	expect(decide({ A: 1 }, [{ orderId: '1', lines: [line('1-1', 'A', 2)] }])).toEqual([
		{ orderId: '1', decision: 'refuse', linesInStock: [], unknownProducts: [] },
	]);
});

it('never refuses what it does not know', () => {
	const decisions = decide({ A: 5 }, [
		{ orderId: '1', lines: [line('1-1', 'X')] },
		{ orderId: '2', lines: [line('2-1', 'A'), { ...line('2-2', null), productTitle: 'Lamp' }] },
	]);
	expect(decisions).toMatchObject([
		{ orderId: '1', decision: 'ask', unknownProducts: ['X'] },
		{ orderId: '2', decision: 'ask', unknownProducts: ['Lamp'] },
	]);
});

it('promises the last piece once: between two orders, and between two lines of one', () => {
	expect(
		decide({ A: 1 }, [
			{ orderId: '1', lines: [line('1-1', 'A')] },
			{ orderId: '2', lines: [line('2-1', 'A')] },
		]),
	).toMatchObject([
		{ orderId: '1', decision: 'accept' },
		{ orderId: '2', decision: 'refuse' },
	]);
	expect(
		decide({ A: 1 }, [{ orderId: '1', lines: [line('1-1', 'A'), line('1-2', 'A')] }]),
	).toMatchObject([{ decision: 'accept', linesInStock: ['1-1'] }]);
});

it("leaves out what Worten's own warehouse sends", () => {
	expect(
		decide({ A: 1 }, [{ orderId: '1', lines: [line('1-1', 'A')], fulfilledByMarketplace: true }]),
	).toEqual([]);
});

it('comes with a table for the sandbox that lets one see both answers', () => {
	const { stock } = JSON.parse(table) as { stock: Record<string, number> };
	expect(Object.values(stock).filter((units) => units > 5).length).toBeGreaterThan(15);
	expect(Object.values(stock).filter((units) => units === 0).length).toBeGreaterThan(2);
});

it('has every product of the sandbox in its table', async () => {
	const { goods } = await import('../../sandbox/world/goods');
	const { stock } = JSON.parse(table) as { stock: Record<string, number> };
	expect(Object.keys(stock).sort()).toEqual(goods.map(({ sku }) => sku).sort());
});

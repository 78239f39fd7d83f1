import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chosenForm } from './form';
import { killing, type ENGINES, type KillingOutcome } from './killing';
import { packed } from './packed';
import { report } from './report';

const form = chosenForm();
const folder = mkdtempSync(join(tmpdir(), 'n8n-nodes-worten-'));
const say = (text: string) => process.stderr.write(`  ${text}\n`);

/** `WORTEN_ENGINES=durable` runs one of the two. */
const engines = (process.env.WORTEN_ENGINES ?? 'inMemory,durable').split(',') as Engine[];
type Engine = keyof typeof ENGINES;

const outcomes = {} as Record<Engine, KillingOutcome>;

const describeOf = (engine: Engine) => (engines.includes(engine) ? describe : describe.skip);

async function go(engine: Engine, tarball: string): Promise<void> {
	outcomes[engine] = await killing({
		...form,
		engine,
		folder: mkdtempSync(join(folder, `${engine}-`)),
		tarball,
		say,
	});
	say(report(engine, outcomes[engine]));
}

beforeAll(
	async () => {
		const tarball = await packed(folder);
		for (const engine of engines) await go(engine, tarball);
	},
	4 * 60 * 60_000,
);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describeOf('inMemory')('n8n killed at random moments, in-memory engine', () => {
	const outcome = () => outcomes.inMemory;

	it('is killed as often as intended, and under load', () => {
		expect(outcome().kills).toHaveLength(form.kills);
		expect(outcome().events).toBeGreaterThan(outcome().orders);
	});

	it('loses no order, no final status and no refund', () => {
		const { unexplained, gaps } = outcome();
		expect(unexplained).toEqual([]);
		// A kill in n8n's own gap takes a batch along. It is milliseconds wide: see docs/resilience.md.
		expect(gaps.length).toBeLessThanOrEqual(1);
	});

	it('is given nothing twice by the trigger', () => {
		expect(outcome().twice).toEqual([]);
	});
});

describeOf('durable')('n8n killed at random moments, durable engine with durable cursors', () => {
	const outcome = () => outcomes.durable;

	it('is killed as often as intended, and under load', () => {
		expect(outcome().kills).toHaveLength(form.kills);
		expect(outcome().events).toBeGreaterThan(outcome().orders);
	});

	it('loses no order, no final status and no refund', () => {
		const { lostOrders, outdated, lostRefunds } = outcome();
		expect({ lostOrders, outdated, lostRefunds }).toEqual(NOTHING);
	});

	it('is given nothing twice by the trigger', () => {
		expect(outcome().twice).toEqual([]);
	});
});

const NOTHING = { lostOrders: [], outdated: [], lostRefunds: [] };

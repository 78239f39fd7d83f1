import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chosenForm } from './form';
import { packed } from './packed';
import { queueMode, type QueueOutcome } from './queue';
import { queueReport } from './report';

const form = chosenForm();
const folder = mkdtempSync(join(tmpdir(), 'n8n-nodes-worten-'));
const say = (text: string) => process.stderr.write(`  ${text}\n`);

/** n8n notices a dead worker within 15 seconds instead of 90. */
const SOON = {
	QUEUE_WORKER_LOCK_DURATION: '10000',
	QUEUE_WORKER_LOCK_RENEW_TIME: '2500',
	QUEUE_WORKER_STALLED_INTERVAL: '5000',
};

let outcome: QueueOutcome;

beforeAll(async () => {
	outcome = await queueMode({
		orders: form.queueOrders,
		seconds: form.queueSeconds,
		noticing: form.name === 'short' ? SOON : {},
		seed: form.seed,
		folder,
		tarball: await packed(folder),
		say,
	});
	say(queueReport(outcome));
}, 60 * 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('queue mode with PostgreSQL and Redis, a worker killed midway', () => {
	it('has one main and two workers that work, and a worker killed in the middle of an execution', () => {
		expect(outcome.orders).toBe(form.queueOrders);
		expect(outcome.begun.length).toBe(3);
		expect(outcome.interrupted.length).toBeGreaterThan(0);
		expect(outcome.interruptedOrders).toBeGreaterThan(0);
	});

	it('loses no order, no final status and no refund', () => {
		const { lostOrders, outdated, lostRefunds } = outcome;
		expect({ lostOrders, outdated, lostRefunds }).toEqual({
			lostOrders: [],
			outdated: [],
			lostRefunds: [],
		});
	});

	it('is given nothing twice by the trigger', () => {
		expect(outcome.twice).toEqual([]);
	});
});

import type { INodeExecutionData } from 'n8n-workflow';
import { Claims } from '../../nodes/Worten/trigger/claim';
import { toItems } from '../../nodes/Worten/trigger/output';
import { takeTurn } from '../../nodes/Worten/trigger/turn';
import { Marketplace, VirtualClock } from '../../sandbox';
import { SandboxTiming, SandboxTransport } from '../../test/support/sandboxTransport';
import { STANDSTILL } from '../trigger/churn';
import { BENCH_SETTINGS } from '../trigger/pollers';

/*
 * What a poll holds in memory while a backlog is read, in shops with more and more orders waiting: as
 * ratios, since the garbage collector has its say in the absolute figures.
 *
 *   npm run bench:backlog
 */

const BACKLOGS = [1_000, 5_000, 25_000];
const POLL_EVERY_MINUTES = 15;

/** Bytes in use when nothing is left to collect. */
function inUse(): number {
	if (!global.gc) throw new Error('Needs node --expose-gc');
	global.gc();
	return process.memoryUsage().heapUsed;
}

interface Measured {
	readonly polls: number;
	readonly most: number;
	/** The most a poll held when it was done, in bytes: what it hands over and what it remembers. */
	readonly held: number;
}

async function readBacklog(waiting: number): Promise<Measured> {
	const clock = new VirtualClock();
	const marketplace = new Marketplace({
		seed: 1,
		clock,
		settings: { apiKeys: ['bench'], delays: { ...STANDSTILL, staging: 0 } },
	});
	const transport = new SandboxTransport(marketplace, 'bench');
	const timing = new SandboxTiming(clock);
	const claims = new Claims();
	const began = clock.now();
	const nodeData = {};
	const workflowData = {};
	const poll = async (): Promise<INodeExecutionData[] | null> => {
		clock.advance(POLL_EVERY_MINUTES * 60_000);
		return await takeTurn({
			workflowId: 'bench',
			nodeId: 'bench',
			nodeData,
			workflowData,
			transport,
			credential: { baseUrl: 'https://bench', shopId: undefined, credentialId: 'bench' },
			settings: { ...BENCH_SETTINGS, dailySweep: false },
			timing,
			monotonic: () => clock.now().diff(began).milliseconds,
			claims,
			patienceMs: 45_000,
			present: (delivery) => toItems(delivery, { simplify: false, splitLines: false }),
		});
	};
	await poll();
	clock.advance(60_000);
	for (let order = 0; order < waiting; order++) {
		marketplace.placeOrder();
		clock.advance(500);
	}
	let polls = 0;
	let most = 0;
	let held = 0;
	for (let came = 0; came < waiting;) {
		const before = inUse();
		const items = (await poll()) ?? [];
		transport.sent.length = 0;
		held = Math.max(held, inUse() - before);
		polls += 1;
		const orders = new Set(items.map(({ json }) => json.order_id)).size;
		most = Math.max(most, orders);
		came += items.filter(({ json }) => (json.event as { type: string }).type === 'newOrder').length;
		if (polls > waiting) throw new Error('The backlog does not end');
	}
	return { polls, most, held };
}

async function main(): Promise<void> {
	let first: Measured | undefined;
	console.log('orders waiting   polls   orders a poll at most   held by a poll, in the ratio');
	for (const waiting of BACKLOGS) {
		const measured = await readBacklog(waiting);
		first ??= measured;
		const ratio = (measured.held / first.held).toFixed(2);
		const cells = [waiting, measured.polls, measured.most, `${ratio} ×`];
		const widths = [14, 7, 23, 30];
		console.log(cells.map((cell, index) => String(cell).padStart(widths[index])).join(' '));
	}
}

void main();

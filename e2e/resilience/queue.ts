import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { startSandbox, type RunningSandbox } from '../../sandbox';
import { N8nInstance } from '../../scripts/instance';
import { wait } from '../../scripts/processes';
import { firstSteps, type Api } from './owner';
import { Postgres } from './postgres';
import { Recorder, type Recorded } from './recorder';
import { Redis } from './redis';
import { retryEnded } from './retry';
import { Shop } from './shop';
import { complete, tally, type Execution, type Tally } from './tally';
import { Worker } from './worker';
import { catchUpWorkflow, recordingWorkflow } from './workflow';

export interface QueueInput {
	readonly orders: number;
	/** In how many seconds they are placed. */
	readonly seconds: number;
	/** n8n's settings for noticing that a worker is gone; its own when empty (up to 90 s). */
	readonly noticing: Record<string, string>;
	readonly seed: string;
	readonly folder: string;
	readonly tarball: string;
	readonly say: (text: string) => void;
}

export interface QueueOutcome extends Tally {
	/** Executions the killed worker left behind, and what became of them. */
	readonly interrupted: readonly Execution[];
	/** Orders in the interrupted executions: of these alone the error workflow may make good. */
	readonly interruptedOrders: number;
	/** What would be missing without the error workflow. */
	readonly withoutCatchUp: Tally;
	/** Items that n8n's Retry of the interrupted executions brought. */
	readonly broughtByRetry: number;
	/** Items recorded by the error workflow. */
	readonly caughtUp: number;
	/** Executions begun by each worker, in the order in which they were started. */
	readonly begun: readonly number[];
	readonly executions: number;
	readonly minutes: number;
}

/** Nothing new for so long means that nothing more will come: four of the trigger's listings. */
const PATIENCE_MS = 4 * 60_000;

/** The worker dies when so much of what will come has come: in the second batch or a later one. */
const KILL_AFTER = 0.3;

/**
 * n8n in queue mode (one main, two workers, PostgreSQL, Redis) on a marketplace with very many
 * orders. A worker is killed while it runs an execution, and replaced.
 */
export async function queueMode(input: QueueInput): Promise<QueueOutcome> {
	const sandbox = await startSandbox({ seed: input.seed });
	const recorder = new Recorder(join(input.folder, 'recorded.jsonl'));
	const postgres = new Postgres(join(input.folder, 'postgres.log'));
	const redis = new Redis(join(input.folder, 'redis.log'));
	const setup: Setup = { sandbox, recorder, workers: [] };
	try {
		await recorder.start();
		await Promise.all([postgres.start(), redis.start()]);
		return await underWay(input, setup, {
			...postgres.environment,
			...redis.environment,
			...input.noticing,
			EXECUTIONS_MODE: 'queue',
			N8N_ENCRYPTION_KEY: randomBytes(24).toString('hex'),
		});
	} finally {
		setup.shop?.close();
		await Promise.all([...setup.workers, setup.main].map(async (one) => await one?.kill()));
		await Promise.all([postgres.stop(), redis.stop(), recorder.stop()]);
		await sandbox.close();
	}
}

interface Setup {
	sandbox: RunningSandbox;
	recorder: Recorder;
	workers: Worker[];
	main?: N8nInstance;
	shop?: Shop;
}

async function underWay(
	input: QueueInput,
	setup: Setup,
	env: Record<string, string>,
): Promise<QueueOutcome> {
	const { sandbox, recorder, workers } = setup;
	const since = Date.now();
	const say = (text: string) =>
		input.say(`queue mode ${((Date.now() - since) / 60_000).toFixed(1)} min: ${text}`);

	const main = new N8nInstance({ folder: join(input.folder, 'main'), env });
	setup.main = main;
	await main.install(input.tarball);
	await main.start();
	const addWorker = async () => {
		const worker = new Worker(join(input.folder, `worker-${workers.length + 1}`), env);
		workers.push(worker);
		await worker.start(input.tarball);
	};
	await addWorker();
	await addWorker();
	say('main and two workers are up');

	const credential = await firstSteps(main.api!, sandbox);
	const errorWorkflow: string = await main.api!.createWorkflow(
		catchUpWorkflow(credential, recorder.url),
	);
	await main.api!.activate(errorWorkflow);
	const id: string = await main.api!.createWorkflow(
		recordingWorkflow(credential, recorder.url, { errorWorkflow }),
	);
	const shop = new Shop(sandbox.marketplace, input.seed);
	setup.shop = shop;
	const first = Math.ceil(input.orders * 0.1);
	shop.place(first);
	await main.api!.activate(id);
	shop.open(((input.orders - first) / input.seconds) * 60, input.orders - first);

	const patienceMs = input.seconds * 1_000 + PATIENCE_MS;
	const busy = await workerAtWork(setup, Math.ceil(input.orders * KILL_AFTER), patienceMs);
	await busy.kill();
	const left = busy.atWork;
	say(`a worker is killed at ${recorder.all.length} items, in execution ${left.join(', ')}`);
	const cutOff = await ordersOf(main.api!, left);
	await addWorker();
	say('it is replaced');

	await shop.closing;
	say(`${input.orders} orders are placed`);
	const counted = () =>
		recorder.all.filter(({ type, orderId }) => type !== 'caughtUp' || cutOff.has(orderId));
	await settle(setup, counted);
	say('everything has arrived, or nothing more does');

	const own = () => recorder.all.filter(({ type }) => type !== 'caughtUp').length;
	const before = own();
	// What Retry answers when there is nothing left to run again.
	await retryEnded('error', main.api!, id).catch((error: unknown) =>
		say(`Retry: ${String(error)}`),
	);
	await wait(5_000);
	const broughtByRetry = own() - before;

	const executions = (await main.api!.executions(id, 250)) as Execution[];
	const { marketplace } = sandbox;
	return {
		...tally(marketplace, counted(), executions),
		interruptedOrders: cutOff.size,
		withoutCatchUp: tally(
			marketplace,
			recorder.all.filter(({ type }) => type !== 'caughtUp'),
			executions,
		),
		interrupted: executions.filter((one) => left.includes(one.id)),
		broughtByRetry,
		caughtUp: recorder.all.filter(({ type }) => type === 'caughtUp').length,
		begun: workers.map((worker) => worker.begun),
		executions: executions.length,
		minutes: (Date.now() - since) / 60_000,
	};
}

/** A worker in the middle of an execution, once so many items have come. */
async function workerAtWork(
	{ workers, recorder }: Setup,
	items: number,
	patienceMs: number,
): Promise<Worker> {
	const until = Date.now() + patienceMs;
	for (;;) {
		const busy = workers.find((worker) => worker.atWork.length > 0);
		if (busy && recorder.all.length >= items) return busy;
		if (Date.now() > until) throw new Error('no worker is at work');
		await wait(20);
	}
}

/**
 * The orders an execution was given. To be asked before n8n notices that its worker is gone: it then
 * writes over them.
 */
async function ordersOf(api: Api, executions: readonly string[]): Promise<Set<string>> {
	const orders = new Set<string>();
	for (const id of executions) {
		const { data } = (await api.execution(id)) as { data: Started };
		const items = data.executionData.nodeExecutionStack.flatMap((node) => node.data.main.flat());
		for (const { json } of items) orders.add(json.orderId);
	}
	return orders;
}

/** Of an execution's data, what it was started with. */
interface Started {
	executionData: {
		nodeExecutionStack: Array<{ data: { main: Array<Array<{ json: { orderId: string } }>> } }>;
	};
}

async function settle(
	{ sandbox, recorder }: Setup,
	counted: () => readonly Recorded[],
): Promise<void> {
	let progress = Date.now();
	let items = recorder.all.length;
	while (Date.now() - progress < PATIENCE_MS) {
		if (complete(tally(sandbox.marketplace, counted()))) break;
		await wait(2_000);
		if (recorder.all.length > items) progress = Date.now();
		items = recorder.all.length;
	}
	await wait(3_000);
}

import { join } from 'node:path';
import { startSandbox, type Marketplace, type RunningSandbox } from '../../sandbox';
import { randomFor, type Random } from '../../sandbox/marketplace/random';
import { N8nInstance } from '../../scripts/instance';
import { wait } from '../../scripts/processes';
import { lookInto, savedWithoutExecution, type DatabaseLook } from './database';
import { GapWatch, type GapWidths } from './gap';
import { firstSteps, OWNER } from './owner';
import { Recorder } from './recorder';
import { retryEnded } from './retry';
import { Shop } from './shop';
import { complete, lost, tally, type Execution, type Tally } from './tally';
import { recordingWorkflow } from './workflow';

/** n8n's two ways of running polls. */
export const ENGINES = {
	inMemory: {},
	durable: {
		N8N_SCHEDULER_ENABLED: 'true',
		N8N_SCHEDULER_POLL_TRIGGERS_ENABLED: 'true',
		N8N_USE_WORKFLOW_PUBLICATION_SERVICE: 'true',
		N8N_POLLER_DURABLE_CURSORS_ENABLED: 'true',
	},
} as const;

export interface KillingInput {
	readonly engine: keyof typeof ENGINES;
	readonly kills: number;
	/** The share of kills aimed at polls; of these, two in three at the handing over. */
	readonly aimed: number;
	readonly ordersAMinute: number;
	readonly seed: string;
	/** An empty folder, and the packed package. */
	readonly folder: string;
	readonly tarball: string;
	readonly say: (text: string) => void;
}

/**
 * Where a kill falls: anywhere in n8n's life (starting, idle), while a poll reads, or after it has
 * read, when n8n saves what the trigger remembers, creates the execution and runs it.
 */
export type Aim = 'anywhere' | 'reading' | 'handing over';

export interface Kill {
	readonly aim: Aim;
	/** By this machine's clock, in epoch milliseconds. */
	readonly at: number;
	readonly afterStartMs: number;
	/** What was in n8n's database when it was dead. */
	readonly left: DatabaseLook;
}

export interface KillingOutcome extends Tally {
	readonly kills: readonly Kill[];
	/** Executions a kill interrupted, and what n8n calls them after the restart. */
	readonly interrupted: readonly Execution[];
	/**
	 * Kills between n8n's saving of what the trigger remembers and its creating the execution. n8n
	 * alone can close this gap (the durable engine does); orders lost in it are not the trigger's.
	 */
	readonly gaps: readonly Kill[];
	/** What is lost and was not on its way in one of these gaps: this the trigger has to answer for. */
	readonly unexplained: readonly string[];
	/** How wide that gap was. */
	readonly gapWidths: GapWidths;
	/** Polls that ended with an error, for whatever reason. */
	readonly failedPolls: number;
	readonly minutes: number;
}

/** The trigger asks for one listing a minute and for none in n8n's first minute. */
const LISTING_MS = 60_000;

/** Kills while reading come so long after the first page at most, those of handing over after the last. */
const READING_MS = 1_000;
const HANDING_OVER_MS = 1_500;

/** Nothing new for so many listings means that nothing more will come. */
const PATIENCE_LISTINGS = 4;

/**
 * Real n8n with the packed package on a busy marketplace, killed hard again and again. Answers what
 * reached the workflow's end, compared with the marketplace's journal.
 */
export async function killing(input: KillingInput): Promise<KillingOutcome> {
	const sandbox = await startSandbox({ seed: input.seed });
	const recorder = new Recorder(join(input.folder, 'recorded.jsonl'));
	await recorder.start();
	const n8n = new N8nInstance({
		folder: join(input.folder, 'n8n'),
		env: ENGINES[input.engine],
	});
	const shop = new Shop(sandbox.marketplace, input.seed);
	try {
		return await new Killing(input, { sandbox, recorder, n8n, shop }).run();
	} finally {
		shop.close();
		await n8n.kill();
		await recorder.stop();
		await sandbox.close();
	}
}

interface Parts {
	sandbox: RunningSandbox;
	recorder: Recorder;
	n8n: N8nInstance;
	shop: Shop;
}

class Killing {
	private readonly random: Random;
	private readonly since = Date.now();
	private readonly kills: Kill[] = [];
	private readonly database: string;
	private readonly watch: GapWatch;
	private startedAt = 0;
	private starting: Promise<void> = Promise.resolve();
	private workflowId = '';

	constructor(
		private readonly input: KillingInput,
		private readonly parts: Parts,
	) {
		this.random = randomFor(input.seed, 'kills', input.engine);
		this.database = join(parts.n8n.n8nFolder, 'database.sqlite');
		this.watch = new GapWatch(this.database, join(input.folder, 'watch.log'));
	}

	async run(): Promise<KillingOutcome> {
		const { input, parts } = this;
		await this.setUp();
		this.watch.start();
		parts.shop.open(input.ordersAMinute);
		for (let i = 0; i < input.kills; i++) {
			await this.kill(i);
			const { aim } = this.kills[i];
			this.say(
				`killed ${i + 1} of ${input.kills} (${aim}), ${parts.recorder.all.length} items recorded`,
			);
			await wait(this.random.between(0, 3_000));
			if (i === input.kills - 1) parts.shop.close();
			this.start();
		}
		await this.starting;
		await parts.n8n.api!.enter(OWNER);
		const interrupted = await retryEnded('crashed', parts.n8n.api!, this.workflowId);
		await this.settle();
		const gapWidths = await this.watch.stop();
		const executions = await this.executions();
		const { marketplace } = parts.sandbox;
		const result = tally(marketplace, parts.recorder.all, executions);
		const gaps = this.kills.filter(({ left }) => savedWithoutExecution(left));
		const inGap = changedBefore(marketplace, Math.max(0, ...gaps.map(({ at }) => at)));
		return {
			...result,
			kills: this.kills,
			interrupted,
			gaps,
			unexplained: lost(result).filter((what) => !inGap.has(what)),
			gapWidths,
			failedPolls: executions.filter(({ status }) => status === 'error').length,
			minutes: (Date.now() - this.since) / 60_000,
		};
	}

	/** Start n8n without waiting for it: it may be killed while it starts. */
	private start(): void {
		this.startedAt = Date.now();
		this.starting = this.parts.n8n.start().catch((error: unknown) => {
			if (this.parts.n8n.running) throw error;
		});
	}

	private async setUp(): Promise<void> {
		const { n8n, sandbox, recorder, shop } = this.parts;
		await n8n.install(this.input.tarball);
		this.start();
		await this.starting;
		this.say('n8n is up');
		const { api } = n8n;
		const credential = await firstSteps(api!, sandbox);
		this.workflowId = await api!.createWorkflow(recordingWorkflow(credential, recorder.url));
		shop.place(40);
		await api!.activate(this.workflowId);
	}

	/** One kill: the first right after the workflow was made live, the others wherever the dice say. */
	private async kill(index: number): Promise<void> {
		const { random, parts } = this;
		const aimed = random.chance(this.input.aimed);
		const choice = random.pick<Aim>(['reading', 'handing over', 'handing over']);
		const share = random.next();
		const aim = index === 0 ? 'handing over' : aimed ? choice : 'anywhere';
		if (aim === 'anywhere') await wait(share * (LISTING_MS + 15_000));
		else {
			if (index > 0) await this.answered(aim === 'reading' ? 'first' : 'last');
			await wait(share * (aim === 'reading' ? READING_MS : HANDING_OVER_MS));
		}
		const at = Date.now();
		await parts.n8n.kill();
		await this.starting;
		this.kills.push({
			aim,
			at,
			afterStartMs: at - this.startedAt,
			left: await lookInto(this.database),
		});
	}

	/** Until the marketplace has answered the next poll: its first page, or its last. */
	private async answered(page: 'first' | 'last'): Promise<void> {
		const { marketplace } = this.parts.sandbox;
		const until = Date.now() + 4 * LISTING_MS;
		let done = false;
		marketplace.beforeAnswer = ({ path, query }, { body }) => {
			if (path !== '/api/orders') return;
			done ||= page === 'first' || isLast(body, Number(query.max ?? 10));
		};
		while (!done) {
			if (Date.now() > until) throw new Error('the trigger has not polled for four minutes');
			await wait(10);
		}
		marketplace.beforeAnswer = undefined;
	}

	/** Until everything has arrived, or nothing more does. */
	private async settle(): Promise<void> {
		const { sandbox, recorder } = this.parts;
		let progress = Date.now();
		let items = recorder.all.length;
		while (Date.now() - progress < PATIENCE_LISTINGS * LISTING_MS) {
			if (complete(tally(sandbox.marketplace, recorder.all))) break;
			await wait(500);
			if (recorder.all.length > items) progress = Date.now();
			items = recorder.all.length;
		}
		// What is delivered twice would come with the same batch or, in the long form, with the next one.
		await wait(3_000);
		if (this.input.kills > 5) {
			await this.answered('last');
			await wait(5_000);
		}
	}

	private async executions(): Promise<Execution[]> {
		return (await this.parts.n8n.api!.executions(this.workflowId, 250)) as Execution[];
	}

	private say(text: string): void {
		const minutes = ((Date.now() - this.since) / 60_000).toFixed(1);
		this.input.say(`${this.input.engine} ${minutes} min: ${text}`);
	}
}

/** Orders and refunds (as the tally names them) whose last change lies before that instant. */
function changedBefore(marketplace: Marketplace, instant: number): Set<string> {
	const last = new Map<string, number>();
	for (const { at, orderId, kind, detail } of marketplace.journal) {
		last.set(orderId, at);
		if (kind === 'refund') last.set(`${String(detail.refundId)} WAITING_REFUND`, at);
		if (kind === 'refundState') last.set(`${String(detail.refundId)} ${String(detail.to)}`, at);
	}
	return new Set([...last].filter(([, at]) => at <= instant).map(([what]) => what));
}

/** Whether a page of orders is its listing's last. */
function isLast(body: string, size: number): boolean {
	return (JSON.parse(body) as { orders: unknown[] }).orders.length < size;
}

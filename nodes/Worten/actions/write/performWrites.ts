import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { attempt } from '../../attempt';
import { MarketplaceError } from '../../marketplace/errors';
import type { Order } from '../../marketplace/schemas/order';
import { OrderProblem } from '../../orders/problem';
import { orderStatus } from '../../orders/status';
import { failedItem } from '../failedItem';
import { Item } from '../item';
import { readOrderId } from '../fields/orderId';
import { readWriteOptions, type WriteOptions } from '../fields/writeOptions';
import type { Run } from '../operation';
import { Gate } from './gate';
import { Outage } from './outage';
import { inParallel } from './parallel';
import { performStep } from './performStep';
import { readOrder, readOrders, type Found } from '../../marketplace/readOrders';
import type { Step } from './step';
import type { WriteOperation, WritePlan } from './writeOperation';

/** Orders worked on at the same time. The marketplace names no ceiling for writes; this is polite. */
const WIDTH = 5;

/** How often an order is read again until it shows what this run did to it, and the pause between. */
const FRESH_READS = 4;
const FRESH_PAUSE_MS = 3_000;

interface Task<Input> {
	readonly index: number;
	readonly orderId: string;
	readonly input: Input;
	readonly options: WriteOptions;
	/** The plan made before anything was sent, for the first item on its order. */
	plan?: WritePlan;
}

/** The steps this run did to an order, and the order before each. */
type History = Array<{ step: Step; before: Order }>;

/**
 * Carry out one write for every input item.
 *
 * - Every item is checked before the first one is sent: fields, then the orders, read together
 *   (OR11, 100 a call). Without "continue on fail", one bad item stops the run before it began.
 * - Different orders go side by side, items on the same order one after the other, each with the
 *   order as the one before left it. The output keeps the order of the input.
 * - A failing item harms no other. Without "continue on fail" no further item is begun, and the
 *   error says which ones were done.
 */
export async function performWrites<Input>(
	run: Run,
	write: WriteOperation<Input>,
): Promise<INodeExecutionData[]> {
	const count = run.context.getInputData().length;
	const output = new Array<INodeExecutionData | undefined>(count).fill(undefined);
	const fail = (index: number, error: unknown, orderId?: string, known?: string) => {
		output[index] = failedItem(run, index, error, {
			orderId,
			known,
			undone: orderId === undefined ? undefined : write.undone(orderId),
		});
	};

	const tasks: Array<Task<Input>> = [];
	for (let index = 0; index < count; index++) {
		let orderId: string | undefined;
		try {
			const item = new Item(run.context, index);
			orderId = readOrderId(item);
			tasks.push({ index, orderId, input: write.readInput(item), options: readWriteOptions(item) });
		} catch (error) {
			fail(index, error, orderId);
		}
	}

	const found = await readOrders(
		run.client,
		tasks.map((task) => task.orderId),
	);
	const readable = [...found.values()].flatMap((entry) => ('order' in entry ? [entry.order] : []));
	const prepared = await attempt(async () => await write.prepare?.(readable, run));
	if (!prepared.ok) {
		for (const task of tasks) fail(task.index, prepared.error, task.orderId);
		tasks.length = 0;
	}
	const groups = new Map<string, Array<Task<Input>>>();
	for (const task of tasks) {
		const group = groups.get(task.orderId);
		if (group) {
			group.push(task);
			continue;
		}
		try {
			task.plan = await write.plan(orderIn(found, task.orderId), task.input, run);
			groups.set(task.orderId, [task]);
		} catch (error) {
			fail(task.index, error, task.orderId);
			// Later items on the same order may well be possible: they get a plan of their own.
		}
	}

	const gate = new Gate(run.timing);
	const outage = new Outage();
	const done: string[] = [];
	let stopped: { error: unknown } | undefined;
	await inParallel([...groups.values()], WIDTH, async (group) => {
		let order = orderIn(found, group[0].orderId);
		const history: History = [];
		let begun = false;
		for (const task of group) {
			if (stopped || run.context.getExecutionCancelSignal()?.aborted) return;
			if (outage.isOn) {
				const refused = await attempt(() =>
					fail(task.index, outage.problem(task.orderId), task.orderId),
				);
				if (!refused.ok) stopped ??= refused;
				continue;
			}
			const outcome = await attempt(async () => {
				if (begun) order = await readFresh(run, order.order_id, history);
				begun ||= !task.options.dryRun;
				const plan = task.plan ?? (await write.plan(order, task.input, run));
				return await perform(run, write, { ...task, plan }, order, gate, history);
			});
			if (outcome.ok) {
				outage.note();
				output[task.index] = { json: outcome.value, pairedItem: { item: task.index } };
				if (!task.options.dryRun) done.push(task.orderId);
				continue;
			}
			const { known, cause } = unwrap(outcome.error);
			outage.note(cause);
			const failed = await attempt(() => fail(task.index, cause, task.orderId, known));
			if (!failed.ok) stopped ??= failed;
		}
	});
	if (stopped) throw withDone(stopped.error, done);
	return output.filter((item): item is INodeExecutionData => item !== undefined);
}

function orderIn(found: Map<string, Found>, orderId: string): Order {
	const entry = found.get(orderId)!;
	if ('order' in entry) return entry.order;
	throw entry.error;
}

/** An error on the way, and what is known about the steps before it. */
class Interrupted extends Error {
	constructor(
		readonly reason: unknown,
		readonly known: string,
	) {
		super(known);
	}
}

function unwrap(error: unknown): { cause: unknown; known?: string } {
	return error instanceof Interrupted
		? { cause: error.reason, known: error.known || undefined }
		: { cause: error };
}

/** Say in an error that ends the whole run which items were done before it. */
function withDone(error: unknown, done: readonly string[]): unknown {
	if (done.length > 0 && error instanceof Error && 'description' in error) {
		error.description = `${String(error.description ?? '')} Done before this: ${done.join(', ')}. Running the workflow again does not do them twice.`;
	}
	return error;
}

async function readFresh(run: Run, orderId: string, history: History): Promise<Order> {
	for (let reads = 1; ; reads++) {
		const order = await readOrder(run.client, orderId);
		if (history.every(({ step, before }) => step.outcome(before, order) === 'done')) return order;
		if (reads >= FRESH_READS) {
			throw new OrderProblem(
				`Worten does not show yet what an earlier item of this run did to order ${orderId}`,
				'Run this item again in a minute.',
				{ orderId },
			);
		}
		await run.timing.wait(FRESH_PAUSE_MS);
	}
}

function alreadyDone<Input>(
	write: WriteOperation<Input>,
	{ orderId, options }: Task<Input>,
	order: Order,
	plan: WritePlan,
): IDataObject {
	if (options.ifAlreadyDone === 'fail') {
		throw new OrderProblem(
			`this is done already (the order is at status "${orderStatus(order)}")`,
			'Nothing was sent. Set the option "If Already Done" to "Succeed" if that is fine.',
			{ orderId },
		);
	}
	return answer(write, { orderId, options }, order, plan, { done: true, alreadyDone: true });
}

function answer<Input>(
	write: WriteOperation<Input>,
	{ orderId, options }: Pick<Task<Input>, 'orderId' | 'options'>,
	before: Order,
	plan: WritePlan,
	outcome: { done: boolean; alreadyDone: boolean },
	more: IDataObject = {},
): IDataObject {
	return {
		orderId,
		operation: write.operation,
		...outcome,
		dryRun: options.dryRun,
		before: { status: orderStatus(before) },
		after: { status: plan.alreadyDone ? orderStatus(before) : plan.statusAfter },
		...plan.detail,
		...more,
	};
}

async function perform<Input>(
	run: Run,
	write: WriteOperation<Input>,
	task: Task<Input> & { plan: WritePlan },
	order: Order,
	gate: Gate,
	history: History,
): Promise<IDataObject> {
	const { plan } = task;
	if (plan.alreadyDone) return alreadyDone(write, task, order, plan);
	if (task.options.dryRun) {
		return answer(
			write,
			task,
			order,
			plan,
			{ done: false, alreadyDone: false },
			{
				wouldSend: plan.steps.map(({ operation, body }) => ({ operation, body: body ?? null })),
			},
		);
	}

	const tools = {
		client: run.client,
		timing: run.timing,
		gate,
		readAgain: async () => await readOrder(run.client, task.orderId),
	};
	const doneTexts: string[] = [];
	let answered: IDataObject = {};
	for (const step of plan.steps) {
		const before = order;
		const performed = await attempt(async () => await performStep(step, before, tools));
		if (!performed.ok) {
			const now = await statusNow(run, write, task, performed.error);
			if (now?.plan?.alreadyDone) return alreadyDone(write, task, now.order, now.plan);
			throw new Interrupted(performed.error, knownOf(performed.error, doneTexts, now?.order));
		}
		answered = { ...answered, ...performed.value };
		history.push({ step, before: order });
		doneTexts.push(step.doneText);
	}
	return answer(write, task, order, plan, { done: true, alreadyDone: false }, answered);
}

/**
 * After the marketplace said no: the order as it stands now, and whether what was asked for stands
 * after all (somebody did it by hand a moment ago). `undefined` when that could not be found out.
 */
async function statusNow<Input>(
	run: Run,
	write: WriteOperation<Input>,
	task: Task<Input>,
	error: unknown,
): Promise<{ order: Order; plan?: WritePlan } | undefined> {
	if (!(error instanceof MarketplaceError) || error.kind !== 'rejected') return undefined;
	const order = await attempt(async () => await readOrder(run.client, task.orderId));
	if (!order.ok) return undefined;
	const plan = await attempt(async () => await write.plan(order.value, task.input, run));
	return plan.ok ? { order: order.value, plan: plan.value } : { order: order.value };
}

function knownOf(error: unknown, doneTexts: readonly string[], order: Order | undefined): string {
	const lookedUp = error instanceof MarketplaceError && error.maybeCarriedOut;
	return [
		...doneTexts.map((text) => `${text}.`),
		...(lookedUp ? ['The order was read again afterwards: this was not carried out.'] : []),
		...(doneTexts.length > 0 ? ['Running this item again finishes the job.'] : []),
		...(order ? [`The order is at status "${orderStatus(order)}" now.`] : []),
	].join(' ');
}

import type { INodeExecutionData, NodeApiError, NodeOperationError } from 'n8n-workflow';
import { attempt } from '../../attempt';
import { readOrders, type Found } from '../../marketplace/readOrders';
import type { Order } from '../../marketplace/schemas/order';
import { asNodeError } from '../../nodeErrors';
import { failedItem } from '../failedItem';
import { readOrderId } from '../fields/orderId';
import { readWriteOptions } from '../fields/writeOptions';
import { Item } from '../item';
import type { Run } from '../operation';
import { Gate } from './gate';
import { Outage } from './outage';
import { inParallel, WIDTH } from './parallel';
import { Interrupted, performItem, type WriteItem } from './performItem';
import { presentOrder, presentOrders } from './presentOrder';
import { UncertainOutcome } from './uncertain';
import type { WriteOperation, WritePlan } from './writeOperation';

/** How many order numbers an error lists. */
const MOST_LISTED = 20;

interface Failure {
	readonly error: unknown;
	readonly nodeError: NodeApiError | NodeOperationError;
}

/** What comes out of the items, in the order of the input. */
class Results {
	private readonly output: Array<INodeExecutionData | undefined>;
	private readonly failures: Failure[] = [];
	private readonly done: string[] = [];

	constructor(
		private readonly run: Run,
		private readonly write: WriteOperation<unknown>,
		count: number,
	) {
		this.output = new Array<INodeExecutionData | undefined>(count).fill(undefined);
	}

	/** No further item may be begun: one has failed, and the node is to stop at errors. */
	get stopped(): boolean {
		return this.failures.length > 0 && !this.run.context.continueOnFail();
	}

	add(item: WriteItem<unknown>, json: INodeExecutionData['json']): void {
		this.output[item.index] = { json, pairedItem: { item: item.index } };
		if (json.done === true && json.alreadyDone === false) this.done.push(item.orderId);
	}

	fail(index: number, thrown: unknown, orderId?: string): void {
		const error = reasonOf(thrown);
		const known = thrown instanceof Interrupted ? thrown.known || undefined : undefined;
		const nodeError = asNodeError(this.run.context.getNode(), error, {
			itemIndex: index,
			known,
			undone: orderId === undefined ? undefined : this.write.undone(orderId),
		});
		this.failures.push({ error, nodeError });
		this.output[index] = failedItem(nodeError, index, orderId);
	}

	/**
	 * @throws NodeApiError, NodeOperationError where the node is to stop at errors and there was one:
	 * the gravest, with what happened to the others
	 */
	items(): INodeExecutionData[] {
		if (this.stopped) throw this.gravest();
		return this.output.filter((item): item is INodeExecutionData => item !== undefined);
	}

	private gravest(): Failure['nodeError'] {
		const worst =
			this.failures.find(({ error }) => error instanceof UncertainOutcome) ?? this.failures[0];
		const others = this.failures.filter((failure) => failure !== worst);
		worst.nodeError.description = [
			worst.nodeError.description,
			...(this.done.length > 0 ? [`Done before this: ${listed(this.done)}.`] : []),
			...(others.length > 0
				? [`Also failed: ${listed(others.map(({ nodeError }) => nodeError.message))}.`]
				: []),
		]
			.filter(Boolean)
			.join(' ');
		return worst.nodeError;
	}
}

function reasonOf(thrown: unknown): unknown {
	return thrown instanceof Interrupted ? thrown.reason : thrown;
}

function listed(entries: readonly string[]): string {
	const more = entries.length - MOST_LISTED;
	return entries.slice(0, MOST_LISTED).join('; ') + (more > 0 ? `; and ${more} more` : '');
}

/**
 * Carry out one write for every input item.
 *
 * - Every item is checked before the first one is sent: fields, then the orders, read together
 *   (OR11, 100 a call). Where the node is to stop at errors, one bad item stops the run before it began.
 * - Different orders go side by side, items on the same order one after the other, each with the
 *   order as the one before left it. The output keeps the order of the input.
 * - A failing item harms no other. Where the node is to stop at errors no further item is begun,
 *   and the error says which ones were done and which ones failed as well.
 */
export async function performWrites<Input>(
	run: Run,
	write: WriteOperation<Input>,
): Promise<INodeExecutionData[]> {
	const count = run.context.getInputData().length;
	const results = new Results(run, write as WriteOperation<unknown>, count);
	const items = readItems(run, write, count, results);
	const groups = results.stopped ? [] : await plan(run, write, items, results);
	if (!results.stopped) await perform(run, write, groups, results);
	return results.items();
}

function readItems<Input>(
	run: Run,
	write: WriteOperation<Input>,
	count: number,
	results: Results,
): Array<WriteItem<Input>> {
	const items: Array<WriteItem<Input>> = [];
	for (let index = 0; index < count; index++) {
		let orderId: string | undefined;
		try {
			const item = new Item(run.context, index);
			orderId = readOrderId(item);
			items.push({ index, orderId, input: write.readInput(item), options: readWriteOptions(item) });
		} catch (error) {
			results.fail(index, error, orderId);
		}
	}
	return items;
}

interface PlannedItem<Input> extends WriteItem<Input> {
	readonly plan: WritePlan;
}

/** The items on one order, and the order as it stood before the first of them. */
interface Group<Input> {
	order: Order;
	readonly items: Array<PlannedItem<Input>>;
}

/** Read all orders and plan every item on them; what is not possible fails here. */
async function plan<Input>(
	run: Run,
	write: WriteOperation<Input>,
	items: ReadonlyArray<WriteItem<Input>>,
	results: Results,
): Promise<Array<Group<Input>>> {
	const found = await readOrders(
		run.client,
		items.map(({ orderId }) => orderId),
	);
	const present = await presentOrders(run, readable(found));
	const prepared = await attempt(
		async () =>
			await write.prepare?.(
				[...present.values()].flatMap((entry) => ('order' in entry ? [entry.order] : [])),
				items.map(({ input }) => input),
				run,
			),
	);
	const groups = new Map<string, Group<Input>>();
	for (const item of items) {
		const { orderId } = item;
		const planned = await attempt(async () => {
			const entry = present.get(orderId) ?? found.get(orderId)!;
			if ('error' in entry) throw entry.error;
			if (!prepared.ok) throw prepared.error;
			return { order: entry.order, plan: await write.plan(entry.order, item.input, run) };
		});
		if (!planned.ok) {
			results.fail(item.index, planned.error, orderId);
			continue;
		}
		const group = groups.get(orderId) ?? { order: planned.value.order, items: [] };
		group.items.push({ ...item, plan: planned.value.plan });
		groups.set(orderId, group);
	}
	return [...groups.values()];
}

function readable(found: ReadonlyMap<string, Found>): Map<string, Order> {
	return new Map(
		[...found].flatMap(([orderId, entry]) =>
			'order' in entry ? [[orderId, entry.order] as const] : [],
		),
	);
}

async function perform<Input>(
	run: Run,
	write: WriteOperation<Input>,
	groups: ReadonlyArray<Group<Input>>,
	results: Results,
): Promise<void> {
	const gate = new Gate(run.timing);
	const outage = new Outage();
	await inParallel(groups, WIDTH, async (group) => {
		for (const [turn, item] of group.items.entries()) {
			if (results.stopped || run.context.getExecutionCancelSignal()?.aborted) return;
			if (outage.isOn) {
				results.fail(item.index, outage.problem(item.orderId), item.orderId);
				continue;
			}
			const outcome = await attempt(async () => {
				let { plan: planned } = item;
				if (turn > 0 && !item.options.dryRun) {
					group.order = await presentOrder(run, item.orderId);
					planned = await write.plan(group.order, item.input, run);
				}
				return await performItem(run, write, item, planned, group.order, gate);
			});
			if (outcome.ok) results.add(item, outcome.value);
			else results.fail(item.index, outcome.error, item.orderId);
			outage.note(outcome.ok ? undefined : reasonOf(outcome.error));
		}
	});
}

import type { IDataObject } from 'n8n-workflow';
import { attempt } from '../../attempt';
import { MarketplaceError } from '../../marketplace/errors';
import { readOrder } from '../../marketplace/readOrders';
import type { Order } from '../../marketplace/schemas/order';
import { OrderProblem } from '../../orders/problem';
import { orderStatus } from '../../orders/status';
import type { WriteOptions } from '../fields/writeOptions';
import type { Run } from '../operation';
import type { Gate } from './gate';
import { performStep } from './performStep';
import { rememberedAs } from './presentOrder';
import { recentWrites } from './recentWrites';
import { UncertainOutcome } from './uncertain';
import type { WriteOperation, WritePlan } from './writeOperation';

/** One input item that has been read. */
export interface WriteItem<Input> {
	readonly index: number;
	readonly orderId: string;
	readonly input: Input;
	readonly options: WriteOptions;
}

/** An error on the way, and what is known about the steps before it. */
export class Interrupted extends Error {
	constructor(
		readonly reason: unknown,
		readonly known: string,
	) {
		super(known);
	}
}

/**
 * Carry out what is planned for one item, step by step, or say that it is done already, or what
 * would be done.
 * @returns the item's output
 * @throws Interrupted, OrderProblem
 */
export async function performItem<Input>(
	run: Run,
	write: WriteOperation<Input>,
	item: WriteItem<Input>,
	plan: WritePlan,
	order: Order,
	gate: Gate,
): Promise<IDataObject> {
	if (plan.alreadyDone) return alreadyDone(write, item, order, plan);
	if (item.options.dryRun) {
		return answer(write, item, order, plan, {
			done: false,
			alreadyDone: false,
			wouldSend: plan.steps.map(({ operation, body }) => ({ operation, body: body ?? null })),
		});
	}

	const name = rememberedAs(run, item.orderId);
	const tools = {
		client: run.client,
		timing: run.timing,
		gate,
		readAgain: async () => await readOrder(run.client, item.orderId),
		cancelled: () => run.context.getExecutionCancelSignal()?.aborted === true,
	};
	const doneTexts: string[] = [];
	let answered: IDataObject = {};
	for (const step of plan.steps) {
		const performed = await attempt(async () => await performStep(step, order, tools));
		const remember = (uncertain: boolean) =>
			recentWrites.add(name, { step, before: order, at: run.timing.now(), uncertain });
		if (!performed.ok) {
			if (performed.error instanceof UncertainOutcome) remember(true);
			const now = await statusNow(run, write, item, performed.error);
			if (now?.plan?.alreadyDone) return alreadyDone(write, item, now.order, now.plan);
			throw new Interrupted(performed.error, knownOf(performed.error, doneTexts, now?.order));
		}
		remember(false);
		doneTexts.push(step.doneText);
		answered = { ...answered, ...performed.value };
	}
	return answer(write, item, order, plan, { done: true, alreadyDone: false, ...answered });
}

function alreadyDone<Input>(
	write: WriteOperation<Input>,
	item: WriteItem<Input>,
	order: Order,
	plan: WritePlan,
): IDataObject {
	if (item.options.ifAlreadyDone === 'fail') {
		throw new OrderProblem(
			`Order ${item.orderId} is as it should be already (at status "${orderStatus(order)}"), and "If Already Done" is set to fail`,
			'Nothing was sent. Set the option "If Already Done" to "Succeed" if that is fine.',
			{ orderId: item.orderId },
		);
	}
	return answer(write, item, order, plan, { done: true, alreadyDone: true });
}

function answer<Input>(
	write: WriteOperation<Input>,
	{ orderId, options }: WriteItem<Input>,
	before: Order,
	plan: WritePlan,
	{ done, alreadyDone: already, ...more }: IDataObject & { done: boolean; alreadyDone: boolean },
): IDataObject {
	return {
		orderId,
		operation: write.operation,
		done,
		alreadyDone: already,
		dryRun: options.dryRun,
		before: { status: orderStatus(before) },
		after: { status: plan.alreadyDone ? orderStatus(before) : plan.statusAfter },
		...plan.detail,
		...more,
	};
}

/** Kinds of "no" after which it is worth telling how the order stands now. */
const REFUSALS = new Set(['rejected', 'notFound', 'forbidden']);

/**
 * After the marketplace said no: the order as it stands now, and whether what was asked for stands
 * after all (somebody did it by hand a moment ago). `undefined` when that could not be found out.
 */
async function statusNow<Input>(
	run: Run,
	write: WriteOperation<Input>,
	item: WriteItem<Input>,
	error: unknown,
): Promise<{ order: Order; plan?: WritePlan } | undefined> {
	if (!(error instanceof MarketplaceError) || !REFUSALS.has(error.kind)) return undefined;
	const order = await attempt(async () => await readOrder(run.client, item.orderId));
	if (!order.ok) return undefined;
	const plan = await attempt(async () => await write.plan(order.value, item.input, run));
	return plan.ok ? { order: order.value, plan: plan.value } : { order: order.value };
}

function knownOf(error: unknown, doneTexts: readonly string[], order: Order | undefined): string {
	// Such a failure is only reported after looking: see performStep.
	const lookedUp =
		error instanceof MarketplaceError && error.maybeCarriedOut && error.kind !== 'rejected';
	return [
		...doneTexts.map((text) => `${text}.`),
		...(lookedUp ? ['The order was read again afterwards: this was not carried out.'] : []),
		...(doneTexts.length > 0 ? ['Running this item again finishes the job.'] : []),
		...(order ? [`The order is at status "${orderStatus(order)}" now.`] : []),
	].join(' ');
}

import { attempt } from '../../attempt';
import { readOrder } from '../../marketplace/readOrders';
import type { Order } from '../../marketplace/schemas/order';
import { OrderProblem } from '../../orders/problem';
import type { Run } from '../operation';
import { inParallel, WIDTH } from './parallel';
import { recentWrites, type RecentWrite } from './recentWrites';
import type { StepOutcome } from './step';
import { UncertainOutcome } from './uncertain';

/** How often an order is read again until it shows what was done to it, and the pause between. */
const MOST_READS = 6;
const PAUSE_MS = 3_000;

/** A write that does not show after this long was not done. */
const SETTLED_AFTER_MS = 15_000;

/** The name under which this process remembers an order: its number is only unique in a marketplace. */
export function rememberedAs(run: Pick<Run, 'baseUrl'>, orderId: string): string {
	return `${run.baseUrl} ${orderId}`;
}

/**
 * The order as it really stands: shows everything this process has done to it in the last minutes.
 *
 * @param known as it was just read; without it, it is read now
 * @throws MarketplaceError; OrderProblem when it does not show it in time; UncertainOutcome when a
 * write to it is still uncertain
 */
export async function presentOrder(run: Run, orderId: string, known?: Order): Promise<Order> {
	const name = rememberedAs(run, orderId);
	let order = known ?? (await readOrder(run.client, orderId));
	for (let reads = 1; ; reads++) {
		const late = recentWrites
			.of(name, run.timing.now())
			.filter((write) => !shows(run, name, order, write));
		if (late.length === 0) return order;
		if (reads >= MOST_READS) {
			const uncertain = late.find((write) => write.uncertain);
			if (uncertain) {
				throw new UncertainOutcome(
					orderId,
					uncertain.step,
					'An action on this order a moment ago got no answer, and the order does not tell whether it was done',
				);
			}
			throw new OrderProblem(
				`Order ${orderId} does not show yet what was done to it a moment ago`,
				'Nothing was sent. Run this item again in a minute.',
				{ orderId },
			);
		}
		await run.timing.wait(PAUSE_MS);
		order = await readOrder(run.client, orderId);
	}
}

/** Whether an order, as just read, shows a write to it, or that it was not done. */
function shows(run: Run, name: string, order: Order, write: RecentWrite): boolean {
	const outcome = outcomeOf(write, order);
	const settled = run.timing.now().diff(write.at).milliseconds >= SETTLED_AFTER_MS;
	const decided =
		outcome === 'done' ||
		outcome === 'otherwise' ||
		(write.uncertain && outcome === 'notDone' && settled);
	if (decided && write.uncertain) recentWrites.forget(name, write);
	return decided;
}

function outcomeOf({ step, before }: RecentWrite, order: Order): StepOutcome {
	try {
		return step.outcome(before, order);
	} catch {
		return 'unclear';
	}
}

/** The present state of several orders that were just read: only those written to a moment ago take time. */
export async function presentOrders(
	run: Run,
	orders: ReadonlyMap<string, Order>,
): Promise<Map<string, { order: Order } | { error: unknown }>> {
	const present = new Map<string, { order: Order } | { error: unknown }>();
	await inParallel([...orders], WIDTH, async ([orderId, known]) => {
		const order = await attempt(async () => await presentOrder(run, orderId, known));
		present.set(orderId, order.ok ? { order: order.value } : { error: order.error });
	});
	return present;
}

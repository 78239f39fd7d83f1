import type { Order, OrderLine } from '../marketplace/schemas/order';
import { chooseLines } from './lines';
import { OrderProblem } from './problem';
import { requireStatus, wrongStatus } from './rules';
import { statusOfState, type Status } from './status';

export interface AcceptanceChoice {
	/** What to do with the chosen lines. */
	readonly decision: 'accept' | 'refuse';
	readonly lines: 'all' | 'selected';
	readonly lineIds: readonly string[];
	/** What becomes of the lines that were not chosen. */
	readonly otherLines: 'accept' | 'refuse' | 'fail';
}

export interface LineDecision {
	id: string;
	accepted: boolean;
}

/** A decision for every line of the order: what OR21 wants, or what it has already been told. */
export interface AcceptancePlan {
	readonly kind: 'decide' | 'alreadyDone';
	readonly decisions: LineDecision[];
}

/**
 * What to tell the marketplace (OR21) so that the choice comes true: a decision for *every* line,
 * for it refuses anything less. Where the order has been decided before in exactly this way there
 * is nothing to tell it.
 * @throws OrderProblem when lines are wrong, others are left undecided, or the order is not to be decided (any more)
 */
export function planAcceptance(order: Order, choice: AcceptanceChoice): AcceptancePlan {
	const status = statusOfState(order.order_state);
	// Before acceptance, canceled or unheard of: no question of lines arises.
	if (!isDecided(status)) requireStatus(order, choice.decision);

	const decisions = decide(order, choice);
	if (!isDecided(status)) return { kind: 'decide', decisions };
	if (standsAs(order, decisions)) return { kind: 'alreadyDone', decisions };

	const unanimous = decisions.every((line) => line.accepted === decisions[0].accepted);
	const someRefused = order.order_lines.some((line) => isRefused(line, order));
	if (status === 'refused' || (unanimous && !someRefused))
		throw wrongStatus(order, choice.decision);

	const ids = (accepted: boolean, from: readonly LineDecision[]) =>
		from
			.filter((line) => line.accepted === accepted)
			.map((line) => line.id)
			.join(', ') || 'none';
	const standing = decisionsOf(order);
	throw new OrderProblem(
		`Order ${order.order_id} has been decided before, and differently: accepted were ${ids(true, standing)}, refused were ${ids(false, standing)}; now ${ids(true, decisions)} would be accepted and ${ids(false, decisions)} refused`,
		'A decision about a line cannot be changed. Refund accepted lines you will not send, or cancel them in the back office; refused lines have to be ordered anew.',
		{ orderId: order.order_id },
	);
}

/**
 * Whether an order, read again after an acceptance whose answer never came, shows it carried out:
 * `different` means that somebody (or the marketplace, for lack of time) decided otherwise.
 */
export function acceptanceOutcome(
	after: Order,
	decisions: readonly LineDecision[],
): 'done' | 'notDone' | 'different' {
	const status = statusOfState(after.order_state);
	if (status === 'new' || status === 'waiting_acceptance') return 'notDone';
	return isDecided(status) && standsAs(after, decisions) ? 'done' : 'different';
}

/** The status of an order right after these decisions: refused when not one line was accepted. */
export function statusAfterAcceptance(
	decisions: readonly LineDecision[],
): Extract<Status, 'accepted' | 'refused'> {
	return decisions.some((line) => line.accepted) ? 'accepted' : 'refused';
}

function decide(order: Order, choice: AcceptanceChoice): LineDecision[] {
	const chosen = new Set(chooseLines(order, choice));
	const others = order.order_lines.filter((line) => !chosen.has(line));
	if (others.length > 0 && choice.otherLines === 'fail') {
		const other = choice.decision === 'accept' ? 'refuse' : 'accept';
		throw new OrderProblem(
			`Order ${order.order_id} has lines without a decision: ${listed(others)}`,
			`Every line has to be accepted or refused at once. Select these lines too, or set "Other Lines" to ${other} them.`,
			{ orderId: order.order_id, lineId: others[0].order_line_id },
		);
	}
	return order.order_lines.map((line) => ({
		id: line.order_line_id,
		accepted: (chosen.has(line) ? choice.decision : choice.otherLines) === 'accept',
	}));
}

function isDecided(status: Status): boolean {
	return !(['new', 'waiting_acceptance', 'canceled', 'unknown'] as Status[]).includes(status);
}

/** Whether exactly these lines are accepted and refused. A line canceled later on was accepted once. */
function standsAs(order: Order, decisions: readonly LineDecision[]): boolean {
	const wanted = new Map(decisions.map((line) => [line.id, line.accepted]));
	const standing = decisionsOf(order);
	return (
		standing.length === wanted.size &&
		standing.every((line) => wanted.get(line.id) === line.accepted)
	);
}

function decisionsOf(order: Order): LineDecision[] {
	return order.order_lines.map((line) => ({
		id: line.order_line_id,
		accepted: !isRefused(line, order),
	}));
}

function isRefused(line: OrderLine, order: Order): boolean {
	return (
		statusOfState(order.order_state) === 'refused' ||
		statusOfState(line.order_line_state) === 'refused'
	);
}

function listed(lines: readonly OrderLine[]): string {
	return lines.map((line) => line.order_line_id).join(', ');
}

import { badRequest } from './apiError';
import type { Line, Order } from './order';
import type { World } from './world';

/** The buyer complains about a line (the first that can be complained about when none is named). */
export function openIncident(
	world: World,
	order: Order,
	lineId?: string,
	reasonCode = '101',
): void {
	const line = pick(order, lineId, (candidate) =>
		['SHIPPED', 'TO_COLLECT', 'RECEIVED'].includes(candidate.state),
	);
	line.stateBeforeIncident = line.state;
	line.state = 'INCIDENT_OPEN';
	line.reasonCode = reasonCode;
	line.updatedAt = world.now();
	world.changed(order, 'marketplace', 'incidentOpened', { lineId: line.id, reasonCode });
}

/** The complaint is settled: the line is again what it was. */
export function closeIncident(
	world: World,
	order: Order,
	lineId?: string,
	reasonCode = '113',
): void {
	const line = pick(order, lineId, (candidate) => candidate.state === 'INCIDENT_OPEN');
	line.state = line.stateBeforeIncident ?? 'RECEIVED';
	line.stateBeforeIncident = null;
	line.reasonCode = null;
	line.updatedAt = world.now();
	world.changed(order, 'marketplace', 'incidentClosed', { lineId: line.id, reasonCode });
}

function pick(order: Order, lineId: string | undefined, fits: (line: Line) => boolean): Line {
	const line = order.lines.find((candidate) =>
		lineId ? candidate.id === lineId : fits(candidate),
	);
	if (!line) throw badRequest(`Order ${order.id} has no such order line`);
	if (!fits(line)) throw badRequest(`Order line ${line.id} is ${line.state}`);
	return line;
}

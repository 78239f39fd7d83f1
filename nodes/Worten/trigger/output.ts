import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { simplifyOrder, splitLines } from '../orders/simplify';
import type { Delivery } from './delivery';

export interface OutputOptions {
	readonly simplify: boolean;
	/** One item a line. Only of simplified orders: the marketplace's own object stays as it is. */
	readonly splitLines: boolean;
}

/** The items of one event: one, or with `splitLines` one a line, all with the same event. */
export function toItems(
	{ event, status, received }: Delivery,
	options: OutputOptions,
): INodeExecutionData[] {
	const beside = { event: { ...event }, status };
	if (!received.readable) {
		const { problem, raw } = received;
		return [{ json: { ...beside, problem, ...asFields(raw) } as IDataObject }];
	}
	if (!options.simplify) {
		return [{ json: { ...beside, ...asFields(received.raw) } as IDataObject }];
	}
	const simple = simplifyOrder(received.order);
	const shown = options.splitLines ? splitLines(simple) : [simple];
	return shown.map((order) => ({ json: { ...beside, ...order } as unknown as IDataObject }));
}

/** Names of ours that the marketplace's own object must not lose, should it ever use them itself. */
const OURS = ['event', 'status', 'problem'];

/** The marketplace's own object beside our fields; a field of the same name gets `marketplace_` in front. */
function asFields(raw: unknown): Record<string, unknown> {
	if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return { raw };
	return Object.fromEntries(
		Object.entries(raw).map(([name, value]) => [
			OURS.includes(name) ? `marketplace_${name}` : name,
			value as unknown,
		]),
	);
}

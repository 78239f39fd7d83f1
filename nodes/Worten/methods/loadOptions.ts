import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { connect } from '../marketplace/connect';
import { locatedValue } from '../actions/fields/orderId';
import { asNodeError } from '../nodeErrors';
import { carrierKey } from '../orders/carrier';
import { orderIdFrom } from '../orders/orderId';
import { reasonsFor } from '../orders/reason';
import { lineStatus } from '../orders/status';
import { readOrder } from '../marketplace/readOrders';

/** Dropdowns wait for a person: no long retries. */
const QUICK = { retries: { attempts: 3, firstWaitMs: 300, longestWaitMs: 3_000 } };

/** Run a dropdown's loader, with its failure as n8n wants to show it. */
async function offer(
	context: ILoadOptionsFunctions,
	load: (marketplace: Awaited<ReturnType<typeof connect>>) => Promise<INodePropertyOptions[]>,
): Promise<INodePropertyOptions[]> {
	try {
		return await load(await connect(context, QUICK));
	} catch (error) {
		throw asNodeError(context.getNode(), error);
	}
}

/** The carriers the marketplace has registered (SH21). */
export async function getCarriers(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await offer(this, async ({ reference }) =>
		(await reference.carriers()).map((carrier) => ({
			name: carrier.label || carrierKey(carrier),
			value: carrierKey(carrier),
		})),
	);
}

/** The reasons a seller may give for a refund (RE01). */
export async function getRefundReasons(
	this: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	return await offer(this, async ({ reference }) =>
		reasonsFor(await reference.reasons(), 'REFUND').map(({ code, label }) => ({
			name: label || code,
			value: code,
		})),
	);
}

/** The channels of the marketplace (CH11): at Worten, its countries. */
export async function getChannels(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await offer(this, async ({ reference }) =>
		(await reference.channels()).map(({ code, label }) => ({
			name: label && label !== code ? `${label} (${code})` : code,
			value: code,
		})),
	);
}

/** The lines of the order chosen in the same node (OR11). Empty until an order is chosen. */
export async function getOrderLines(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const chosen = locatedValue(this.getCurrentNodeParameter('orderId'));
	// An expression cannot be resolved while the node is being edited: there is no item yet.
	if (typeof chosen !== 'string' || chosen.trim() === '' || chosen.startsWith('=')) return [];
	return await offer(this, async ({ client }) => {
		const order = await readOrder(client, orderIdFrom(chosen));
		return order.order_lines.map((line) => ({
			name: `${line.quantity ?? 1} × ${line.product_title ?? line.offer_sku ?? line.order_line_id}`,
			value: line.order_line_id,
			description: `${line.order_line_id}, ${lineStatus(line, order).replace('_', ' ')}`,
		}));
	});
}

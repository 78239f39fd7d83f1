import type { INodeExecutionData } from 'n8n-workflow';
import type { Operation } from '../operation';
import { unreadItem } from '../failedItem';
import { Item, yesNo } from '../item';
import { orderIdField, readOrderId } from '../fields/orderId';
import { simplifyField } from '../../fields/simplify';
import { orderJson } from './orderJson';
import { readOrders } from '../../marketplace/readOrders';

/** Read the orders of all items together: 100 a call. */
export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get an order',
	description: 'Read one order with its lines, addresses, refunds and present status',
	fields: [orderIdField, simplifyField],

	async execute(run) {
		const output: INodeExecutionData[] = [];
		const wanted = run.context.getInputData().map((_, index) => {
			try {
				const item = new Item(run.context, index);
				return {
					orderId: readOrderId(item),
					simplify: item.read({ simplify: yesNo(true) }).simplify,
				};
			} catch (error) {
				return { failed: unreadItem(run, index, error) };
			}
		});
		const found = await readOrders(
			run.client,
			wanted.flatMap((entry) => (entry.orderId === undefined ? [] : [entry.orderId])),
		);
		wanted.forEach((entry, index) => {
			if (entry.orderId === undefined) {
				output.push(entry.failed);
				return;
			}
			const received = found.get(entry.orderId)!;
			output.push(
				'error' in received
					? unreadItem(run, index, received.error, entry.orderId)
					: { json: orderJson(received, entry.simplify), pairedItem: { item: index } },
			);
		});
		return output;
	},
};

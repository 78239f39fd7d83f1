import {
	NodeApiError,
	type IDataObject,
	type INodeExecutionData,
	type NodeOperationError,
} from 'n8n-workflow';
import { asNodeError } from '../nodeErrors';
import type { Run } from './operation';

/**
 * The output of an item that failed while the node continues on fail.
 *
 * n8n sends an item to the error output when its JSON is `error` alone, or `error`, `message` and one
 * more; with an `error` property on the item itself it would throw everything else away. So these
 * three keys it is, and all that is known stands in `details`.
 */
export function failedItem(
	nodeError: NodeApiError | NodeOperationError,
	itemIndex: number,
	orderId?: string,
): INodeExecutionData {
	const { message, description, context } = nodeError;
	const details: IDataObject = {
		...(orderId === undefined ? {} : { orderId }),
		...(typeof context.lineId === 'string' ? { lineId: context.lineId } : {}),
		...(description ? { hint: description } : {}),
		...(nodeError instanceof NodeApiError && nodeError.httpCode
			? { httpCode: nodeError.httpCode }
			: {}),
	};
	return {
		json: {
			error: message,
			message: description ? `${message}. ${description}` : message,
			details,
		},
		pairedItem: { item: itemIndex },
	};
}

/**
 * What becomes of an item that could not be read: an output item that says so, or, where the node is
 * to stop at errors, the error itself.
 * @throws NodeApiError, NodeOperationError
 */
export function unreadItem(
	{ context }: Pick<Run, 'context'>,
	itemIndex: number,
	error: unknown,
	orderId?: string,
): INodeExecutionData {
	const nodeError = asNodeError(context.getNode(), error, { itemIndex });
	if (!context.continueOnFail()) throw nodeError;
	return failedItem(nodeError, itemIndex, orderId);
}

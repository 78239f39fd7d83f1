import { NodeApiError, type IDataObject, type INodeExecutionData } from 'n8n-workflow';
import { asNodeError, type ErrorContext } from '../nodeErrors';
import type { Run } from './operation';

/**
 * What becomes of an item that failed: with "continue on fail" an output item that says so (and
 * takes the error output where the node has one), else the error itself.
 * @throws NodeApiError, NodeOperationError
 */
export function failedItem(
	{ context }: Pick<Run, 'context'>,
	itemIndex: number,
	error: unknown,
	more: Omit<ErrorContext, 'itemIndex'> & { orderId?: string } = {},
): INodeExecutionData {
	const nodeError = asNodeError(context.getNode(), error, { ...more, itemIndex });
	if (!context.continueOnFail()) throw nodeError;
	const json: IDataObject = {
		error: nodeError.message,
		...(nodeError.description ? { hint: nodeError.description } : {}),
		...(more.orderId === undefined ? {} : { orderId: more.orderId }),
		...(nodeError instanceof NodeApiError && nodeError.httpCode
			? { httpCode: nodeError.httpCode }
			: {}),
	};
	return { json, error: nodeError, pairedItem: { item: itemIndex } };
}

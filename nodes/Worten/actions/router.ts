import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { connect } from '../marketplace/connect';
import { n8nTiming } from '../marketplace/n8nTiming';
import { unreadItem } from './failedItem';
import { RESOURCES } from './resources';

/**
 * Run the chosen operation for all input items. Resource and operation are the same for every item
 * (`noDataExpression`), which is what lets an operation read all its orders together.
 */
export async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const resource = context.getNodeParameter('resource', 0);
	const operation = context.getNodeParameter('operation', 0);
	const chosen = RESOURCES.find(({ value }) => value === resource)?.operations.find(
		({ value }) => value === operation,
	);
	if (!chosen) {
		throw new NodeOperationError(
			context.getNode(),
			`This version of the Worten node has no operation "${operation}" for "${resource}"`,
			{ description: 'Update the package n8n-nodes-worten, or choose another operation.' },
		);
	}
	try {
		const marketplace = await connect(context);
		return [await chosen.execute({ context, timing: n8nTiming, ...marketplace })];
	} catch (error) {
		// Before any item was looked at (a wrong address in the credential, say): all of them failed.
		return [context.getInputData().map((_, index) => unreadItem({ context }, index, error))];
	}
}

import type { INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { MarketplaceClient } from '../marketplace/client';
import { n8nTiming } from '../marketplace/n8nTiming';
import { n8nTransport } from '../marketplace/n8nTransport';
import { asNodeError } from '../nodeErrors';
import { Claims } from './claim';
import { toItems } from './output';
import { readParameters, type TriggerParameters } from './parameters';
import { sample } from './sample';
import { takeTurn } from './turn';

/** A poll takes no longer, however much time n8n would give it. */
const LONGEST_POLL_MS = 60_000;

/** The share of the time n8n gives that is used: what is left is for handing over. */
const SHARE_OF_BUDGET = 0.8;

/** Shared by all nodes of this process. */
const claims = new Claims();

/**
 * One poll of the Worten Trigger: `null` when there is nothing to start a workflow with.
 * @throws NodeApiError, NodeOperationError
 */
export async function poll(context: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	try {
		const parameters = readParameters(context);
		const items =
			context.getMode() === 'manual'
				? await example(context, parameters)
				: await news(context, parameters);
		return items && [items];
	} catch (error) {
		throw asNodeError(context.getNode(), error);
	}
}

/** A test run in the editor: n8n saves nothing of it. */
async function example(
	context: IPollFunctions,
	{ settings, ...output }: TriggerParameters,
): Promise<INodeExecutionData[]> {
	const client = new MarketplaceClient(await n8nTransport(context), n8nTiming);
	const deliveries = await sample(client, settings, n8nTiming.now());
	return deliveries.flatMap((delivery) => toItems(delivery, output));
}

async function news(
	context: IPollFunctions,
	{ settings, ...output }: TriggerParameters,
): Promise<INodeExecutionData[] | null> {
	const transport = await n8nTransport(context);
	return await takeTurn({
		workflowId: context.getWorkflow().id ?? '',
		nodeId: context.getNode().id,
		nodeData: context.getWorkflowStaticData('node'),
		workflowData: context.getWorkflowStaticData('global'),
		transport,
		credential: transport,
		settings,
		timing: n8nTiming,
		monotonic: () => performance.now(),
		claims,
		patienceMs: patienceMs(context),
		present: (delivery) => toItems(delivery, output),
	});
}

/** How long this poll may go on, in milliseconds. n8n before 2.36 does not say. */
function patienceMs(context: IPollFunctions): number {
	const budget =
		typeof context.getPollBudgetMs === 'function' ? context.getPollBudgetMs() : LONGEST_POLL_MS;
	return Math.min(budget, LONGEST_POLL_MS) * SHARE_OF_BUDGET;
}

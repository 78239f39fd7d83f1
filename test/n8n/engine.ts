import { WorkflowExecute } from 'n8n-core';
import {
	createEmptyRunExecutionData,
	NodeConnectionTypes,
	Workflow,
	type IDataObject,
	type IExecuteFunctions,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type INodeType,
} from 'n8n-workflow';
import { Worten } from '../../nodes/Worten/Worten.node.js';
import { additionalData, type TestCredential } from './contexts';

/** A node that hands on what it gets, or begins with given items. */
function plainNode(begin?: IDataObject[]): INodeType {
	return {
		description: {
			displayName: 'Plain',
			name: 'plain',
			group: [],
			version: 1,
			description: 'Hands items on',
			defaults: { name: 'Plain' },
			inputs: [NodeConnectionTypes.Main],
			outputs: [NodeConnectionTypes.Main],
			properties: [],
		},
		async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
			return [begin ? begin.map((json) => ({ json })) : this.getInputData()];
		},
	};
}

const at = (name: string, type: string, more: Partial<INode> = {}): INode => ({
	id: name,
	name,
	type,
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
	...more,
});

export interface EngineResult {
	/** What went on by the node's first output, and by its error output. */
	success: IDataObject[];
	failure: IDataObject[];
	/** What ended the execution, if anything did. */
	error: (Error & { description?: string | null }) | undefined;
}

/**
 * Run the Worten node in n8n's own engine, with a node before it and one behind each output: retries,
 * error outputs and what n8n makes of failed items are its real ones.
 */
export async function runInEngine(
	parameters: INodeParameters,
	input: IDataObject[],
	settings: Partial<INode>,
	credential: TestCredential,
): Promise<EngineResult> {
	const types: Record<string, INodeType> = {
		start: plainNode(input),
		plain: plainNode(),
		worten: new Worten(),
	};
	const to = (node: string) => [{ node, type: NodeConnectionTypes.Main, index: 0 }];
	const workflow = new Workflow({
		id: 'workflow-1',
		nodes: [
			at('Start', 'start'),
			at('Worten', 'worten', {
				parameters: { resource: 'order', ...parameters },
				credentials: { wortenApi: { id: 'c1', name: 'Worten' } },
				...settings,
			}),
			at('Success', 'plain'),
			at('Failure', 'plain'),
		],
		connections: {
			Start: { main: [to('Worten')] },
			Worten: { main: [to('Success'), to('Failure')] },
		},
		active: false,
		nodeTypes: {
			getByName: (type) => types[type],
			getByNameAndVersion: (type) => types[type],
			getKnownTypes: () => ({}),
		},
	});
	const execution = new WorkflowExecute(
		Object.assign(additionalData(credential), {
			hooks: { runHook: async () => {}, handlers: {}, addHandler: () => {} },
			currentNodeExecutionIndex: 0,
			// Addresses n8n builds others from; nobody answers there.
			instanceBaseUrl: 'http://n8n.example/',
			webhookBaseUrl: 'http://n8n.example/',
			webhookWaitingBaseUrl: 'http://n8n.example/',
			formWaitingBaseUrl: 'http://n8n.example/',
		}),
		'manual',
		createEmptyRunExecutionData(),
	);
	const { data } = await execution.run({ workflow, startNode: workflow.getNode('Start')! });
	const { runData, error } = data.resultData;
	const out = (node: string) => (runData[node]?.[0].data?.main?.[0] ?? []).map(({ json }) => json);
	return {
		success: out('Success'),
		failure: out('Failure'),
		error: error as EngineResult['error'],
	};
}

import { ExecuteContext, LoadOptionsContext, PollContext } from 'n8n-core';
import {
	createEmptyRunExecutionData,
	Workflow,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type INodeType,
	type IWorkflowExecuteAdditionalData,
	type NodeParameterValueType,
	type WorkflowActivateMode,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import { Worten } from '../../nodes/Worten/Worten.node.js';

/** The address nock answers at. */
export const BASE_URL = 'https://marketplace.example';
export const API_KEY = 'test-key-5f0c2a';

export interface TestCredential {
	baseUrl?: string;
	apiKey?: string;
	shopId?: string | number;
}

/**
 * What n8n hands its contexts: here just the credential, authenticated as the credential type says.
 * n8n's own helper needs a database; the header it would add is added by hand.
 */
export function additionalData(credential: TestCredential): IWorkflowExecuteAdditionalData {
	const data = { baseUrl: BASE_URL, apiKey: API_KEY, shopId: '', ...credential };
	return {
		credentialsHelper: {
			getParentTypes: () => [],
			isCredentialUsableByNode: () => true,
			preAuthentication: async () => undefined,
			getDecrypted: async () => data,
			getCredentials: async () => ({ id: 'c1', name: 'Worten', type: 'wortenApi' }),
			authenticate: async (_data: unknown, _type: string, options: { headers?: object }) => ({
				...options,
				headers: { ...options.headers, Authorization: data.apiKey },
			}),
			runPreAuthentication: async () => undefined,
		},
		hooks: undefined,
		httpResponse: undefined,
		restApiUrl: '',
		webhookBaseUrl: '',
		currentNodeParameters: {},
		variables: {},
	} as unknown as IWorkflowExecuteAdditionalData;
}

function makeNode(type: string, parameters: INodeParameters, more: Partial<INode> = {}): INode {
	return {
		id: 'node-1',
		name: 'Worten',
		type,
		typeVersion: 1,
		position: [0, 0],
		parameters,
		credentials: { wortenApi: { id: 'c1', name: 'Worten' } },
		...more,
	};
}

function makeWorkflow(node: INode, nodeType: INodeType, timezone: string): Workflow {
	return new Workflow({
		id: 'workflow-1',
		nodes: [node],
		connections: {},
		active: false,
		nodeTypes: {
			getByName: () => nodeType,
			getByNameAndVersion: () => nodeType,
			getKnownTypes: () => ({}),
		},
		settings: { timezone },
	});
}

export interface ExecuteOptions {
	input?: IDataObject[];
	credential?: TestCredential;
	node?: Partial<INode>;
	timezone?: string;
}

/** The real context n8n executes the Worten node in, for these parameters and input items. */
export function executeContext(
	parameters: INodeParameters,
	{ input = [{}], credential = {}, node: more, timezone = 'Europe/Lisbon' }: ExecuteOptions = {},
): ExecuteContext {
	const node = makeNode('n8n-nodes-worten.worten', parameters, more);
	const items: INodeExecutionData[] = input.map((json) => ({ json }));
	return new ExecuteContext(
		makeWorkflow(node, new Worten(), timezone),
		node,
		additionalData(credential),
		'manual' as WorkflowExecuteMode,
		createEmptyRunExecutionData(),
		0,
		items,
		{ main: [items] },
		{ node, data: { main: [items] }, source: null },
		[],
	);
}

/** Execute the Worten node the way n8n does; its first output. */
export async function executeWorten(
	parameters: INodeParameters,
	options: ExecuteOptions = {},
): Promise<INodeExecutionData[]> {
	const context = executeContext(parameters, options);
	const output = await new Worten().execute.call(context);
	return output[0];
}

/** The real context n8n fills dropdowns in. */
export function loadOptionsContext(
	parameters: INodeParameters,
	credential: TestCredential = {},
): LoadOptionsContext {
	const node = makeNode('n8n-nodes-worten.worten', parameters);
	return new LoadOptionsContext(
		makeWorkflow(node, new Worten(), 'Europe/Lisbon'),
		node,
		Object.assign(additionalData(credential), {
			currentNodeParameters: parameters as Record<string, NodeParameterValueType>,
		}) as IWorkflowExecuteAdditionalData,
		'/test',
	);
}

export interface PollOptions {
	credential?: TestCredential;
	mode?: WorkflowExecuteMode;
	activation?: WorkflowActivateMode;
	timezone?: string;
}

/** The real context n8n polls a trigger in. */
export function pollContext(
	trigger: INodeType,
	parameters: INodeParameters,
	{
		credential = {},
		mode = 'trigger',
		activation = 'activate',
		timezone = 'Europe/Lisbon',
	}: PollOptions = {},
): PollContext {
	const node = makeNode('n8n-nodes-worten.wortenTrigger', parameters, { name: 'Worten Trigger' });
	return new PollContext(
		makeWorkflow(node, trigger, timezone),
		node,
		additionalData(credential),
		mode,
		activation,
	);
}

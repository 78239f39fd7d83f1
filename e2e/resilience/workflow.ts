/** A workflow in the shape `N8nApi.createWorkflow` takes. */
export interface Workflow {
	name: string;
	nodes: Array<Record<string, unknown>>;
	connections: Record<string, unknown>;
	settings?: Record<string, unknown>;
}

export interface Credential {
	id: string;
	name: string;
}

const main = (node: string) => ({ main: [[{ node, type: 'main', index: 0 }]] });

/** Sends each item to the recorder, some at a time, so that a batch takes a while and can be cut off. */
function toRecorder(url: string, body: string): Record<string, unknown> {
	return {
		id: 'b2f6a9f0-0000-4000-8000-000000000002',
		name: 'Record',
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.2,
		position: [220, 0],
		parameters: {
			method: 'POST',
			url,
			sendBody: true,
			specifyBody: 'json',
			jsonBody: `={{ JSON.stringify(${body}) }}`,
			options: { batching: { batch: { batchSize: 5, batchInterval: 50 } } },
		},
	};
}

/**
 * n8n takes no poll time below a minute, but it takes several: with four a minute no time is lost
 * until the trigger lists again (once a minute, and not in n8n's first minute).
 */
const POLL_TIMES = [0, 15, 30, 45].map((second) => ({
	mode: 'custom',
	cronExpression: `${second} * * * * *`,
}));

/** The workflow under test: whatever the trigger hands over is recorded. */
export function recordingWorkflow(
	credential: Credential,
	recorderUrl: string,
	{ errorWorkflow, maxOrdersPerPoll }: { errorWorkflow?: string; maxOrdersPerPoll?: number } = {},
): Workflow {
	return {
		name: 'Record every event',
		nodes: [
			{
				id: 'b2f6a9f0-0000-4000-8000-000000000001',
				name: 'Worten Trigger',
				type: 'n8n-nodes-worten.wortenTrigger',
				typeVersion: 1,
				position: [0, 0],
				credentials: { wortenApi: credential },
				parameters: {
					pollTimes: { item: POLL_TIMES },
					events: ['newOrder', 'statusChanged', 'refundChanged'],
					options: {
						firstRun: 'lastDays',
						firstRunDays: 1,
						...(maxOrdersPerPoll ? { maxOrdersPerPoll } : {}),
					},
				},
			},
			toRecorder(
				recorderUrl,
				`{ id: $json.event.id, type: $json.event.type, orderId: $json.orderId, status: $json.status,
				refunds: $json.event.refundId ? [$json.event.refundId + ' ' + $json.event.refundState] : [],
				execution: $execution.id }`,
			),
		],
		connections: { 'Worten Trigger': main('Record') },
		settings: errorWorkflow ? { errorWorkflow } : {},
	};
}

/**
 * The error workflow of docs/resilience.md: when an execution ends badly, fetch what changed on the
 * marketplace since shortly before and hand it to the same place.
 */
export function catchUpWorkflow(credential: Credential, recorderUrl: string): Workflow {
	return {
		name: 'Catch up',
		nodes: [
			{
				id: 'c2f6a9f0-0000-4000-8000-000000000001',
				name: 'Error Trigger',
				type: 'n8n-nodes-base.errorTrigger',
				typeVersion: 1,
				position: [-220, 0],
				parameters: {},
			},
			{
				id: 'c2f6a9f0-0000-4000-8000-000000000002',
				name: 'Orders of the last day',
				type: 'n8n-nodes-worten.worten',
				typeVersion: 1,
				position: [0, 0],
				credentials: { wortenApi: credential },
				parameters: {
					resource: 'order',
					operation: 'getAll',
					returnAll: true,
					filters: { updatedAfter: '={{ $now.minus({ days: 1 }).toISO() }}' },
				},
			},
			toRecorder(
				recorderUrl,
				`{ id: $json.orderId + ' ' + $json.status, type: 'caughtUp', orderId: $json.orderId,
				status: $json.status, execution: $execution.id,
				refunds: $json.lines.flatMap((line) => line.refunds.map((one) => one.refundId + ' ' + one.state)) }`,
			),
		],
		connections: {
			'Error Trigger': main('Orders of the last day'),
			'Orders of the last day': main('Record'),
		},
	};
}

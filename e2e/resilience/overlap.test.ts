import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSandbox, type RunningSandbox } from '../../sandbox';
import { N8nInstance } from '../../scripts/instance';
import { wait } from '../../scripts/processes';
import { firstSteps, saveCredential } from './owner';
import { packed } from './packed';
import { Recorder } from './recorder';
import { Slowly } from './slowly';
import { tally, type Execution } from './tally';
import { recordingWorkflow, type Credential, type Workflow } from './workflow';

/*
 * Polls of one workflow that overlap. n8n 2.40 has one evaluator of expressions a workflow, and the
 * poll that ends first gives it back: nothing the other still does may need one.
 */

/** 250 orders are several pages, and one trigger reads them much faster than the other. */
const ORDERS = 250;
const DELAYS_MS = [300, 2_000];

/** Both triggers poll every two seconds; each lists once a minute, and ends at once in between. */
const OFTEN = Array.from({ length: 30 }, (_, index) => ({
	mode: 'custom',
	cronExpression: `${2 * index} * * * * *`,
}));

let folder: string;
let sandbox: RunningSandbox;
let recorder: Recorder;
let markets: Slowly[];
let n8n: N8nInstance;

/** The recording workflow with a second trigger beside the first, for another credential. */
function withTwoTriggers(workflow: Workflow, credential: Credential): Workflow {
	const [trigger, record] = workflow.nodes;
	const parameters = { ...(trigger.parameters as object), pollTimes: { item: OFTEN } };
	const first = { ...trigger, parameters };
	const second = {
		...first,
		id: 'b2f6a9f0-0000-4000-8000-000000000009',
		name: 'Worten Trigger of another shop',
		position: [0, 200],
		credentials: { wortenApi: credential },
	};
	const connections = {
		...workflow.connections,
		[second.name]: workflow.connections[trigger.name as string],
	};
	return { ...workflow, nodes: [first, second, record], connections };
}

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'n8n-nodes-worten-'));
	const tarball = await packed(folder);
	sandbox = await startSandbox({ seed: 'overlap' });
	recorder = new Recorder(join(folder, 'recorded.jsonl'));
	await recorder.start();
	markets = DELAYS_MS.map((delay) => new Slowly(sandbox.url, delay));
	await Promise.all(markets.map(async (market) => await market.start()));
	n8n = new N8nInstance({ folder: join(folder, 'n8n') });
	await n8n.install(tarball);
	await n8n.start();
}, 300_000);

afterAll(async () => {
	await n8n?.kill();
	for (const market of markets ?? []) market.stop();
	await recorder?.stop();
	await sandbox?.close();
	rmSync(folder, { recursive: true, force: true });
});

it('do not fail, and each trigger delivers every order once', async () => {
	const { marketplace } = sandbox;
	const [fast, slow] = markets.map(({ url }) => ({ ...sandbox, url }));
	const credential = await firstSteps(n8n.api, fast);
	const another = await saveCredential(n8n.api, slow);
	const workflow = withTwoTriggers(recordingWorkflow(credential, recorder.url), another);
	const id = await n8n.api.createWorkflow(workflow);
	await n8n.api.activate(id);
	for (let order = 0; order < ORDERS; order++) marketplace.placeOrder();

	const until = Date.now() + 220_000;
	while (recorder.all.length < 2 * ORDERS && Date.now() < until) await wait(500);
	await wait(3_000);

	const executions = (await n8n.api.executions(id, 250)) as Execution[];
	expect(executions.filter(({ status }) => status === 'error')).toEqual([]);
	const { lostOrders } = tally(marketplace, recorder.all, executions);
	expect(lostOrders).toEqual([]);
	const announced = recorder.all.filter(({ type }) => type === 'newOrder');
	expect(announced).toHaveLength(2 * ORDERS);
}, 300_000);

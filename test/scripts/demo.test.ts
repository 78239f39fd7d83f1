import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { furnish, LOGIN, TEMPLATES } from '../../scripts/demo';
import { N8nApiError } from '../../scripts/n8n-api';

let folder: string;

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'worten-demo-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

interface Saved {
	id: string;
	name: string;
	type?: string;
	data?: Record<string, string>;
	nodes?: Array<{ type: string; credentials?: object; parameters: Record<string, unknown> }>;
}

/** An n8n that only remembers what it was given. */
function fakeN8n() {
	const credentials = new Map<string, Saved>();
	const workflows = new Map<string, Saved>();
	const live: string[] = [];
	let count = 0;
	let password = LOGIN.password;
	return {
		credentials,
		workflows,
		live,
		changePassword: () => (password = 'another'),
		registerPackage: async () => {},
		api: {
			async enter(login: typeof LOGIN) {
				if (login.password !== password) throw new N8nApiError('POST', '/', 401, 'Wrong password');
			},
			credentials: async () => [...credentials.values()],
			async saveCredential(credential: Saved) {
				const id = credential.id ?? `credential-${++count}`;
				credentials.set(id, { ...credential, id });
				return id;
			},
			async createWorkflow(workflow: Saved) {
				const id = `workflow-${++count}`;
				workflows.set(id, { ...workflow, id });
				return id;
			},
			async activate(id: string) {
				live.push(id);
			},
		},
	};
}

const sandbox = (port: number) => ({ url: `http://127.0.0.1:${port}`, apiKey: 'key' });

const open = async (n8n: ReturnType<typeof fakeN8n>, port = 4100) =>
	await furnish(n8n as never, sandbox(port) as never, folder);

it('puts in each credential and each workflow, live', async () => {
	const n8n = fakeN8n();
	await open(n8n);
	expect([...n8n.credentials.values()].map(({ type }) => type)).toEqual([
		'wortenApi',
		'httpHeaderAuth',
		'httpBasicAuth',
	]);
	expect(n8n.workflows.size).toBe(TEMPLATES.length);
	expect(n8n.live).toEqual([...n8n.workflows.keys()]);
});

it('doubles nothing at the next start, and finds the sandbox on its new port', async () => {
	const n8n = fakeN8n();
	await open(n8n, 4100);
	await open(n8n, 4999);
	expect(n8n.credentials.size).toBe(3);
	expect(n8n.workflows.size).toBe(TEMPLATES.length);
	expect(n8n.live).toHaveLength(TEMPLATES.length);
	const worten = [...n8n.credentials.values()].find(({ type }) => type === 'wortenApi');
	expect(worten?.data?.baseUrl).toBe('http://127.0.0.1:4999');
});

it('leaves a workflow deleted that the user deleted, and makes a deleted credential anew', async () => {
	const n8n = fakeN8n();
	await open(n8n);
	n8n.workflows.clear();
	n8n.credentials.clear();
	await open(n8n);
	expect(n8n.workflows.size).toBe(0);
	expect(n8n.credentials.size).toBe(3);
});

it('gives every Worten node the credential and lets triggers poll every minute', async () => {
	const n8n = fakeN8n();
	await open(n8n);
	const nodes = [...n8n.workflows.values()].flatMap((workflow) => workflow.nodes ?? []);
	const ours = nodes.filter(({ type }) => type.startsWith('n8n-nodes-worten.'));
	expect(ours.length).toBeGreaterThan(4);
	for (const node of ours) expect(node.credentials).toHaveProperty('wortenApi.id');
	const triggers = ours.filter(({ type }) => type.endsWith('wortenTrigger'));
	for (const { parameters } of triggers) {
		expect(parameters.pollTimes).toEqual({ item: [{ mode: 'everyMinute' }] });
	}
});

it('says what to do when the user changed the password', async () => {
	const n8n = fakeN8n();
	await open(n8n);
	n8n.changePassword();
	await expect(open(n8n)).rejects.toThrow('npm run start:fresh');
});

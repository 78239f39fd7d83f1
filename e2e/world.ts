import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LOGIN } from '../scripts/demo';
import { N8nInstance } from '../scripts/instance';
import { buildPackage, packPackage } from '../scripts/package';
import { Sandbox } from '../scripts/sandbox';
import { templateFor } from '../scripts/templates';

type Credential = { id: string; name: string };

interface WorldOptions {
	/** Orders the sandbox begins with. */
	orders?: number;
	/** How fast things happen there by themselves: not at all, unless told otherwise. */
	speed?: string;
	/** More settings for n8n. */
	env?: Record<string, string>;
}

/** A sandbox marketplace and a real n8n with the packed package installed, both thrown away afterwards. */
export class World {
	private constructor(
		readonly folder: string,
		readonly sandbox: Sandbox,
		readonly n8n: N8nInstance,
		/** By type, as workflows refer to them. */
		readonly credentials: Record<string, Credential>,
	) {}

	static async open({ orders = 0, speed = 'still', env = {} }: WorldOptions = {}): Promise<World> {
		const folder = mkdtempSync(join(tmpdir(), 'worten-e2e-'));
		const sandbox = new Sandbox({
			log: join(folder, 'sandbox.log'),
			speed,
			orders,
			seed: 'e2e',
		});
		const n8n = new N8nInstance({ folder: join(folder, 'n8n'), env });
		const world = new World(folder, sandbox, n8n, {});
		try {
			await sandbox.start();
			await n8n.install(await packedPackage(folder));
			await n8n.start();
			await n8n.api.enter(LOGIN);
			await n8n.registerPackage();
			await world.addCredential('wortenApi', 'Worten sandbox', {
				baseUrl: sandbox.url,
				apiKey: sandbox.apiKey,
				shopId: '',
			});
		} catch (error) {
			await world.close();
			throw error;
		}
		return world;
	}

	get api() {
		return this.n8n.api;
	}

	async addCredential(type: string, name: string, data: Record<string, string>): Promise<void> {
		const id: string = await this.api.saveCredential({ name, type, data });
		this.credentials[type] = { id, name };
	}

	/** Import a template of workflows/ as the demo does, and switch it on. Answers its id. */
	async runTemplate(name: string): Promise<string> {
		return await this.runWorkflow(templateFor(name, this.credentials));
	}

	/** Save a workflow and switch it on. Answers its id. */
	async runWorkflow(workflow: {
		name: string;
		nodes: object[];
		connections: object;
	}): Promise<string> {
		const id: string = await this.api.createWorkflow(workflow);
		await this.api.activate(id);
		return id;
	}

	/** Everything a node of a workflow put out, over all its executions, oldest first. */
	async outputOf(workflowId: string, nodeName: string): Promise<Array<Record<string, unknown>>> {
		const executions = await this.api.executions(workflowId);
		const items: Array<Record<string, unknown>> = [];
		for (const { id } of executions.reverse()) {
			const { data } = await this.api.execution(id);
			const runs: NodeRun[] = data?.resultData.runData[nodeName] ?? [];
			for (const run of runs) {
				for (const output of run.data?.main ?? []) {
					items.push(...(output ?? []).map(({ json }) => json));
				}
			}
		}
		return items;
	}

	/** The status of every execution of a workflow, newest first. */
	async executionStatuses(workflowId: string): Promise<string[]> {
		const executions: Array<{ status: string }> = await this.api.executions(workflowId);
		return executions.map(({ status }) => status);
	}

	async close(): Promise<void> {
		await Promise.all([this.n8n.stop(), this.sandbox.stop()]);
		if (!process.env.WORTEN_E2E_KEEP) rmSync(this.folder, { recursive: true, force: true });
	}
}

interface NodeRun {
	data?: { main: Array<Array<{ json: Record<string, unknown> }> | null> };
}

/** The tarball `npm run test:e2e` has made; made here when jest was started by hand. */
async function packedPackage(folder: string): Promise<string> {
	if (process.env.WORTEN_PACKAGE) return process.env.WORTEN_PACKAGE;
	await buildPackage();
	return (await packPackage(join(folder, 'package'))).tarball;
}

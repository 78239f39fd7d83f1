// n8n's own REST interface, as its editor uses it.
const { revive } = require('./flatted');
const { wait } = require('./processes');

/** Longest time a workflow's triggers may take to start, in milliseconds. */
const ACTIVATION_MS = 60_000;

/** n8n said no; `status` is the HTTP status. */
class N8nApiError extends Error {
	constructor(method, path, status, message) {
		super(`n8n answered ${status} to ${method} ${path}: ${message}`);
		this.status = status;
	}
}

/** A logged-in user of one n8n. */
class N8nApi {
	constructor(url) {
		this.url = url;
		this.cookie = undefined;
	}

	/** One call below /rest; answers what is in `data`. Throws N8nApiError. */
	async call(method, path, body) {
		const response = await fetch(`${this.url}${path}`, {
			method,
			headers: {
				...(body === undefined ? {} : { 'content-type': 'application/json' }),
				...(this.cookie ? { cookie: this.cookie } : {}),
			},
			body: body === undefined ? undefined : JSON.stringify(body),
			signal: AbortSignal.timeout(60_000),
		});
		const text = await response.text();
		let answer;
		try {
			answer = text ? JSON.parse(text) : undefined;
		} catch {
			answer = undefined;
		}
		if (!response.ok) {
			const message = answer?.message ?? text.slice(0, 300);
			throw new N8nApiError(method, path, response.status, message);
		}
		const session = response.headers.getSetCookie().find((one) => one.startsWith('n8n-auth='));
		if (session) this.cookie = session.split(';')[0];
		return answer?.data ?? answer;
	}

	/** Make the owner on a fresh instance, log in on any other. */
	async enter({ email, password, firstName, lastName }) {
		const settings = await this.call('GET', '/rest/settings');
		if (settings.userManagement?.showSetupOnFirstLoad) {
			await this.call('POST', '/rest/owner/setup', { email, password, firstName, lastName });
		} else {
			await this.call('POST', '/rest/login', { emailOrLdapLoginId: email, password });
		}
	}

	/** The node types this n8n knows whose name begins with `prefix`. */
	async nodeTypes(prefix) {
		const all = await this.call('GET', '/types/nodes.json');
		return all.filter((type) => type.name.startsWith(prefix));
	}

	async credentials() {
		return await this.call('GET', '/rest/credentials');
	}

	/**
	 * Save a credential, in place of the one with this id if given. Answers its id.
	 * @param {{ id?: string, name: string, type: string, data: Record<string, string> }} credential
	 * @returns {Promise<string>}
	 */
	async saveCredential({ id, name, type, data }) {
		const saved = id
			? await this.call('PATCH', `/rest/credentials/${id}`, { name, type, data })
			: await this.call('POST', '/rest/credentials', { name, type, data });
		return saved.id;
	}

	/**
	 * What the credential's own test says.
	 * @param {{ id?: string, name: string, type: string, data: Record<string, string> }} credential
	 * @returns {Promise<{ status: 'OK' | 'Error', message: string }>}
	 */
	async testCredential({ id, name, type, data }) {
		return await this.call('POST', '/rest/credentials/test', {
			credentials: { id, name, type, data },
		});
	}

	async workflows() {
		return await this.call('GET', '/rest/workflows');
	}

	async workflow(id) {
		return await this.call('GET', `/rest/workflows/${id}`);
	}

	/**
	 * Save a new workflow and answer its id.
	 * @param {{ name: string, nodes: object[], connections: object, settings?: object }} workflow
	 * @returns {Promise<string>}
	 */
	async createWorkflow({ name, nodes, connections, settings = {} }) {
		const saved = await this.call('POST', '/rest/workflows', {
			name,
			nodes,
			connections,
			settings,
			active: false,
		});
		return saved.id;
	}

	/**
	 * Make the workflow live, in its newest version, and wait until its triggers run. Throws with
	 * what n8n says about the trigger that would not start.
	 */
	async activate(id) {
		const { versionId } = await this.workflow(id);
		await this.call('POST', `/rest/workflows/${id}/activate`, { versionId });
		const until = Date.now() + ACTIVATION_MS;
		for (;;) {
			const { status, triggers } = await this.publicationStatus(id);
			if (status === 'published') return;
			if (status !== 'in_progress' && status !== 'not_published') {
				const reasons = triggers.map((one) => one.errorMessage).filter(Boolean);
				throw new Error(`workflow ${id} could not be made live: ${reasons.join('; ') || status}`);
			}
			if (Date.now() > until) throw new Error(`workflow ${id} is not live yet: ${status}`);
			await wait(200);
		}
	}

	/** How far n8n is with making a workflow live; engines that do it at once have no such page. */
	async publicationStatus(id) {
		try {
			return await this.call('GET', `/rest/workflows/${id}/publication-status`);
		} catch (error) {
			if (error instanceof N8nApiError && error.status === 404) {
				return { status: 'published', triggers: [] };
			}
			throw error;
		}
	}

	async deactivate(id) {
		await this.call('POST', `/rest/workflows/${id}/deactivate`, {});
	}

	/** Newest first, without their data. */
	async executions(workflowId, limit = 100) {
		const filter = encodeURIComponent(JSON.stringify({ workflowId }));
		const found = await this.call('GET', `/rest/executions?filter=${filter}&limit=${limit}`);
		return found.results;
	}

	/** One execution with its data: `data.resultData.runData[node name]`. */
	async execution(id) {
		const found = await this.call('GET', `/rest/executions/${id}`);
		return { ...found, data: typeof found.data === 'string' ? revive(found.data) : found.data };
	}
}

module.exports = { N8nApi, N8nApiError };

// What `npm start` puts into its n8n: the nodes, credentials, and the example workflows, live.
// Done again at every start without doubling anything, and without undoing what the user changed.
const { mkdirSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { N8nApiError } = require('./n8n-api');
const { templateFor } = require('./templates');
const { UserError } = require('./terminal');

/** Loopback only, so the login may be one that is easy to type. */
const LOGIN = {
	email: 'demo@example.com',
	password: 'Worten-demo-1',
	firstName: 'Demo',
	lastName: 'Seller',
};

const API_KEY = 'sandbox-api-key';
const WAREHOUSE_KEY = 'warehouse-demo-key';

/** Templates the demo runs, in the order in which an order meets them. */
const TEMPLATES = ['accept-in-stock', 'ship-when-tracked', 'refund-from-form'];

/** What the demo remembers between two starts: ids in n8n's database. */
class DemoState {
	constructor(folder) {
		this.file = join(folder, 'demo.json');
		this.values = { credentials: {}, workflows: {} };
		try {
			this.values = { ...this.values, ...JSON.parse(readFileSync(this.file, 'utf8')) };
		} catch {
			// The first start.
		}
	}

	save() {
		writeFileSync(this.file, JSON.stringify(this.values, null, 2));
	}
}

/** Remove everything the demo keeps, its lock apart. */
function forgetDemo(folder) {
	for (const name of ['n8n', 'package', 'demo.json', 'sandbox.json', 'n8n.log', 'sandbox.log']) {
		rmSync(join(folder, name), { recursive: true, force: true });
	}
	mkdirSync(folder, { recursive: true });
}

/** Log in as the demo's owner; the user may have chosen another password, which is theirs alone. */
async function enter(api) {
	try {
		await api.enter(LOGIN);
	} catch (error) {
		if (!(error instanceof N8nApiError) || error.status !== 401) throw error;
		throw new UserError(
			`The login ${LOGIN.email} with the demo's password no longer works in this n8n.\n` +
				'Change the password back there, or begin anew: npm run start:fresh',
		);
	}
}

/** Make the credentials, or bring them up to date: the sandbox may be on another port this time. */
async function saveCredentials(api, state, sandbox) {
	const wanted = [
		{
			name: 'Worten sandbox',
			type: 'wortenApi',
			data: { baseUrl: sandbox.url, apiKey: sandbox.apiKey, shopId: '' },
		},
		{
			name: 'Warehouse key',
			type: 'httpHeaderAuth',
			data: { name: 'X-Warehouse-Key', value: WAREHOUSE_KEY },
		},
		{
			name: 'Refund form login',
			type: 'httpBasicAuth',
			data: { user: LOGIN.email, password: LOGIN.password },
		},
	];
	const present = new Set((await api.credentials()).map(({ id }) => id));
	const saved = {};
	for (const credential of wanted) {
		const known = state.values.credentials[credential.type];
		const id = await api.saveCredential({
			...credential,
			id: present.has(known) ? known : undefined,
		});
		state.values.credentials[credential.type] = id;
		saved[credential.type] = { id, name: credential.name };
	}
	state.save();
	return saved;
}

/** Import each template once; what the user then does to it (edit, switch off, delete) stays. */
async function saveWorkflows(api, state, credentials) {
	for (const name of TEMPLATES) {
		if (state.values.workflows[name]) continue;
		const id = await api.createWorkflow(templateFor(name, credentials));
		state.values.workflows[name] = id;
		state.save();
		await api.activate(id);
	}
	return state.values.workflows;
}

/**
 * Bring a running n8n into the demo's shape. Answers the ids of the workflows by template name.
 * @param {import('./instance').N8nInstance} n8n
 * @param {import('./sandbox').Sandbox} sandbox
 */
async function furnish(n8n, sandbox, folder) {
	const state = new DemoState(folder);
	await enter(n8n.api);
	await n8n.registerPackage();
	const credentials = await saveCredentials(n8n.api, state, sandbox);
	return await saveWorkflows(n8n.api, state, credentials);
}

module.exports = { API_KEY, LOGIN, TEMPLATES, WAREHOUSE_KEY, forgetDemo, furnish };

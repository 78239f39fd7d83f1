// npm start: a sandbox marketplace and a real n8n beside it, with the nodes, a credential and the
// example workflows live. Everything a fresh clone lacks is installed first.
require('./node-version').checkNode();

const { mkdirSync } = require('node:fs');
const { join } = require('node:path');
const { parseArgs } = require('node:util');
const { API_KEY, forgetDemo, furnish, LOGIN } = require('./demo');
const { ensureDependencies } = require('./dependencies');
const { N8nInstance } = require('./instance');
const { tryLock } = require('./lock');
const { buildPackage, packPackage } = require('./package');
const { demoFolder, root } = require('./paths');
const { choosePort } = require('./ports');
const { endTogether, isEnding, stopAll } = require('./processes');
const { ensureRuntime } = require('./runtime');
const { Sandbox } = require('./sandbox');
const { box, complain, inStep, say, UserError } = require('./terminal');

const USAGE = `Starts a sandbox marketplace and an n8n that runs its orders.

  npm start                      go on with what there is
  npm run start:fresh            forget all orders, workflows and executions first

  --port NUMBER                  port for n8n (or N8N_PORT); 5678 or a free one when left out
  --sandbox-port NUMBER          port for the sandbox (or SANDBOX_PORT); 4100 or a free one when left out

Options stand after two dashes: npm start -- --port 8080
`;

function readOptions() {
	try {
		return parseArgs({
			options: {
				port: { type: 'string' },
				'sandbox-port': { type: 'string' },
				fresh: { type: 'boolean', default: false },
				help: { type: 'boolean', default: false },
			},
		}).values;
	} catch (error) {
		throw new UserError(`${error.message}\n\n${USAGE}`);
	}
}

async function choosePorts(options) {
	return {
		n8n: await choosePort({
			given: options.port ?? process.env.N8N_PORT,
			usual: 5678,
			what: 'n8n',
			option: options.port === undefined ? 'N8N_PORT' : '--port',
		}),
		sandbox: await choosePort({
			given: options['sandbox-port'] ?? process.env.SANDBOX_PORT,
			usual: 4100,
			what: 'the sandbox',
			option: options['sandbox-port'] === undefined ? 'SANDBOX_PORT' : '--sandbox-port',
		}),
	};
}

/** Start both, furnish n8n, and answer them with the ids of the workflows. */
async function open(ports) {
	const sandbox = new Sandbox({
		port: ports.sandbox,
		log: join(demoFolder, 'sandbox.log'),
		apiKey: API_KEY,
		speed: 'demo',
		data: join(demoFolder, 'sandbox.json'),
	});
	const n8n = new N8nInstance({
		port: ports.n8n,
		folder: join(demoFolder, 'n8n'),
		log: join(demoFolder, 'n8n.log'),
	});
	const tarball = await inStep('Building the nodes and packing them as npm would', async () => {
		await buildPackage();
		return (await packPackage(join(demoFolder, 'package'))).tarball;
	});
	await inStep('Starting the sandbox marketplace', () => sandbox.start());
	await inStep('Starting n8n with the nodes installed (10 to 60 s)', async () => {
		await n8n.install(tarball);
		await n8n.start();
	});
	await inStep('Putting in the credential and the example workflows', () =>
		furnish(n8n, sandbox, demoFolder),
	);
	return { sandbox, n8n };
}

function announce({ sandbox, n8n }) {
	say();
	box([
		'Worten orders through n8n: ready',
		'',
		`Marketplace   ${sandbox.url}`,
		'              place an order here and watch its status',
		`n8n           ${n8n.url}`,
		`              e-mail    ${LOGIN.email}`,
		`              password  ${LOGIN.password}`,
		`Refunds       ${n8n.url}/form/worten-refund`,
		'              same e-mail and password',
		'',
		'The workflows look for orders once a minute.',
		'Ctrl-C ends all of it; npm start goes on, npm run start:fresh begins anew.',
	]);
	say();
}

/** Wait until one of the two ends by itself, which it should not. */
async function watch({ sandbox, n8n }) {
	const ended = await Promise.race([
		sandbox.process.exited.then(() => ['The sandbox marketplace', sandbox.log]),
		n8n.process.exited.then(() => ['n8n', n8n.log]),
	]);
	throw new UserError(`${ended[0]} ended by itself. Its log: ${ended[1]}`);
}

async function main() {
	const options = readOptions();
	if (options.help) return say(USAGE);
	mkdirSync(demoFolder, { recursive: true });
	const release = tryLock(join(demoFolder, 'running'));
	if (!release) {
		throw new UserError(
			'The demo is running already (or ended less than 15 seconds ago without saying goodbye).\n' +
				'End it with Ctrl-C in its terminal first.',
		);
	}
	let live = false;
	// Ctrl-C is how the demo is meant to end: no error then.
	endTogether({
		exitCode: (signal) => (live && signal === 'SIGINT' ? 0 : 130),
		before: () => live && say('\nEnding the marketplace and n8n …'),
	});
	try {
		const ports = await choosePorts(options);
		if (options.fresh) forgetDemo(demoFolder);
		say('Worten for n8n');
		await ensureDependencies(root);
		await ensureRuntime();
		const both = await open(ports);
		live = true;
		announce(both);
		await watch(both);
	} finally {
		await stopAll();
		release();
	}
}

main().catch((error) => {
	if (isEnding()) return;
	complain(error);
	process.exitCode = 1;
});

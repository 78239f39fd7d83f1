// Starting and ending other programs so that none is left behind.
const { spawn, spawnSync } = require('node:child_process');
const { createWriteStream, mkdirSync, openSync, closeSync } = require('node:fs');
const { dirname, join } = require('node:path');

/** Every process started here that has not ended yet. */
const alive = new Set();

/** How long a stopped server may take to end by itself, in milliseconds. */
const GRACE_MS = 15_000;

/** The same for a tool that runs to its end: it has nothing to save. */
const TOOL_GRACE_MS = 1_500;

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Send a signal to a process and all it started; false when nobody was there. */
function signalGroup(pid, signal) {
	if (process.platform === 'win32') {
		if (signal !== 'SIGKILL' && signal !== 'SIGTERM') return false;
		return (
			spawnSync('taskkill', ['/pid', String(pid), '/T', '/F'], { stdio: 'ignore' }).status === 0
		);
	}
	try {
		process.kill(-pid, signal);
		return true;
	} catch {
		return false;
	}
}

/** A program that was started: wait for it with `exited`, end it with `stop()` or `kill()`. */
class Process {
	constructor(command, args, { cwd, env, stdout, stderr, graceMs }) {
		this.graceMs = graceMs;
		this.child = spawn(process.execPath, [join(__dirname, 'guard.js'), command, ...args], {
			cwd,
			env,
			// A session of its own: Ctrl-C at the terminal reaches only us, and we end the others in order.
			detached: process.platform !== 'win32',
			windowsHide: true,
			stdio: ['ignore', stdout, stderr, 'pipe'],
		});
		this.pid = this.child.pid;
		this.running = true;
		this.stopping = false;
		alive.add(this);
		this.exited = new Promise((resolve) => {
			const ended = (code) => {
				this.running = false;
				alive.delete(this);
				resolve(code);
			};
			this.child.on('error', () => ended(127));
			// What the program started and left behind is still in its group.
			this.child.on('exit', () => signalGroup(this.pid, 'SIGKILL'));
			this.child.on('close', (code) => ended(code ?? 137));
		});
		this.child.stdio[3].on('error', () => {});
	}

	/** Ask it to end, and insist after `graceMs`. Answers its exit code. */
	async stop(graceMs = this.graceMs) {
		// Once only: a second signal would cut short what the first one began.
		if (this.running && !this.stopping) {
			this.stopping = true;
			signalGroup(this.pid, 'SIGTERM');
			const timer = setTimeout(() => signalGroup(this.pid, 'SIGKILL'), graceMs);
			await this.exited;
			clearTimeout(timer);
		}
		return await this.exited;
	}

	/** End it at once, as a power cut would. Answers its exit code. */
	async kill() {
		if (this.running) signalGroup(this.pid, 'SIGKILL');
		return await this.exited;
	}
}

/**
 * Start a program that keeps running; what it prints goes to the file `log` (appended to).
 */
function startProcess(command, args, { cwd, env = process.env, log }) {
	mkdirSync(dirname(log), { recursive: true });
	const file = openSync(log, 'a');
	try {
		return new Process(command, args, { cwd, env, stdout: file, stderr: file, graceMs: GRACE_MS });
	} finally {
		closeSync(file);
	}
}

/** A program that ended with something else than 0; `output` is the end of what it printed. */
class CommandFailed extends Error {
	constructor(command, code, output) {
		const tail = output.trimEnd().split('\n').slice(-25).join('\n');
		super(`${command} ended with code ${code}${tail ? `:\n${tail}` : ''}`);
		this.code = code;
		this.output = output;
	}
}

/**
 * Run a program to its end and answer what it printed. With `show` it prints straight to our
 * terminal; `onLine` gets each line as it comes; `log` keeps everything in a file.
 * Throws CommandFailed when it ends with another code than 0.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, show?: boolean, onLine?: (line: string) => void, log?: string }} [options]
 * @returns {Promise<string>}
 */
async function run(command, args, { cwd, env = process.env, show = false, onLine, log } = {}) {
	const output = show ? 'inherit' : 'pipe';
	const started = new Process(command, args, {
		cwd,
		env,
		stdout: output,
		stderr: output,
		graceMs: TOOL_GRACE_MS,
	});
	let text = '';
	let stdout = '';
	if (!show) {
		if (log) mkdirSync(dirname(log), { recursive: true });
		const file = log ? createWriteStream(log, { flags: 'a' }) : undefined;
		for (const stream of [started.child.stdout, started.child.stderr]) {
			let rest = '';
			stream.setEncoding('utf8');
			stream.on('data', (chunk) => {
				text = (text + chunk).slice(-200_000);
				if (stream === started.child.stdout) stdout += chunk;
				file?.write(chunk);
				if (!onLine) return;
				const lines = (rest + chunk).split('\n');
				rest = lines.pop();
				lines.forEach(onLine);
			});
		}
		void started.exited.then(() => file?.end());
	}
	const code = await started.exited;
	if (code !== 0) throw new CommandFailed([command, ...args].join(' '), code, text);
	return stdout;
}

/** End everything that was started here and still runs. */
async function stopAll() {
	await Promise.all([...alive].map((one) => one.stop()));
}

/** When we were told to end, in milliseconds; undefined as long as we were not. */
let endingSince;

/** Whether we were told to end: what fails from then on is no news. */
const isEnding = () => endingSince !== undefined;

/** npm passes Ctrl-C on to us, who had it from the terminal already: that is not a second one. */
const SAME_CTRL_C_MS = 1_000;

/**
 * For commands: when the user or the system ends us (Ctrl-C, a closed terminal, a stop signal, or
 * an npm that vanished), end what we started and leave. A second Ctrl-C does not wait.
 * @param {{ exitCode?: (signal: string) => number, before?: () => void }} [options] the code to
 * leave with; what to do first
 */
function endTogether({ exitCode = (signal) => (signal === 'SIGINT' ? 130 : 143), before } = {}) {
	const end = async (signal) => {
		if (isEnding()) {
			const impatient = signal === 'SIGINT' && Date.now() - endingSince > SAME_CTRL_C_MS;
			if (impatient) await Promise.all([...alive].map((one) => one.kill()));
			return;
		}
		endingSince = Date.now();
		before?.();
		await stopAll();
		process.exit(exitCode(signal));
	};
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void end(signal));
	// The terminal may be gone already when we say goodbye.
	for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
	if (process.env.npm_lifecycle_event) {
		const parent = process.ppid;
		setInterval(() => process.ppid !== parent && void end('SIGTERM'), 1000).unref();
	}
}

module.exports = {
	CommandFailed,
	Process,
	endTogether,
	isEnding,
	run,
	startProcess,
	stopAll,
	wait,
};

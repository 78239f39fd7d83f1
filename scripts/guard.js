// Runs one command and sees to it that the command, and whatever it starts, does not outlive the
// process that asked for it: a pipe from there (file descriptor 3) closes when that process ends,
// however it ends, and then everything here is stopped. Started by processes.js in a process
// group of its own, so that one signal reaches all of it.
const { spawn } = require('node:child_process');
const { Socket } = require('node:net');

/** How long the command may take to end by itself, in milliseconds. */
const GRACE_MS = 15_000;

const [command, ...args] = process.argv.slice(2);
const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });

// A signal to the group reaches the command as well; the guard leaves when the command has left.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});

function signalGroup(signal) {
	try {
		if (process.platform === 'win32') child.kill(signal);
		else process.kill(-process.pid, signal);
	} catch {
		// Nobody left to tell.
	}
}

function abandoned() {
	signalGroup('SIGTERM');
	setTimeout(() => signalGroup('SIGKILL'), GRACE_MS);
}

const lifeline = new Socket({ fd: 3 });
lifeline.on('end', abandoned);
lifeline.on('error', abandoned);
lifeline.resume();
lifeline.unref();

child.on('error', (error) => {
	process.stderr.write(`${error.message}\n`);
	process.exit(127);
});
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGKILL' ? 137 : 143)));

// Lines for the person at the terminal: one a step, with the time it took.

const live = Boolean(process.stdout.isTTY) && !process.env.CI;

/** How often a step that takes long says so where lines cannot be rewritten, in milliseconds. */
const REMINDER_MS = 15_000;

const seconds = (since) => `${Math.round((Date.now() - since) / 1000)} s`;

function write(text) {
	process.stdout.write(text);
}

/**
 * Say that something begins. `progress(text)` shows how far it is (in place on a terminal, every
 * 15 seconds elsewhere); `done(note)` and `failed(note)` close the line. Steps do not overlap.
 */
function step(label) {
	const since = Date.now();
	let detail = '';
	let shown = Date.now();
	const line = () => `  … ${label}${detail ? `: ${detail}` : ''} (${seconds(since)})`;
	const redraw = () => write(`\r\x1b[2K${line().slice(0, (process.stdout.columns || 80) - 1)}`);
	if (live) redraw();
	else write(`  … ${label}\n`);
	const timer = setInterval(() => {
		if (live) return redraw();
		if (Date.now() - shown < REMINDER_MS) return;
		shown = Date.now();
		write(`${line()}\n`);
	}, 1000);
	timer.unref();
	const close = (sign, note) => {
		clearInterval(timer);
		write(
			`${live ? '\r\x1b[2K' : ''}  ${sign} ${label}${note ? `: ${note}` : ''} (${seconds(since)})\n`,
		);
	};
	return {
		progress(text) {
			detail = text;
		},
		done: (note) => close('✔', note),
		failed: (note) => close('✘', note),
	};
}

/** Run `work(step)` as one step; its result is returned, its error closes the step and is thrown. */
async function inStep(label, work) {
	const current = step(label);
	try {
		const result = await work(current);
		current.done();
		return result;
	} catch (error) {
		current.failed();
		throw error;
	}
}

/** One plain line. */
function say(text = '') {
	write(`${text}\n`);
}

/** Lines in a frame, for what must not be missed. */
function box(lines) {
	const width = Math.max(...lines.map((line) => line.length));
	const edge = '─'.repeat(width + 4);
	say(`┌${edge}┐`);
	for (const line of lines) say(`│  ${line.padEnd(width)}  │`);
	say(`└${edge}┘`);
}

/** Something the user can act on: shown as its message alone, without a stack trace. */
class UserError extends Error {}

/** The last word of a command that failed: plain for what the user can act on, full otherwise. */
function complain(error) {
	say();
	if (error instanceof UserError) process.stderr.write(`${error.message}\n`);
	else process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
}

module.exports = { UserError, box, complain, inStep, say, step };

import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run, startProcess, wait } from '../../scripts/processes';

let folder: string;

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'worten-processes-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A program that starts another one, both of which write down their process id and stay. */
const family = (sign: string) => `
	const { spawn } = require('node:child_process');
	const { writeFileSync } = require('node:fs');
	writeFileSync('parent', String(process.pid));
	const child = "require('node:fs').writeFileSync('child', String(process.pid)); setInterval(() => {}, 1000)";
	spawn(process.execPath, ['-e', child], { stdio: 'ignore' });
	${sign}
	setInterval(() => {}, 1000);
`;

async function pid(name: string): Promise<number> {
	const file = join(folder, name);
	for (let tries = 0; tries < 200; tries++) {
		if (existsSync(file) && readFileSync(file, 'utf8')) return Number(readFileSync(file, 'utf8'));
		await wait(50);
	}
	throw new Error(`${name} did not start`);
}

function isRunning(id: number): boolean {
	try {
		process.kill(id, 0);
		return true;
	} catch {
		return false;
	}
}

async function untilGone(id: number): Promise<void> {
	for (let tries = 0; tries < 200 && isRunning(id); tries++) await wait(50);
	expect(isRunning(id)).toBe(false);
}

const start = (code: string) =>
	startProcess(process.execPath, ['-e', code], { cwd: folder, log: join(folder, 'log') });

describe('startProcess', () => {
	it.each(['stop', 'kill'] as const)('%s ends the program and what it started', async (how) => {
		const program = start(family(''));
		const pids = [await pid('parent'), await pid('child')];
		expect(program.running).toBe(true);
		await program[how]();
		expect(program.running).toBe(false);
		for (const id of pids) await untilGone(id);
	});

	it('insists when the program does not listen', async () => {
		const program = start(family("process.on('SIGTERM', () => {});"));
		const pids = [await pid('parent'), await pid('child')];
		await program.stop(500);
		for (const id of pids) await untilGone(id);
	});

	it('asks only once, so that a program can end in good order', async () => {
		const program = start(
			`process.once('SIGTERM', () => setTimeout(() => { console.log('in good order'); process.exit(0); }, 300));
			${family('')}`,
		);
		await pid('child');
		const first = program.stop();
		await wait(100);
		await Promise.all([first, program.stop()]);
		expect(readFileSync(join(folder, 'log'), 'utf8')).toBe('in good order\n');
	});

	it('sweeps up what a program that ended by itself left behind', async () => {
		const program = start(
			family("setInterval(() => require('node:fs').existsSync('child') && process.exit(3), 20);"),
		);
		const child = await pid('child');
		expect(await program.exited).toBe(3);
		await untilGone(child);
	});

	it('keeps the log of what was printed', async () => {
		const program = start("console.log('to the log')");
		await program.exited;
		expect(readFileSync(join(folder, 'log'), 'utf8')).toBe('to the log\n');
	});

	it('does not outlive us, even when we are killed', async () => {
		const us = spawn(
			process.execPath,
			[
				'-e',
				`require(${JSON.stringify(join(__dirname, '../../scripts/processes.js'))}).startProcess(process.execPath, ['-e', ${JSON.stringify(family(''))}], { cwd: '.', log: 'log' })`,
			],
			{ cwd: folder, stdio: 'ignore' },
		);
		const pids = [await pid('parent'), await pid('child')];
		us.kill('SIGKILL');
		for (const id of pids) await untilGone(id);
	});
});

describe('run', () => {
	it('answers what the program printed, line by line on the way', async () => {
		const lines: string[] = [];
		const output = await run(process.execPath, ['-e', "console.log('one'); console.log('two')"], {
			onLine: (line: string) => lines.push(line),
		});
		expect(output).toBe('one\ntwo\n');
		expect(lines).toEqual(['one', 'two']);
	});

	it('says with what code and words a program failed', async () => {
		const failing = run(process.execPath, [
			'-e',
			"console.error('no such thing'); process.exit(4)",
		]);
		await expect(failing).rejects.toMatchObject({
			code: 4,
			message: expect.stringContaining('no such thing'),
		});
	});

	it('says so when there is no such program', async () => {
		await expect(run('no-such-program-anywhere', [])).rejects.toMatchObject({ code: 127 });
	});
});

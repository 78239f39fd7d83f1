// Run jest and count what it did.
const { mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { jestCounts } = require('./counts');
const { root } = require('./paths');
const { CommandFailed, run } = require('./processes');

/**
 * Run jest with these arguments, its report straight on the terminal. Answers how many tests
 * passed and failed; never throws because of a failing test.
 */
async function runJest(args, env = process.env) {
	const folder = mkdtempSync(join(tmpdir(), 'n8n-nodes-worten-'));
	const file = join(folder, 'jest.json');
	const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
	try {
		await run(process.execPath, [jest, ...args, '--json', `--outputFile=${file}`], {
			cwd: root,
			show: true,
			env,
		});
		return jestCounts(file);
	} catch (error) {
		if (!(error instanceof CommandFailed)) throw error;
		const counts = jestCounts(file);
		return counts.failed > 0 ? counts : { ...counts, failed: 1 };
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

module.exports = { runJest };

// npm run test:resilience: the long form of the proofs in this folder, about an hour.
// Installs what is missing, as npm run test:e2e does, and ends with the line `N passed, N failed`.
// Arguments go to jest: npm run test:resilience -- queue
const { join } = require('node:path');
const { countsLine } = require('../../scripts/counts');
const { ensureDependencies } = require('../../scripts/dependencies');
const { runJest } = require('../../scripts/jest');
const { buildPackage, inTemporaryFolder, packPackage } = require('../../scripts/package');
const { root } = require('../../scripts/paths');
const { endTogether, isEnding } = require('../../scripts/processes');
const { ensureRuntime } = require('../../scripts/runtime');
const { complain, inStep, say } = require('../../scripts/terminal');

async function main() {
	endTogether();
	await ensureDependencies(root);
	await ensureRuntime();
	await inTemporaryFolder(async (folder) => {
		const { tarball } = await inStep('Building the nodes and packing them', async () => {
			await buildPackage();
			return await packPackage(folder);
		});
		const config = join(__dirname, 'jest.config.js');
		const counts = await runJest(['--config', config, ...process.argv.slice(2)], {
			...process.env,
			WORTEN_PACKAGE: tarball,
			WORTEN_RESILIENCE: 'long',
		});
		say();
		say(countsLine(counts));
		process.exitCode = counts.failed > 0 ? 1 : 0;
	});
}

main().catch((error) => {
	if (isEnding()) return;
	complain(error);
	say(countsLine({ passed: 0, failed: 1 }));
	process.exitCode = 1;
});

// npm run test:e2e: real n8n with the packed package, the sandbox marketplace, a real browser.
// Installs what is missing (Node 24 and n8n too) and ends with the line `N passed, N failed`.
// Arguments go to jest: npm run test:e2e -- editor
require('./node-version').checkNode();

const { mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { findChromium } = require('./chromium');
const { countsLine } = require('./counts');
const { ensureDependencies } = require('./dependencies');
const { runJest } = require('./jest');
const { buildPackage, packPackage } = require('./package');
const { root } = require('./paths');
const { endTogether, isEnding } = require('./processes');
const { ensureRuntime } = require('./runtime');
const { complain, inStep, say } = require('./terminal');

async function main() {
	endTogether();
	const chromium = findChromium();
	await ensureDependencies(root);
	await ensureRuntime();
	const folder = mkdtempSync(join(tmpdir(), 'n8n-nodes-worten-'));
	try {
		const { tarball } = await inStep(
			'Building the nodes and packing them as npm would',
			async () => {
				await buildPackage();
				return await packPackage(folder);
			},
		);
		const counts = await runJest(['--config', 'jest.e2e.config.js', ...process.argv.slice(2)], {
			...process.env,
			CHROMIUM_PATH: chromium,
			WORTEN_PACKAGE: tarball,
		});
		say();
		say(countsLine(counts));
		process.exitCode = counts.failed > 0 ? 1 : 0;
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

main().catch((error) => {
	if (isEnding()) return;
	complain(error);
	say(countsLine({ passed: 0, failed: 1 }));
	process.exitCode = 1;
});

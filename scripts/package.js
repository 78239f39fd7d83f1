// The package as users get it: built, packed by npm, and installed the way n8n's Community Nodes
// screen does it. Only so do the nodes have their real names (n8n-nodes-worten.worten).
const { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { npm } = require('./npm');
const { root } = require('./paths');
const { run } = require('./processes');

/** The manifest of this package. */
const manifest = () => JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** Compile into dist/. */
async function buildPackage() {
	await run(process.execPath, [join(__dirname, 'build.js')], { cwd: root });
}

/**
 * Pack what is in dist/ as `npm publish` would. Answers the tarball's path and the files in it;
 * the tarball lies in `folder`.
 */
async function packPackage(folder) {
	mkdirSync(folder, { recursive: true });
	const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
	const [packed] = JSON.parse(await npm(args, { cwd: root }));
	return {
		tarball: join(folder, packed.filename),
		files: packed.files.map((file) => file.path),
	};
}

/** The files `npm pack` would put into the tarball, without writing one. */
async function packedFiles() {
	const [packed] = JSON.parse(
		await npm(['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: root }),
	);
	return packed.files.map((file) => file.path);
}

/** Unpack a tarball that `npm pack` made into `folder`, which is made anew. */
async function unpack(tarball, folder) {
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	await run('tar', ['-xzf', tarball, '-C', folder, '--strip-components=1']);
}

/**
 * Put a packed package into n8n's folder (`<user folder>/.n8n`), in place of an older one. n8n
 * loads it when it starts.
 */
async function installPackage(tarball, n8nFolder) {
	const nodes = join(n8nFolder, 'nodes');
	const name = manifest().name;
	const folder = join(nodes, 'node_modules', name);
	await unpack(tarball, folder);
	// n8n drops these too, so that nothing but the package itself gets installed.
	const file = join(folder, 'package.json');
	const kept = JSON.parse(readFileSync(file, 'utf8'));
	for (const part of ['devDependencies', 'peerDependencies', 'optionalDependencies']) {
		delete kept[part];
	}
	writeFileSync(file, JSON.stringify(kept, null, 2));
	const ledger = {
		name: 'installed-nodes',
		private: true,
		dependencies: { [name]: kept.version },
	};
	writeFileSync(join(nodes, 'package.json'), JSON.stringify(ledger, null, 2));
}

/** Do `work(folder)` with a temporary folder that is gone afterwards. */
async function inTemporaryFolder(work) {
	const folder = mkdtempSync(join(tmpdir(), 'n8n-nodes-worten-'));
	try {
		return await work(folder);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

module.exports = {
	buildPackage,
	inTemporaryFolder,
	installPackage,
	manifest,
	packPackage,
	packedFiles,
	unpack,
};

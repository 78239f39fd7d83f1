import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/* n8n's scanner is a dependency: a new version of it must still find what it is there for. */

let folder: string;

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'worten-scan-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

function write(name: string, content: string): void {
	const file = join(folder, name);
	mkdirSync(dirname(file), { recursive: true });
	writeFileSync(file, content);
}

function scan(what: string) {
	const script = join(__dirname, '../../scripts/scan.mjs');
	return spawnSync(process.execPath, [script, what, folder], { encoding: 'utf8' });
}

beforeEach(() => {
	write(
		'package.json',
		JSON.stringify({
			name: 'n8n-nodes-fixture',
			version: '1.0.0',
			description: 'A package to scan',
			license: 'MIT',
			author: { name: 'Somebody', email: 'somebody@example.com' },
			keywords: ['n8n-community-node-package'],
			peerDependencies: { 'n8n-workflow': '*' },
			n8n: { n8nNodesApiVersion: 1, nodes: ['dist/nodes/A/A.node.js'] },
		}),
	);
});

it('lets clean code pass', () => {
	write('dist/nodes/A/A.node.js', "'use strict';\nexports.A = class A {};\n");
	expect(scan('package')).toMatchObject({ status: 0, stderr: '' });
});

it('finds in a package what may not ship', () => {
	write('dist/nodes/A/A.node.js', "console.log('hello');\n");
	const { status, stderr } = scan('package');
	expect(status).toBe(1);
	expect(stderr).toContain('no-console');
});

it('finds in the sources what may not be there, even with the rule switched off beside it', () => {
	write('nodes/A/A.node.ts', "// eslint-disable-next-line no-console\nconsole.log('hello');\n");
	const { status, stderr } = scan('sources');
	expect(status).toBe(1);
	expect(stderr).toContain('no-console');
});

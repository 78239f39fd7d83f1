import { packProblems } from '../../scripts/pack-contents';

const manifest = {
	n8n: {
		nodes: ['dist/nodes/A/A.node.js'],
		credentials: ['dist/credentials/A.credentials.js'],
	},
};

const complete = [
	'LICENSE',
	'README.md',
	'package.json',
	'dist/credentials/A.credentials.js',
	'dist/nodes/A/A.node.js',
	'dist/nodes/A/A.node.json',
	'dist/nodes/A/a.svg',
];

const without = (file: string) => complete.filter((one) => one !== file);

describe('packProblems', () => {
	it('has nothing to say about a complete package', () => {
		expect(packProblems([...complete, 'CHANGELOG.md'], manifest)).toEqual([]);
	});

	it.each([
		'sandbox/main.ts',
		'nodes/A/A.node.ts',
		'.npmrc',
		'dist/nodes/A/A.test.js',
		'dist/tsconfig.tsbuildinfo',
		'distant/file.js',
	])('does not let %s in', (file) => {
		expect(packProblems([...complete, file], manifest)).toEqual([
			`${file} must not be in the package`,
		]);
	});

	it.each([
		'dist/nodes/A/A.node.js',
		'dist/credentials/A.credentials.js',
		'dist/nodes/A/A.node.json',
		'dist/nodes/A/a.svg',
		'README.md',
		'LICENSE',
	])('misses %s', (file) => {
		expect(packProblems(without(file), manifest)).toHaveLength(1);
	});
});

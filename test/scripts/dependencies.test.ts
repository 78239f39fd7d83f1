import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dependenciesInstalled } from '../../scripts/dependencies';

let folder: string;

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'worten-dependencies-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

function wanted(packages: Record<string, object>): void {
	writeFileSync(
		join(folder, 'package-lock.json'),
		JSON.stringify({ packages: { '': { name: 'root' }, ...packages } }),
	);
}

function installed(packages: Record<string, object>): void {
	mkdirSync(join(folder, 'node_modules'), { recursive: true });
	writeFileSync(join(folder, 'node_modules', '.package-lock.json'), JSON.stringify({ packages }));
}

describe('dependenciesInstalled', () => {
	it('is so when npm lists what the lock file wants', () => {
		wanted({ 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '2.0.0' } });
		installed({ 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '2.0.0' } });
		expect(dependenciesInstalled(folder)).toBe(true);
	});

	it('is not so in a fresh clone', () => {
		wanted({ 'node_modules/a': { version: '1.0.0' } });
		expect(dependenciesInstalled(folder)).toBe(false);
	});

	it('is not so after an interrupted installation, before npm wrote its list', () => {
		wanted({ 'node_modules/a': { version: '1.0.0' } });
		mkdirSync(join(folder, 'node_modules', 'a'), { recursive: true });
		expect(dependenciesInstalled(folder)).toBe(false);
	});

	it('is not so once the lock file asks for something else', () => {
		wanted({ 'node_modules/a': { version: '1.1.0' } });
		installed({ 'node_modules/a': { version: '1.0.0' } });
		expect(dependenciesInstalled(folder)).toBe(false);
		wanted({ 'node_modules/a': { version: '1.0.0' }, 'node_modules/new': { version: '1.0.0' } });
		expect(dependenciesInstalled(folder)).toBe(false);
	});

	it('does not miss packages for other systems', () => {
		wanted({
			'node_modules/a': { version: '1.0.0' },
			'node_modules/a-darwin': { version: '1.0.0', optional: true },
		});
		installed({ 'node_modules/a': { version: '1.0.0' } });
		expect(dependenciesInstalled(folder)).toBe(true);
	});
});

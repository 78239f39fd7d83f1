import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findChromium } from '../../scripts/chromium';

let folder: string;

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'worten-chromium-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

function program(name: string): string {
	const file = join(folder, name);
	writeFileSync(file, '', { mode: 0o755 });
	return file;
}

describe('findChromium', () => {
	it('takes the one it is told', () => {
		const file = program('my-browser');
		expect(findChromium({ CHROMIUM_PATH: file, PATH: '' })).toBe(file);
	});

	it('says so when that one is not there, instead of taking another', () => {
		program('chromium');
		const missing = join(folder, 'nothing');
		expect(() => findChromium({ CHROMIUM_PATH: missing, PATH: folder })).toThrow(missing);
	});

	it('finds the one on the PATH', () => {
		const file = program('google-chrome');
		expect(findChromium({ PATH: folder })).toBe(file);
	});
});

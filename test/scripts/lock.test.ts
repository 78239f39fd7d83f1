import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tryLock } from '../../scripts/lock';

let folder: string;

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'worten-lock-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

describe('tryLock', () => {
	it('is for one at a time', () => {
		const file = join(folder, 'deeper', 'lock');
		const release = tryLock(file);
		expect(release).toBeDefined();
		expect(tryLock(file)).toBeUndefined();
		release!();
		expect(existsSync(file)).toBe(false);
		const again = tryLock(file);
		expect(again).toBeDefined();
		again!();
	});

	it('respects another process that still holds it', () => {
		const file = join(folder, 'lock');
		writeFileSync(file, '1');
		expect(tryLock(file)).toBeUndefined();
	});

	it('takes over what a crashed process left behind', () => {
		const file = join(folder, 'lock');
		writeFileSync(file, '1');
		const longAgo = new Date(Date.now() - 60_000);
		utimesSync(file, longAgo, longAgo);
		const release = tryLock(file);
		expect(release).toBeDefined();
		release!();
	});
});

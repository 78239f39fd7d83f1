import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { countsLine, jestCounts } from '../../scripts/counts';

let folder: string;

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'worten-counts-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

function report(result: Record<string, number>): string {
	const file = join(folder, 'jest.json');
	writeFileSync(file, JSON.stringify(result));
	return file;
}

describe('jestCounts', () => {
	it('counts the tests', () => {
		const file = report({ numPassedTests: 12, numFailedTests: 3, numRuntimeErrorTestSuites: 0 });
		expect(jestCounts(file)).toEqual({ passed: 12, failed: 3 });
	});

	it('counts a suite that could not run as a failure', () => {
		const file = report({ numPassedTests: 12, numFailedTests: 0, numRuntimeErrorTestSuites: 1 });
		expect(jestCounts(file)).toEqual({ passed: 12, failed: 1 });
	});

	it('counts a run that left no report as a failure', () => {
		expect(jestCounts(join(folder, 'nothing.json'))).toEqual({ passed: 0, failed: 1 });
	});
});

it('writes the line that is read by machines', () => {
	expect(countsLine({ passed: 7, failed: 0 })).toBe('7 passed, 0 failed');
});

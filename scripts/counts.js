// What a test run came to, as the line that continuous integration reads.
const { readFileSync } = require('node:fs');

/**
 * Count a jest run from the file its `--json --outputFile` wrote. A suite that could not run at all
 * counts as one failure; no file means that jest itself broke down.
 */
function jestCounts(file) {
	let result;
	try {
		result = JSON.parse(readFileSync(file, 'utf8'));
	} catch {
		return { passed: 0, failed: 1 };
	}
	return {
		passed: result.numPassedTests,
		failed: result.numFailedTests + result.numRuntimeErrorTestSuites,
	};
}

/** `N passed, N failed` */
const countsLine = ({ passed, failed }) => `${passed} passed, ${failed} failed`;

module.exports = { countsLine, jestCounts };

/** The long form of the proofs in this folder; the short one runs with `npm run test:e2e`. */
const { moduleNameMapper, transform } = require('../../jest.config.js');

module.exports = {
	rootDir: '../..',
	roots: ['<rootDir>/e2e/resilience'],
	testEnvironment: 'node',
	testMatch: ['**/*.test.ts'],
	maxWorkers: 1,
	transform,
	moduleNameMapper,
};

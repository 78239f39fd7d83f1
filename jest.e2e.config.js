/** The end-to-end tests: `npm run test:e2e`. One n8n at a time, and polls that come once a minute. */
const { moduleNameMapper, transform } = require('./jest.config');

module.exports = {
	testEnvironment: 'node',
	roots: ['<rootDir>/e2e'],
	testMatch: ['**/*.test.ts'],
	transform,
	moduleNameMapper,
	testTimeout: 300_000,
	maxWorkers: 1,
	verbose: true,
};

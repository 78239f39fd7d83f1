/** Every test that needs no n8n server: `npm test`. The end-to-end ones have jest.e2e.config.js. */
module.exports = {
	testEnvironment: 'node',
	roots: ['<rootDir>/test'],
	testMatch: ['**/*.test.ts'],
	transform: {
		'^.+\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } }],
	},
	// Without an extension Node would take Worten.node.json (the codex file) for Worten.node.ts.
	moduleNameMapper: { '^(.+/Worten(?:Trigger)?\\.node)\\.js$': '$1.ts' },
	modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/.runtime', '<rootDir>/.demo'],
};

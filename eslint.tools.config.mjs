// For everything that does not ship: eslint.config.mjs must stay n8n's own default, whose rules
// (no timers, no console, no file system) are about code that runs inside n8n.
import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import typescript from 'typescript-eslint';

export default defineConfig(
	globalIgnores(['dist', 'node_modules', '.runtime', '.demo', 'coverage']),
	{
		files: ['**/*.ts'],
		extends: [js.configs.recommended, typescript.configs.recommended],
		rules: { 'no-undef': 'off', 'no-unused-vars': 'off' },
	},
	{
		files: ['**/*.js'],
		extends: [js.configs.recommended],
		languageOptions: {
			sourceType: 'commonjs',
			globals: {
				AbortSignal: 'readonly',
				Buffer: 'readonly',
				URL: 'readonly',
				clearInterval: 'readonly',
				clearTimeout: 'readonly',
				console: 'readonly',
				fetch: 'readonly',
				process: 'readonly',
				setInterval: 'readonly',
				setTimeout: 'readonly',
				__dirname: 'readonly',
			},
		},
	},
);

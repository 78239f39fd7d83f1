import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorPage } from './errorPage';

const FILE = join(__dirname, '../../docs/errors.md');

it('docs/errors.md says what the catalogue says', () => {
	if (process.env.UPDATE_DOCS) writeFileSync(FILE, errorPage());
	expect(readFileSync(FILE, 'utf8')).toBe(errorPage());
});

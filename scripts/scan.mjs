// n8n's own scanner of community packages, on a folder instead of on something published:
//   node scripts/scan.mjs sources <clone>      the sources, as it lints the commit a release is from
//   node scripts/scan.mjs package <folder>     the unpacked tarball, as it lints a release
// It ends with code 1 when the scanner would turn the package down.
import { resolve } from 'node:path';
import {
	analyzePackage,
	SOURCE_FILE_PATTERNS,
} from '@n8n/scan-community-package/scanner/scanner.mjs';

const [what, path] = process.argv.slice(2);
const patterns = { sources: SOURCE_FILE_PATTERNS, package: ['**/*.js', 'package.json'] }[what];
if (!patterns || !path) {
	console.error('usage: scan.mjs sources|package FOLDER');
	process.exit(2);
}

const { passed, message, details } = await analyzePackage(resolve(path), patterns);
if (!passed) {
	console.error(message);
	if (details) console.error(details);
	process.exit(1);
}

// Build dist/ anew: what ships is compiled code plus the files n8n reads beside it.
const { execFileSync } = require('node:child_process');
const { rmSync } = require('node:fs');
const { join } = require('node:path');

const root = join(__dirname, '..');
const run = (tool, ...args) =>
	execFileSync(process.execPath, [join(root, 'node_modules', ...tool.split('/')), ...args], {
		cwd: root,
		stdio: 'inherit',
	});

rmSync(join(root, 'dist'), { recursive: true, force: true });
run('typescript/bin/tsc');
run('gulp/bin/gulp.js', 'build', '--silent');

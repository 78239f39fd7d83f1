const { src, dest } = require('gulp');

/**
 * tsc compiles the code; what n8n also reads from dist travels here: icons, codex files and
 * (where there are any) output schemas.
 */
function assets() {
	return src(['nodes/**/*.{svg,png,json}', 'credentials/**/*.{svg,png}'], { base: '.', encoding: false }).pipe(dest('dist'));
}

exports.build = assets;
exports.default = assets;

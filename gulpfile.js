const { execFileSync } = require('node:child_process');
const { rmSync } = require('node:fs');
const path = require('node:path');
const { dest, series, src } = require('gulp');

async function clean() {
	rmSync(path.join(__dirname, 'dist'), { recursive: true, force: true });
}

async function compile() {
	execFileSync(process.execPath, [require.resolve('typescript/bin/tsc')], {
		cwd: __dirname,
		stdio: 'inherit',
	});
}

/** Icons and codex files: what n8n reads next to the compiled nodes. */
function copyStaticFiles() {
	return src(['icons/*.svg', 'nodes/**/*.json'], { base: '.', encoding: false }).pipe(dest('dist'));
}

exports.clean = clean;
exports.static = copyStaticFiles;
exports.build = series(clean, compile, copyStaticFiles);
exports.default = exports.build;

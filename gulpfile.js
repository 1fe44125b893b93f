const { execFileSync } = require('node:child_process');
const { readdirSync, rmSync } = require('node:fs');
const path = require('node:path');
const { dest, series, src, watch } = require('gulp');
const tsx = require('tsx/cjs/api');

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

/** Rebuilds after each change, without removing what a running n8n has loaded. */
function watchSources() {
	const sources = ['credentials/**', 'nodes/**', 'lib/**', 'icons/**'];
	watch(sources, { ignoreInitial: false }, series(compile, copyStaticFiles));
}

/** A package for one service alone, in `build/packages`. */
function singlePackage(name) {
	const task = async () => {
		const { buildPackage } = tsx.require('./tools/packages/build-package.ts', __filename);
		buildPackage(name);
	};
	return Object.assign(task, { displayName: name });
}

const singlePackages = readdirSync(path.join(__dirname, 'packages')).map(singlePackage);

exports.clean = clean;
exports.static = copyStaticFiles;
exports.build = series(clean, compile, copyStaticFiles);
exports.watch = watchSources;
exports.packages = series(singlePackages);
for (const task of singlePackages) exports[task.displayName] = task;
exports.default = exports.build;

'use strict';

const { createHash } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const { run } = require('../support/child.cjs');
const { lockFolder } = require('../support/folder-lock.cjs');
const { npm } = require('../support/npm.cjs');
const { PlainError } = require('../support/plain-error.cjs');
const { cacheRoot } = require('./cache-folder.cjs');

const root = path.join(__dirname, '..', '..');
const manifest = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));

/** All that decides what is in the tarball. */
const ingredients = [
	...['credentials', 'nodes', 'lib', 'icons'],
	...['gulpfile.js', 'tsconfig.json', 'package.json', 'package-lock.json'],
	...['README.md', 'CHANGELOG.md', 'LICENSE'],
];
/** And in those of the packages for one service each. */
const moreOfSingles = ['packages', 'tools/packages', 'examples'];
const keptTarballs = 5;

/**
 * Builds the package and packs it as it would be published; gives the tarball's path. The tarball is kept,
 * so that the same sources are not built again; then `onReuse` is called. With `name`, one of the packages
 * for one service each.
 *
 * @param {{ name?: string, onReuse?: () => void }} [options]
 * @returns {Promise<string>}
 */
async function buildAndPack({ name = manifest.name, onReuse } = {}) {
	const isSingle = name !== manifest.name;
	const hash = sourcesHash(isSingle ? [...ingredients, ...moreOfSingles] : ingredients);
	const folder = path.join(cacheRoot(), 'packages');
	const tarball = path.join(folder, `${name}-${manifest.version}-${hash}.tgz`);
	// Another start in this checkout would clear `dist` under our feet.
	const release = await lockFolder(path.join(folder, `${shortHash(root)}.lock`));
	try {
		if (fs.existsSync(tarball)) {
			onReuse?.();
			return tarball;
		}
		await build(isSingle ? name : 'build');
		const cwd = isSingle ? path.join(root, 'build', 'packages', name) : root;
		const unfinished = fs.mkdtempSync(path.join(folder, 'packing-'));
		const packed = await npm(['pack', '--json', `--pack-destination=${unfinished}`], { cwd });
		fs.renameSync(path.join(unfinished, JSON.parse(packed)[0].filename), tarball);
		fs.rmSync(unfinished, { recursive: true });
		removeOldTarballs(folder, name);
		return tarball;
	} finally {
		release();
	}
}

async function build(task) {
	const gulp = path.join(root, 'node_modules', 'gulp', 'bin', 'gulp.js');
	const { code, output } = await run(process.execPath, [gulp, task], {
		cwd: root,
		env: process.env,
	});
	if (code !== 0) throw new PlainError(`The package does not build:\n${output.trim()}`);
}

/**
 * Puts the tarball where n8n puts a community package that a user installs in the editor: unpacked under
 * `nodes/node_modules`, named in the `package.json` beside it.
 */
async function installPackage(tarball, dataFolder, name = manifest.name) {
	const nodes = path.join(dataFolder, 'nodes');
	const target = path.join(nodes, 'node_modules', name);
	fs.rmSync(target, { recursive: true, force: true });
	fs.mkdirSync(target, { recursive: true });
	const unpack = await run('tar', ['-xzf', tarball, '-C', target, '--strip-components=1']);
	if (unpack.code !== 0) {
		throw new PlainError(`The packed package could not be unpacked: ${unpack.output.trim()}`);
	}
	const dependencies = { [name]: manifest.version };
	const content = { name: 'installed-nodes', private: true, dependencies };
	fs.writeFileSync(path.join(nodes, 'package.json'), JSON.stringify(content, null, '\t'));
	return target;
}

function sourcesHash(names) {
	const hash = createHash('sha256').update(root);
	for (const name of names) {
		for (const file of filesUnder(path.join(root, name))) {
			hash.update(`\0${path.relative(root, file)}\0`).update(fs.readFileSync(file));
		}
	}
	return hash.digest('hex').slice(0, 16);
}

function filesUnder(entry) {
	if (!fs.existsSync(entry)) return [];
	if (!fs.statSync(entry).isDirectory()) return [entry];
	return fs
		.readdirSync(entry)
		.sort()
		.flatMap((name) => filesUnder(path.join(entry, name)));
}

function shortHash(text) {
	return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

function removeOldTarballs(folder, name) {
	const tarballs = fs
		.readdirSync(folder)
		.filter((file) => file.startsWith(`${name}-`) && file.endsWith('.tgz'))
		.map((file) => path.join(folder, file))
		.sort((a, b) => fs.statSync(b).mtimeMs - fs.statSync(a).mtimeMs);
	for (const old of tarballs.slice(keptTarballs)) fs.rmSync(old, { force: true });
}

module.exports = { buildAndPack, installPackage, packageName: manifest.name };

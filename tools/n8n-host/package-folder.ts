/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- a tool */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import * as tar from 'tar';
import { run } from '../support/child-process';
import { acquireLock } from '../support/lock';
import { npm } from '../support/npm';
import { root } from '../support/root';
import { UserError } from '../support/user-error';
import { cacheRoot } from './cache-folder';

const manifest: { name: string; version: string } = JSON.parse(
	fs.readFileSync(path.join(root, 'package.json'), 'utf8'),
);

/** All that decides what is in the tarball. */
const ingredients = [
	...['credentials', 'nodes', 'lib', 'icons'],
	...['gulpfile.js', 'tsconfig.json', 'package.json', 'package-lock.json'],
	...['README.md', 'CHANGELOG.md', 'LICENSE'],
];
/** And in those of the packages for one service each. */
const ingredientsOfSingles = [...ingredients, 'packages', 'tools/packages', 'examples'];
const keptTarballs = 5;

export const packageName = manifest.name;

/**
 * Builds the package and packs it as it would be published. The tarball is kept, so that the same sources are not
 * built again; then `onReuse` is called.
 *
 * @param options with `name`, one of the packages for one service each
 * @returns the tarball's path
 */
export async function buildAndPack({
	name = packageName,
	onReuse,
}: { name?: string; onReuse?: () => void } = {}): Promise<string> {
	const isSingle = name !== packageName;
	const hash = hashOf(isSingle ? ingredientsOfSingles : ingredients);
	const folder = path.join(cacheRoot(), 'packages');
	const tarball = path.join(folder, `${name}-${manifest.version}-${hash}.tgz`);
	// Another start in this checkout would clear `dist` under our feet.
	const release = await acquireLock(path.join(folder, shortHash(root)));
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
		await release();
	}
}

async function build(task: string): Promise<void> {
	const gulp = path.join(root, 'node_modules', 'gulp', 'bin', 'gulp.js');
	const { code, output } = await run(process.execPath, [gulp, task], { cwd: root });
	if (code !== 0) throw new UserError(`The package could not be built:\n${output.trim()}`);
}

/**
 * Puts the tarball where n8n puts a community package that a user installs in the editor: unpacked under
 * `nodes/node_modules`, named in the `package.json` beside it.
 *
 * @returns the folder of the unpacked package
 */
export async function installPackage(
	tarball: string,
	dataFolder: string,
	name = packageName,
): Promise<string> {
	const nodes = path.join(dataFolder, 'nodes');
	const target = path.join(nodes, 'node_modules', name);
	fs.rmSync(target, { recursive: true, force: true });
	fs.mkdirSync(target, { recursive: true });
	await tar.extract({ file: tarball, cwd: target, strip: 1 });
	const dependencies = { [name]: manifest.version };
	const content = { name: 'installed-nodes', private: true, dependencies };
	fs.writeFileSync(path.join(nodes, 'package.json'), JSON.stringify(content, null, '\t'));
	return target;
}

function hashOf(names: string[]): string {
	const hash = createHash('sha256').update(root);
	for (const file of names.flatMap((name) => filesUnder(path.join(root, name)))) {
		hash.update(`\0${path.relative(root, file)}\0`).update(fs.readFileSync(file));
	}
	return hash.digest('hex').slice(0, 16);
}

function filesUnder(entry: string): string[] {
	if (!fs.existsSync(entry)) return [];
	if (!fs.statSync(entry).isDirectory()) return [entry];
	const files = fs.readdirSync(entry, { recursive: true, encoding: 'utf8' }).sort();
	return files.map((file) => path.join(entry, file)).filter((file) => fs.statSync(file).isFile());
}

function shortHash(text: string): string {
	return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

function removeOldTarballs(folder: string, name: string): void {
	const tarballs = fs
		.readdirSync(folder)
		.filter((file) => file.startsWith(`${name}-`) && file.endsWith('.tgz'))
		.map((file) => path.join(folder, file))
		.sort((a, b) => fs.statSync(b).mtimeMs - fs.statSync(a).mtimeMs);
	for (const old of tarballs.slice(keptTarballs)) fs.rmSync(old, { force: true });
}

import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { PlainError } from '../support/plain-error.cjs';
import { buildFolder, combined, readManifest, root, templateFolder } from './package-list.mjs';
import { neededFiles } from './needed-files.mjs';
import { packageReadme } from './readme.mjs';

const asTheyAre = ['LICENSE', 'CHANGELOG.md', 'eslint.config.mjs', 'tsconfig.json'];
const exampleEnding = '.workflow.json';
/** How workflows and codex files name a node: the package, a dot, the node. */
const combinedPrefix = `"${combined.name}.`;

/** A package for one service, ready to be packed, in `build/packages`. */
export function buildPackage(name) {
	const folder = join(buildFolder, name);
	rmSync(folder, { recursive: true, force: true });
	writeSources(name, folder);
	compile(folder);
}

/** Everything of a package but what is compiled: a folder that lints and compiles by itself. */
export function writeSources(name, folder) {
	const manifest = readManifest(templateFolder(name));
	if (manifest.version !== combined.version) {
		throw new PlainError(
			`${name} has version ${manifest.version}, ${combined.name} ${combined.version}. Set all with: npm run set-version -- VERSION`,
		);
	}
	const files = neededFiles(root, manifest);
	for (const file of [...asTheyAre, ...files]) copy(join(root, file), join(folder, file));
	copy(join(templateFolder(name), 'package.json'), join(folder, 'package.json'));
	for (const file of files.filter(isCodex)) rewrite(join(folder, file), name);
	const examples = examplesOf(files.filter(isCodex).map(nodeName));
	for (const example of examples) {
		const file = join('examples', `${example}${exampleEnding}`);
		copy(join(root, file), join(folder, file));
		rewrite(join(folder, file), name);
	}
	const template = readFileSync(join(templateFolder(name), 'README.template.md'), 'utf8');
	const readme = readFileSync(join(root, 'README.md'), 'utf8');
	writeFileSync(join(folder, 'README.md'), packageReadme({ template, readme, examples }));
}

function compile(folder) {
	const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
	execFileSync(process.execPath, [tsc, '-p', folder], { stdio: 'inherit' });
	for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
		if (/^(icons|nodes)\b.*\.(svg|json)$/.test(file)) {
			copy(join(folder, file), join(folder, 'dist', file));
		}
	}
}

/** The examples whose nodes of ours are all among these. */
function examplesOf(nodes) {
	return readdirSync(join(root, 'examples'))
		.filter((file) => file.endsWith(exampleEnding))
		.filter((file) => {
			const workflow = JSON.parse(readFileSync(join(root, 'examples', file), 'utf8'));
			const own = workflow.nodes.filter(({ type }) => type.startsWith(`${combined.name}.`));
			return own.length > 0 && own.every(({ type }) => nodes.includes(type.split('.')[1]));
		})
		.map((file) => file.slice(0, -exampleEnding.length))
		.sort();
}

function isCodex(file) {
	return file.endsWith('.node.json');
}

function nodeName(codex) {
	return JSON.parse(readFileSync(join(root, codex), 'utf8')).node.split('.')[1];
}

/** Nodes are named after the package they come in. */
function rewrite(file, name) {
	const text = readFileSync(file, 'utf8');
	writeFileSync(file, text.replaceAll(combinedPrefix, `"${name}.`));
}

function copy(from, to) {
	mkdirSync(dirname(to), { recursive: true });
	copyFileSync(from, to);
}

/* eslint-disable @n8n/community-nodes/no-dangerous-functions, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- a tool */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { root } from '../support/root';
import { UserError } from '../support/user-error';
import { neededFiles } from './needed-files';
import { buildFolder, combined, readManifest, templateFolder } from './package-list';
import { packageReadme } from './readme';

const unchangedFiles = ['LICENSE', 'CHANGELOG.md', 'eslint.config.mjs', 'tsconfig.json'];
const exampleEnding = '.workflow.json';
const callListEnding = '.calls.txt';
/** How workflows and codex files name a node: the package, a dot, the node. */
const combinedPrefix = `"${combined.name}.`;

/** Builds the package with one service in `build/packages`, ready to be packed. */
export function buildPackage(name: string): void {
	const folder = join(buildFolder, name);
	rmSync(folder, { recursive: true, force: true });
	writeSources(name, folder);
	compile(folder);
}

/** Writes everything of a package but what is compiled: a folder that lints and compiles by itself. */
export function writeSources(name: string, folder: string): void {
	const manifest = readManifest(templateFolder(name));
	if (manifest.version !== combined.version) {
		throw new UserError(
			`${name} has version ${manifest.version}, ${combined.name} ${combined.version}. Set all with: npm run release -- VERSION`,
		);
	}
	const files = neededFiles(root, manifest);
	for (const file of [...unchangedFiles, ...files]) copy(join(root, file), join(folder, file));
	copy(join(templateFolder(name), 'package.json'), join(folder, 'package.json'));
	const codexFiles = files.filter((file) => file.endsWith('.node.json'));
	for (const file of codexFiles) renameNodes(join(folder, file), name);
	const examples = examplesOf(codexFiles.map(nodeName));
	for (const example of examples) {
		const file = join('examples', `${example}${exampleEnding}`);
		copy(join(root, file), join(folder, file));
		renameNodes(join(folder, file), name);
	}
	const callList = join('examples', `${name.replace('n8n-nodes-', '')}${callListEnding}`);
	copy(join(root, callList), join(folder, callList));
	const template = readFileSync(join(templateFolder(name), 'README.template.md'), 'utf8');
	const readme = readFileSync(join(root, 'README.md'), 'utf8');
	writeFileSync(join(folder, 'README.md'), packageReadme({ template, readme, examples }));
}

function compile(folder: string): void {
	const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
	execFileSync(process.execPath, [tsc, '-p', folder], { stdio: 'inherit' });
	for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
		if (/^(icons|nodes)\b.*\.(svg|json)$/.test(file)) {
			copy(join(folder, file), join(folder, 'dist', file));
		}
	}
}

interface Workflow {
	id: string;
	nodes: Array<{ type: string; parameters: { workflowId?: { value: string } } }>;
}

/** The names of the examples in which, and in those that they call, every node of ours is among `nodes`. */
function examplesOf(nodes: string[]): string[] {
	const files = readdirSync(join(root, 'examples')).filter((file) => file.endsWith(exampleEnding));
	const examples = files.map((file) => ({
		...readJson<Workflow>(join(root, 'examples', file)),
		name: file.slice(0, -exampleEnding.length),
	}));
	const fits = (workflow: Workflow): boolean =>
		workflow.nodes.every(({ type, parameters: { workflowId } }) => {
			const called = examples.find(({ id }) => id === workflowId?.value);
			if (called) return fits(called);
			return !type.startsWith(`${combined.name}.`) || nodes.includes(nodeOf(type));
		});
	return examples
		.filter(fits)
		.map(({ name }) => name)
		.sort();
}

/** The node of a type in a workflow: n8n adds `Tool` to its name where an AI agent runs it. */
function nodeOf(type: string): string {
	return type.split('.')[1].replace(/Tool$/, '');
}

function nodeName(codex: string): string {
	return readJson<{ node: string }>(join(root, codex)).node.split('.')[1];
}

/** Nodes are named after the package that they come in. */
function renameNodes(file: string, name: string): void {
	const text = readFileSync(file, 'utf8');
	writeFileSync(file, text.replaceAll(combinedPrefix, `"${name}.`));
}

function readJson<T>(file: string): T {
	return JSON.parse(readFileSync(file, 'utf8')) as T;
}

function copy(from: string, to: string): void {
	mkdirSync(dirname(to), { recursive: true });
	copyFileSync(from, to);
}

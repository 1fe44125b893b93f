/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a tool */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import ts from 'typescript';
import { UserError } from '../support/user-error';
import type { Manifest } from './package-list';

/**
 * The sources that a package needs, as paths from `root`: its nodes and credentials, everything they import, the
 * icons they name, and the codex files and output schemas beside them. Nothing is listed by hand, so nothing can
 * be left over.
 */
export function neededFiles(root: string, { n8n }: Pick<Manifest, 'n8n'>): string[] {
	const needed = new Set<string>();
	const waiting = [...n8n.credentials, ...n8n.nodes].map(sourceOf);
	for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
		if (needed.has(file)) continue;
		needed.add(file);
		if (!file.endsWith('.ts')) continue;
		const text = readFileSync(join(root, file), 'utf8');
		waiting.push(...importsOf(root, file, text), ...iconsOf(root, file, text));
		if (!file.endsWith('.node.ts')) continue;
		const codex = file.replace(/\.ts$/, '.json');
		waiting.push(existing(root, codex, file), ...schemasIn(root, dirname(file)));
	}
	return [...needed].sort();
}

/** From `dist/nodes/X/X.node.js`, as `package.json` has it, to `nodes/X/X.node.ts`. */
function sourceOf(built: string): string {
	return built.replace(/^dist\//, '').replace(/\.js$/, '.ts');
}

function importsOf(root: string, file: string, text: string): string[] {
	return ts
		.preProcessFile(text, true, true)
		.importedFiles.map(({ fileName }) => fileName)
		.filter((specifier) => specifier.startsWith('.'))
		.map((specifier) => {
			const target = join(dirname(file), specifier);
			const found = [`${target}.ts`, join(target, 'index.ts'), target].find(
				(candidate) => /\.\w+$/.test(candidate) && existsSync(join(root, candidate)),
			);
			return existing(root, found ?? target, file);
		});
}

function iconsOf(root: string, file: string, text: string): string[] {
	return [...text.matchAll(/'file:([^']+)'/g)].map(([, icon]) =>
		existing(root, join(dirname(file), icon), file),
	);
}

/** What the editor shows of an operation's output before the first run; n8n finds it by its place. */
function schemasIn(root: string, folder: string): string[] {
	const schemas = join(folder, '__schema__');
	if (!existsSync(join(root, schemas))) return [];
	return readdirSync(join(root, schemas), { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith('.json'))
		.map((file) => existing(root, join(schemas, file), folder));
}

function existing(root: string, target: string, file: string): string {
	if (existsSync(join(root, target))) return target.split(sep).join('/');
	throw new UserError(`${file} needs ${target}, which does not exist.`);
}

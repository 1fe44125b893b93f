import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import ts from 'typescript';
import { PlainError } from '../support/plain-error.cjs';

/**
 * The sources that a package needs, as paths from `root`: its nodes and credentials, all they import, the
 * icons they name, and the codex files and output schemas beside them. Nothing is listed by hand, so nothing can be left over.
 */
export function neededFiles(root, { n8n }) {
	const entries = [...n8n.credentials, ...n8n.nodes].map(sourceOf);
	const needed = new Set();
	const waiting = [...entries];
	while (waiting.length > 0) {
		const file = waiting.pop();
		if (needed.has(file)) continue;
		needed.add(file);
		if (!file.endsWith('.ts')) continue;
		const text = readFileSync(join(root, file), 'utf8');
		waiting.push(...importsOf(root, file, text), ...iconsOf(root, file, text));
		const codex = file.replace(/\.node\.ts$/, '.node.json');
		if (codex === file) continue;
		waiting.push(existing(root, codex, file), ...schemasOf(root, dirname(file)));
	}
	return [...needed].sort();
}

/** `dist/nodes/X/X.node.js` as `package.json` has it, to `nodes/X/X.node.ts`. */
function sourceOf(built) {
	return built.replace(/^dist\//, '').replace(/\.js$/, '.ts');
}

function importsOf(root, file, text) {
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

function iconsOf(root, file, text) {
	return [...text.matchAll(/'file:([^']+)'/g)].map(([, icon]) =>
		existing(root, join(dirname(file), icon), file),
	);
}

/** What the editor shows of an operation's output before the first run; n8n finds it by its place. */
function schemasOf(root, folder) {
	const schemas = join(folder, '__schema__');
	if (!existsSync(join(root, schemas))) return [];
	return readdirSync(join(root, schemas), { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith('.json'))
		.map((file) => existing(root, join(schemas, file), folder));
}

function existing(root, target, file) {
	if (existsSync(join(root, target))) return relative('.', target).split(sep).join('/');
	throw new PlainError(`${file} needs ${target}, which is not there.`);
}

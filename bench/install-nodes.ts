/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';

const source = join(__dirname, 'package');
const compilerOptions = { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022 };

/**
 * Puts the nodes of the bench beside the package that an n8n has installed. They are compiled here: n8n
 * loads JavaScript, and Node.js strips no types below node_modules.
 */
export function installBenchNodes(dataFolder: string): void {
	const manifest = readFileSync(join(source, 'package.json'), 'utf8');
	const target = join(dataFolder, 'nodes', 'node_modules', JSON.parse(manifest).name);
	mkdirSync(target);
	writeFileSync(join(target, 'package.json'), manifest);
	for (const file of readdirSync(source).filter((entry) => entry.endsWith('.ts'))) {
		const { outputText } = transpileModule(readFileSync(join(source, file), 'utf8'), {
			compilerOptions,
		});
		writeFileSync(join(target, file.replace(/\.ts$/, '.js')), outputText);
	}
}

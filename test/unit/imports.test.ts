/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- reads the sources of the package */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import ts from 'typescript';
import { importViolations, type SourceFile } from './import-rules';

const ROOT = join(__dirname, '..', '..');
const AREAS = ['credentials', 'nodes', 'lib'];

function importsOf(text: string): string[] {
	return ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);
}

function readSources(): SourceFile[] {
	return AREAS.flatMap((area) =>
		readdirSync(join(ROOT, area), { recursive: true, encoding: 'utf8' })
			.filter((name) => /\.[cm]?[jt]sx?$/.test(name))
			.map((name) => join(ROOT, area, name))
			.map((path) => ({
				file: relative(ROOT, path).split(sep).join('/'),
				imports: importsOf(readFileSync(path, 'utf8')),
			})),
	);
}

describe('The sources of the package', () => {
	const sources = readSources();

	it('are all read', () => {
		const files = sources.map(({ file }) => file);
		expect(files).toEqual(
			expect.arrayContaining([
				'credentials/MartaApi.credentials.ts',
				'credentials/SaisonConnectApi.credentials.ts',
				'lib/core/execution/execute.ts',
				'lib/saison/auth/mac.ts',
				'lib/marta/sessions.ts',
				'nodes/Marta/resources/card/check.operation.ts',
				'nodes/SaisonConnect/SaisonConnect.node.ts',
			]),
		);
		const node = sources.find(({ file }) => file === 'nodes/Marta/Marta.node.ts');
		expect(node?.imports).toEqual(
			expect.arrayContaining(['n8n-workflow', '../../lib/core/execution/execute']),
		);
	});

	it('import in one direction only', () => {
		expect(importViolations(sources)).toEqual([]);
	});
});

describe('An import', () => {
	const check = (file: string, specifier: string): string[] =>
		importViolations([{ file, imports: [specifier] }]);

	it.each([
		['lib/core/execution/execute.ts', '../../saison/client', 'the core knows no service'],
		['lib/core/execution/execute.ts', '../../marta/client', 'the core knows no service'],
		['lib/saison/client.ts', '../marta/credential', 'the other service'],
		['lib/marta/client.ts', '../saison/auth/mac', 'the other service'],
		['nodes/Marta/resources/index.ts', '../../../lib/saison/client', 'the other service'],
		[
			'nodes/SaisonConnect/resources/fields.ts',
			'../../Marta/resources/fields',
			'the other service',
		],
		['credentials/MartaApi.credentials.ts', '../lib/saison/auth/renewal', 'the other service'],
		['credentials/MartaApi.credentials.ts', './SaisonConnectApi.credentials', 'the other service'],
		['lib/core/execution/execute.ts', '../../../nodes/Marta/Marta.node', 'credentials or nodes'],
		['lib/saison/client.ts', '../../nodes/SaisonConnect/resources', 'credentials or nodes'],
		['lib/marta/client.ts', '../../credentials/MartaApi.credentials', 'credentials or nodes'],
		['nodes/Marta/Marta.node.ts', '../../credentials/MartaApi.credentials', 'credentials or nodes'],
		['credentials/MartaApi.credentials.ts', '../nodes/Marta/resources', 'credentials or nodes'],
		...['sandbox', 'test', 'bench', 'tools', 'scripts', 'host'].flatMap((area) => [
			['lib/core/execution/execute.ts', `../../../${area}/x`, 'not part of what is shipped'],
			['lib/saison/auth/mac.ts', `../../../${area}/x`, 'not part of what is shipped'],
			['nodes/Marta/Marta.node.ts', `../../${area}/x`, 'not part of what is shipped'],
			['credentials/MartaApi.credentials.ts', `../${area}/x`, 'not part of what is shipped'],
		]),
		['lib/core/execution/execute.ts', '../../../package.json', 'not part of what is shipped'],
		['lib/core/execution/execute.ts', '../../../../elsewhere/x', 'not part of what is shipped'],
		['lib/core/execution/execute.ts', 'axios', 'there at runtime'],
		['lib/core/execution/execute.ts', 'n8n-core', 'there at runtime'],
		['lib/core/execution/execute.ts', 'n8n-workflow/dist/x', 'there at runtime'],
		['lib/core/execution/execute.ts', 'crypto', 'there at runtime'],
		['lib/core/execution/execute.ts', 'node:fs', 'there at runtime'],
		['lib/core/execution/execute.ts', '/etc/x', 'there at runtime'],
	])('in %s of %s is caught', (file, specifier, problem) => {
		expect(check(file, specifier)).toEqual([expect.stringContaining(problem)]);
	});

	it.each([
		['credentials/MartaApi.credentials.ts', '../lib/marta/renewal'],
		['nodes/Marta/Marta.node.ts', './resources'],
		['nodes/Marta/resources/card/check.operation.ts', '../fields'],
		['nodes/Marta/resources/card/check.operation.ts', '../../../../lib/core/errors/service-error'],
		['nodes/SaisonConnect/SaisonConnect.node.ts', '../../lib/saison/client'],
		['lib/saison/auth/mac.ts', 'node:crypto'],
		['lib/saison/client.ts', './auth/mac'],
		['lib/marta/client.ts', '../core/errors/service-error'],
		['lib/core/execution/execute.ts', './concurrency'],
		['lib/core/execution/execute.ts', 'n8n-workflow'],
	])('in %s of %s is fine', (file, specifier) => {
		expect(check(file, specifier)).toEqual([]);
	});

	it('is seen in every way of writing it', () => {
		expect(
			importsOf(`
				import { a } from './a';
				import type { B } from './b';
				import './c';
				export * from './d';
				export { e } from './e';
				const f = await import('./f');
				const g = require('./g');
				import h = require('./h');
				type I = import('./i').I;
				// import './comment';
				const text = "import './text'";
			`).sort(),
		).toEqual(['./a', './b', './c', './d', './e', './f', './g', './h', './i']);
	});
});

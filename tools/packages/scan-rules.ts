/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a tool */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ESLint, Linter } from 'eslint';

/** What n8n's scan reads of the source a package was built from, and `lib`, which is source too. */
export const sourcePatterns = ['package.json', '{nodes,credentials,lib}/**/*.{js,ts,json}'];
/** What it reads of a published package. */
export const packedPatterns = ['package.json', '**/*.js'];

// n8n's rules come with its command line tool; the scan uses the same ones.
const fromTool = createRequire(createRequire(import.meta.url).resolve('@n8n/node-cli/eslint'));
const { ESLint: Engine } = fromTool('eslint') as { ESLint: typeof ESLint };
const glob = fromTool('fast-glob') as (
	patterns: string | string[],
	options: { cwd: string; absolute: boolean; ignore: string[] },
) => Promise<string[]>;

/**
 * What the rules of n8n's package scan find in the files of a folder, as text to print; empty when they find
 * nothing. As in that scan, comments that turn a rule off do not count. Here warnings count as well.
 */
export async function scanFolder(folder: string, patterns: string[]): Promise<string> {
	const files = await glob(patterns, { cwd: folder, absolute: true, ignore: ['node_modules/**'] });
	if (files.length === 0) throw new Error(`Nothing to scan in ${folder}.`);
	const eslint = new Engine({
		cwd: folder,
		allowInlineConfig: false,
		overrideConfigFile: true,
		overrideConfig: await scanRules(),
	});
	const formatter = await eslint.loadFormatter('stylish');
	return await formatter.format(await eslint.lintFiles(files));
}

interface BasePlugin extends ESLint.Plugin {
	configs: Record<'community' | 'credentials' | 'nodes', { rules: Linter.RulesRecord }>;
}

/** The rules of n8n's scan 0.32; https://github.com/n8n-io/n8n, packages/@n8n/scan-community-package. */
async function scanRules(): Promise<Linter.Config[]> {
	const { n8nCommunityNodesPlugin: community } = (await import(
		pathToFileURL(fromTool.resolve('@n8n/eslint-plugin-community-nodes')).href
	)) as { n8nCommunityNodesPlugin: { configs: { recommended: Linter.Config } } };
	const base = fromTool('eslint-plugin-n8n-nodes-base') as BasePlugin;
	const parser = fromTool('@typescript-eslint/parser') as Linter.Parser;
	const baseRules = (set: keyof BasePlugin['configs'], off: string[] = []): Linter.RulesRecord => ({
		...base.configs[set].rules,
		...Object.fromEntries(off.map((rule) => [`n8n-nodes-base/${rule}`, 'off'])),
	});
	return [
		community.configs.recommended,
		{ plugins: { 'n8n-nodes-base': base }, rules: { 'no-console': 'error' } },
		{ files: ['**/*.{ts,json}'], languageOptions: { parser } },
		{ files: ['package.json'], rules: baseRules('community') },
		{
			files: ['**/credentials/**/*.ts'],
			rules: baseRules('credentials', [
				'cred-class-field-documentation-url-miscased',
				'cred-class-field-type-options-password-missing',
			]),
		},
		{
			files: ['**/nodes/**/*.ts'],
			rules: baseRules('nodes', [
				'node-class-description-inputs-wrong-regular-node',
				'node-class-description-outputs-wrong',
				'node-param-type-options-max-value-present',
			]),
		},
	];
}

/**
 * The folder in a checkout whose `package.json` has this name: where n8n's scan looks for the source of a
 * published package. Without one the scan fails.
 */
export async function attestedFolder(checkout: string, name: string): Promise<string | undefined> {
	const manifests = await glob('**/package.json', {
		cwd: checkout,
		absolute: true,
		ignore: ['**/node_modules/**', 'build/**', 'dist/**'],
	});
	const isNamed = (file: string): boolean =>
		(JSON.parse(readFileSync(file, 'utf8')) as { name?: string }).name === name;
	const found = manifests.find(isNamed);
	return found && dirname(found);
}

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** What n8n's scan reads of the source a package was built from. `lib` is ours to add: it is source too. */
export const sourcePatterns = ['package.json', '{nodes,credentials,lib}/**/*.{js,ts,json}'];
/** What it reads of a published package. */
export const packedPatterns = ['package.json', '**/*.js'];

// n8n's rules come with its command line tool; the scan has no other.
const fromTool = createRequire(createRequire(import.meta.url).resolve('@n8n/node-cli/eslint'));

/**
 * The rules of n8n's package scan on the files of a folder, as text to show; empty when there is nothing to
 * say. As there, comments that switch a rule off do not count. Warnings do not stop n8n's scan, but ours.
 */
export async function scanFolder(folder, patterns) {
	const { ESLint } = fromTool('eslint');
	const files = await fromTool('fast-glob')(patterns, {
		cwd: folder,
		absolute: true,
		ignore: ['node_modules/**'],
	});
	if (files.length === 0) throw new Error(`Nothing to scan in ${folder}.`);
	const eslint = new ESLint({
		cwd: folder,
		allowInlineConfig: false,
		overrideConfigFile: true,
		overrideConfig: await scanRules(),
	});
	const results = await eslint.lintFiles(files);
	return (await eslint.loadFormatter('stylish')).format(results);
}

/** Put together as n8n's scan 0.32 does it; https://github.com/n8n-io/n8n, packages/@n8n/scan-community-package. */
async function scanRules() {
	const { n8nCommunityNodesPlugin: community } = await importFromTool(
		'@n8n/eslint-plugin-community-nodes',
	);
	const base = fromTool('eslint-plugin-n8n-nodes-base');
	const parser = fromTool('@typescript-eslint/parser');
	const baseRules = (set, off = []) => ({
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

/** For a package without a CommonJS entry. */
async function importFromTool(name) {
	const folder = fromTool.resolve
		.paths(name)
		.map((modules) => join(modules, name))
		.find((candidate) => hasManifest(candidate));
	const { main } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
	return await import(pathToFileURL(join(folder, main)).href);
}

function hasManifest(folder) {
	try {
		readFileSync(join(folder, 'package.json'));
		return true;
	} catch {
		return false;
	}
}

/**
 * The folder in a checkout whose `package.json` has this name: where n8n's scan looks for the source of a
 * published package. Without one the scan fails.
 */
export async function attestedFolder(checkout, name) {
	const manifests = await fromTool('fast-glob')('**/package.json', {
		cwd: checkout,
		absolute: true,
		ignore: ['**/node_modules/**', 'build/**', 'dist/**'],
	});
	const found = manifests.find((file) => JSON.parse(readFileSync(file, 'utf8')).name === name);
	return found && dirname(found);
}

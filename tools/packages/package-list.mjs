import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));
/** A package of its own for each service: its `package.json` as published, and its README's template. */
const templates = join(root, 'packages');
/** Where they are put together; not in git. */
export const buildFolder = join(root, 'build', 'packages');

export const combined = readManifest(root);
export const singleNames = readdirSync(templates).sort();

export function templateFolder(name) {
	return join(templates, name);
}

export function readManifest(folder) {
	return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}

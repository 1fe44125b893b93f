/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a tool */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../support/root';

/** What is read here of a `package.json`. */
export interface Manifest {
	name: string;
	version: string;
	n8n: { nodes: string[]; credentials: string[] };
	[field: string]: unknown;
}

/** A folder for each package with one service: its `package.json` as published and the template of its README. */
const templates = join(root, 'packages');
/** Where these packages are built; not in git. */
export const buildFolder = join(root, 'build', 'packages');

export const combined = readManifest(root);
export const singleNames = readdirSync(templates).sort();

export function templateFolder(name: string): string {
	return join(templates, name);
}

export function readManifest(folder: string): Manifest {
	return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
}

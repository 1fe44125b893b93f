/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- reads the files of the package */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..', '..');

export function pathOf(file: string): string {
	return join(ROOT, file);
}

export function exists(file: string): boolean {
	return existsSync(pathOf(file));
}

export function read(file: string): string {
	return readFileSync(pathOf(file), 'utf8');
}

export function readJson<T>(file: string): T {
	return JSON.parse(read(file)) as T;
}

/** All files below a folder, as paths from the root of the repository. */
export function filesBelow(folder: string): string[] {
	if (!exists(folder)) return [];
	return readdirSync(pathOf(folder), { recursive: true, encoding: 'utf8' })
		.map((name) => `${folder}/${name.split('\\').join('/')}`)
		.sort();
}

/** Anchors of the headings of a Markdown text, as GitHub makes them. */
export function anchorsOf(markdown: string): string[] {
	const headings = markdown.replace(/^```[\s\S]*?^```/gm, '').match(/^#+ .*$/gm) ?? [];
	const seen = new Map<string, number>();
	return headings.map((heading) => {
		const anchor = heading
			.replace(/^#+ /, '')
			.trim()
			.toLowerCase()
			.replace(/[^\p{L}\p{N} _-]/gu, '')
			.replace(/ /g, '-');
		const count = seen.get(anchor) ?? 0;
		seen.set(anchor, count + 1);
		return count === 0 ? anchor : `${anchor}-${count}`;
	});
}

/* eslint-disable @n8n/community-nodes/no-restricted-imports -- writes packages to disk */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { writeSources } from '../../../tools/packages/build-package';

/** A package's folder as it is put together, before it is compiled. */
export interface PackageFolder {
	name: string;
	/** Paths from the folder, with forward slashes. */
	files: string[];
	text(file: string): string;
	json(file: string): any; // eslint-disable-line @typescript-eslint/no-explicit-any -- as parsed
	remove(): void;
}

export function putTogether(name: string): PackageFolder {
	const folder = mkdtempSync(join(tmpdir(), 'saison-marta-package-'));
	writeSources(name, folder);
	const text = (file: string): string => readFileSync(join(folder, file), 'utf8');
	return {
		name,
		files: readdirSync(folder, { recursive: true, encoding: 'utf8' })
			.filter((file) => statSync(join(folder, file)).isFile())
			.map((file) => file.split(sep).join('/'))
			.sort(),
		text,
		json: (file) => JSON.parse(text(file)),
		remove: () => rmSync(folder, { recursive: true }),
	};
}

/* eslint-disable @n8n/community-nodes/no-restricted-imports -- writes planted files to disk */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { root } from '../../../tools/support/root';

/** A file with one import, planted in a copy of the repository's layout. */
export interface Plant {
	file: string;
	specifier: string;
}

/** A folder that is read like the repository. */
export class PlantedRepository {
	/** Within the checkout, so that packages are found. */
	readonly folder = this.create();

	private create(): string {
		const build = join(root, 'build');
		mkdirSync(build, { recursive: true });
		return mkdtempSync(join(build, 'imports-'));
	}

	write(file: string, text: string): void {
		const path = join(this.folder, file);
		mkdirSync(dirname(path), { recursive: true });
		writeFileSync(path, text);
	}

	/** Writes the file and, for a relative import, what it imports: the rules go by where an import leads. */
	plant({ file, specifier }: Plant): void {
		this.write(file, `import '${specifier}';\n`);
		const target = posix.join(posix.dirname(file), specifier);
		if (!specifier.startsWith('.') || target.startsWith('..')) return;
		this.write(/\.json$/.test(target) ? target : `${target}.ts`, '{}');
	}

	remove(): void {
		rmSync(this.folder, { recursive: true });
	}
}

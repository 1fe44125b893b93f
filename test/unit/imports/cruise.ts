/* eslint-disable @n8n/community-nodes/no-dangerous-functions, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs a command on the repository */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../../../tools/support/root';

interface Dependency {
	/** As written, without `node:`. */
	module: string;
	/** The file it leads to, from the folder that was read. */
	resolved: string;
	coreModule: boolean;
	protocol?: string;
}

interface Report {
	modules: Array<{ source: string; dependencies: Dependency[] }>;
	summary: { violations: Array<{ from: string; to: string; rule: { name: string } }> };
}

/** What each file below a folder imports, and which imports break a rule of `.dependency-cruiser.mjs`. */
export class Imports {
	/** @param areas folders to read */
	constructor(folder: string, areas: string[]) {
		// Its own process: dependency-cruiser is an ES module, and exits with the number of violations.
		const { stdout, stderr } = spawnSync(
			process.execPath,
			[
				join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs'),
				...['--config', join(root, '.dependency-cruiser.mjs'), '--output-type', 'json'],
				...areas,
			],
			{ cwd: folder, encoding: 'utf8', maxBuffer: 100_000_000 },
		);
		if (stderr) throw new Error(stderr);
		this.report = JSON.parse(stdout) as Report;
	}

	private readonly report: Report;

	/** The files that `file` imports, or the packages as written. */
	of(file: string): string[] {
		const found = this.report.modules.find(({ source }) => source === file);
		return (found?.dependencies ?? []).map(({ module, resolved, protocol = '' }) =>
			module.startsWith('.') ? resolved : protocol + module,
		);
	}

	/** One line per broken rule: `file → imported: rule`. */
	violations(): string[] {
		const broken = this.report.summary.violations.map(
			({ from, to, rule }) => `${from} → ${to}: ${rule.name}`,
		);
		return [...broken, ...this.unprefixed()];
	}

	/** n8n Cloud knows Node's own modules by their name with `node:`, which the rules cannot see. */
	private unprefixed(): string[] {
		return this.report.modules
			.filter(({ source }) => /^(credentials|nodes|lib)\//.test(source))
			.flatMap(({ source, dependencies }) =>
				dependencies
					.filter(({ coreModule, protocol }) => coreModule && protocol !== 'node:')
					.map(({ module }) => `${source} → ${module}: node-prefix`),
			);
	}
}

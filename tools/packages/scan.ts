/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports, no-console -- a tool */
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extract } from 'tar';
import { onExit, runCommand } from '../support/run-command';
import { buildAndPack } from '../n8n-host/package-folder';
import { root } from '../support/root';
import { run } from '../support/child-process';
import { UserError } from '../support/user-error';
import { writeSources } from './build-package';
import { combined, singleNames } from './package-list';
import { attestedFolder, packedPatterns, scanFolder, sourcePatterns } from './scan-rules';

/** A title and a check that returns its findings as text; empty when there are none. */
type Check = [title: string, check: () => Promise<string>];

/**
 * `npm run scan`: the rules of n8n's package scan on the source and the tarball of every package, and n8n's own
 * lint in strict mode on the packages with one service. Needs no network.
 * `npm run scan -- FOLDER`: the same rules on a source folder or an unpacked package.
 */
void runCommand(async () => {
	const [folder] = process.argv.slice(2);
	if (folder !== undefined) return await report([[folder, () => scanAny(folder)]]);

	const unpacked = mkdtempSync(join(tmpdir(), 'saison-marta-scan-'));
	onExit(() => rmSync(unpacked, { recursive: true, force: true }));
	// Within the checkout, since lint finds what it needs in folders above.
	mkdirSync(join(root, 'build'), { recursive: true });
	const sources = mkdtempSync(join(root, 'build', 'scan-'));
	onExit(() => rmSync(sources, { recursive: true, force: true }));

	return await report([
		[`${combined.name}, source`, () => scanFolder(root, sourcePatterns)],
		[`${combined.name}, tarball`, () => scanTarball(combined.name, unpacked)],
		...singleNames.flatMap((name): Check[] => [
			[`${name}, source`, () => scanSource(name, join(sources, name))],
			[`${name}, lint in strict mode`, () => lint(join(sources, name))],
			[`${name}, tarball`, () => scanTarball(name, unpacked)],
		]),
	]);
});

async function report(checks: Check[]): Promise<number> {
	let failed = 0;
	for (const [title, check] of checks) {
		const findings = await check();
		console.log(`${findings ? '✗' : '✓'} ${title}${findings && `\n${findings}`}`);
		if (findings) failed++;
	}
	return failed === 0 ? 0 : 1;
}

async function scanAny(folder: string): Promise<string> {
	const isPacked = existsSync(join(folder, 'dist')) && !existsSync(join(folder, 'nodes'));
	return await scanFolder(folder, isPacked ? packedPatterns : sourcePatterns);
}

async function scanSource(name: string, folder: string): Promise<string> {
	const attested = await attestedFolder(root, name);
	if (!attested) throw new UserError(`No package.json in the checkout is named ${name}.`);
	writeSources(name, folder);
	return `${await scanFolder(attested, sourcePatterns)}${await scanFolder(folder, sourcePatterns)}`;
}

async function scanTarball(name: string, unpacked: string): Promise<string> {
	const file = await buildAndPack({ name });
	const folder = join(unpacked, name);
	mkdirSync(folder);
	await extract({ file, cwd: folder, strip: 1 });
	return await scanFolder(folder, packedPatterns);
}

async function lint(folder: string): Promise<string> {
	const script = join(root, 'node_modules', '@n8n', 'node-cli', 'bin', 'n8n-node.mjs');
	const { code, output } = await run(process.execPath, [script, 'lint'], { cwd: folder });
	return code === 0 && !/\bwarning\b/.test(output) ? '' : output;
}

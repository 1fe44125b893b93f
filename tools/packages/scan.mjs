import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import packing from '../n8n-host/package-folder.cjs';
import { run } from '../support/child.cjs';
import { PlainError } from '../support/plain-error.cjs';
import { combined, root, singleNames } from './package-list.mjs';
import { attestedFolder, packedPatterns, scanFolder, sourcePatterns } from './scan-rules.mjs';
import { writeSources } from './build-package.mjs';
import { onEnd, runScript } from '../run-script.mjs';

/**
 * `npm run scan`: the rules of n8n's package scan on the sources and the tarball of every package, and n8n's own
 * lint in strict mode in the folders of those that are put together. Without network.
 * `npm run scan -- FOLDER`: the same rules on a source folder or an unpacked package.
 */
runScript(async () => {
	const [folder] = process.argv.slice(2);
	if (folder !== undefined) return await report([[folder, () => scanAny(folder)]]);

	const work = mkdtempSync(join(tmpdir(), 'saison-marta-scan-'));
	onEnd(() => rmSync(work, { recursive: true, force: true }));
	// Within the checkout, since lint finds what it needs in folders above.
	mkdirSync(join(root, 'build'), { recursive: true });
	const sources = mkdtempSync(join(root, 'build', 'scan-'));
	onEnd(() => rmSync(sources, { recursive: true, force: true }));

	return await report([
		[`${combined.name}, source`, () => scanFolder(root, sourcePatterns)],
		[`${combined.name}, tarball`, () => scanTarball(combined.name, work)],
		...singleNames.flatMap((name) => [
			[`${name}, source`, () => scanSource(name, join(sources, name))],
			[`${name}, lint in strict mode`, () => lint(join(sources, name))],
			[`${name}, tarball`, () => scanTarball(name, work)],
		]),
	]);
});

async function report(checks) {
	let failed = 0;
	for (const [title, check] of checks) {
		const findings = await check();
		console.log(`${findings ? '✗' : '✓'} ${title}${findings && `\n${findings}`}`);
		if (findings) failed++;
	}
	return failed === 0 ? 0 : 1;
}

async function scanAny(folder) {
	const isPacked = existsSync(join(folder, 'dist')) && !existsSync(join(folder, 'nodes'));
	return await scanFolder(folder, isPacked ? packedPatterns : sourcePatterns);
}

async function scanSource(name, folder) {
	const attested = await attestedFolder(root, name);
	if (!attested) throw new PlainError(`No package.json in the checkout is named ${name}.`);
	writeSources(name, folder);
	return `${await scanFolder(attested, sourcePatterns)}${await scanFolder(folder, sourcePatterns)}`;
}

async function scanTarball(name, work) {
	const tarball = await packing.buildAndPack({ name });
	const folder = join(work, name);
	mkdirSync(folder);
	const { code, output } = await run('tar', [
		'-xzf',
		tarball,
		'-C',
		folder,
		'--strip-components=1',
	]);
	if (code !== 0) throw new PlainError(`The tarball of ${name} does not unpack: ${output}`);
	return await scanFolder(folder, packedPatterns);
}

async function lint(folder) {
	const script = join(root, 'node_modules', '@n8n', 'node-cli', 'bin', 'n8n-node.mjs');
	const { code, output } = await run(process.execPath, [script, 'lint'], { cwd: folder });
	return code === 0 && !/\bwarning\b/.test(output) ? '' : output;
}

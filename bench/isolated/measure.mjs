import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import childProcess from '../../tools/support/child.cjs';
import { comparePackages } from './package-size.mjs';
import { median } from '../figures.mjs';

/**
 * What needs the package as n8n has it but no running n8n: signing, its own work per item, loading.
 *
 * @param installed the folder of the unpacked package
 */
export async function measureAlone(host, installed, rounds) {
	const signing = await runOnHost(host, 'signing.cjs', [join(installed, 'dist'), rounds * 4]);
	const ownWork = await runOnHost(host, 'own-work.cjs', [installed, rounds * 4]);
	const ratios = signing.signature.map((rate, index) => rate / signing.bareHmac[index]);
	return {
		signing: { ...mediansOf(signing), ratio: median(ratios) },
		ownWork: mediansOf(ownWork),
		packages: await comparePackages({ host, installed }, rounds),
	};
}

function mediansOf(lists) {
	return Object.fromEntries(Object.entries(lists).map(([name, values]) => [name, median(values)]));
}

async function runOnHost(host, script, args) {
	const file = fileURLToPath(new URL(script, import.meta.url));
	const { code, stdout, output } = await childProcess.run(
		host.node,
		[file, ...args.map((arg) => String(arg))],
		{ env: { ...process.env, NODE_PATH: join(host.dir, 'node_modules') } },
	);
	if (code !== 0) throw new Error(`${script} failed: ${output}`);
	return JSON.parse(stdout);
}

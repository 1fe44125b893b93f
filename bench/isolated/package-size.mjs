import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import childProcess from '../../tools/support/child.cjs';
import { median } from '../figures.mjs';

const loader = fileURLToPath(new URL('load.cjs', import.meta.url));
const builtIns = ['Airtable', 'HubSpot', 'Notion', 'Slack', 'Stripe'];

/** Time to load and size on disk: our whole package against nodes that come with n8n. */
export async function comparePackages({ host, installed }, rounds) {
	const modules = join(host.dir, 'node_modules');
	const base = join(modules, 'n8n-nodes-base', 'dist', 'nodes');
	const { n8n } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));
	const candidates = [
		{
			name: `this package (${n8n.nodes.length} nodes, ${n8n.credentials.length} credentials)`,
			files: [...n8n.nodes, ...n8n.credentials].map((file) => join(installed, file)),
			folder: installed,
		},
		...builtIns.map((name) => ({ name: `${name} (built in)`, ...builtIn(base, name) })),
	];
	const times = candidates.map(() => []);
	for (let round = 0; round < rounds; round++) {
		for (const [index, { files }] of candidates.entries()) {
			const env = { ...process.env, NODE_PATH: modules };
			const { code, stdout, output } = await childProcess.run(host.node, [loader, ...files], {
				env,
			});
			if (code !== 0) throw new Error(`Could not load ${files[0]}: ${output}`);
			times[index].push(Number(stdout));
		}
	}
	return candidates.map(({ name, folder }, index) => ({
		name,
		loadMs: median(times[index]),
		bytes: sizeOf(folder),
	}));
}

/** The folder is looked up whatever its case; triggers beside the node are part of its size. */
function builtIn(base, name) {
	const same = (entry) => entry.toLowerCase() === name.toLowerCase();
	const folder = join(base, readdirSync(base).find(same));
	const isMain = (file) => same(file.split('.')[0]) && file.endsWith('.node.js');
	return { folder, files: [join(folder, readdirSync(folder).find(isMain))] };
}

/** Without source maps and type files, which ours does not have. */
function sizeOf(folder) {
	return readdirSync(folder, { recursive: true })
		.map((name) => join(folder, name))
		.filter((file) => !/\.(map|d\.ts)$/.test(file) && statSync(file).isFile())
		.reduce((sum, file) => sum + statSync(file).size, 0);
}

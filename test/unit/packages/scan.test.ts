/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions -- plants violations on disk */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { root } from '../../../tools/support/root';
import { writeSources } from '../../../tools/packages/build-package';

jest.setTimeout(120_000);
const name = 'n8n-nodes-marta';
let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'saison-marta-scan-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** In its own process: n8n's rules are ES modules. */
function scan(): { status: number | null; stdout: string; stderr: string } {
	const script = join(root, 'tools', 'packages', 'scan.ts');
	return spawnSync(process.execPath, ['--import', 'tsx', script, folder], {
		cwd: root,
		encoding: 'utf8',
	});
}

function put(file: string, text: string): void {
	mkdirSync(dirname(join(folder, file)), { recursive: true });
	writeFileSync(join(folder, file), text);
}

function change(file: string, from: string, to: string): void {
	const text = readFileSync(join(folder, file), 'utf8');
	expect(text).toContain(from);
	put(file, text.replace(from, to));
}

it('finds what is forbidden in the sources, whatever the comments turn off', () => {
	writeSources(name, folder);
	const node = 'nodes/Marta/Marta.node.ts';
	change(
		node,
		'return await execute',
		'/* eslint-disable */ console.log(process.env);\n\t\treturn await execute',
	);
	const apiKey = "name: 'apiKey',\n\t\t\ttype: 'string',";
	const isMasked = '\n\t\t\ttypeOptions: { password: true },';
	change('credentials/MartaApi.credentials.ts', apiKey + isMasked, apiKey);
	change('package.json', '"peerDependencies"', '"overrides": {}, "peerDependencies"');
	const { status, stdout } = scan();
	expect(status).toBe(1);
	expect(stdout).toContain('no-console');
	expect(stdout).toContain('no-restricted-globals');
	expect(stdout).toContain('credential-password-field');
	expect(stdout).toContain('no-overrides-field');
});

it('finds what is forbidden in a packed package', () => {
	const manifest = JSON.parse(readFileSync(join(root, 'packages', name, 'package.json'), 'utf8'));
	const scripts = { postinstall: 'node x.js' };
	put('package.json', JSON.stringify({ ...manifest, scripts, dependencies: { axios: '1' } }));
	put('dist/lib/x.js', "// eslint-disable-next-line\nconst fs = require('fs'); eval(fs);\n");
	const { status, stdout } = scan();
	expect(status).toBe(1);
	expect(stdout).toContain('no-forbidden-lifecycle-scripts');
	expect(stdout).toContain('no-runtime-dependencies');
	expect(stdout).toContain('no-restricted-imports');
	expect(stdout).toContain('no-dangerous-functions');
});

it('rejects an empty folder', () => {
	const { status, stderr } = scan();
	expect(status).toBe(1);
	expect(stderr).toContain('Nothing to scan');
});

/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-dangerous-functions, @n8n/community-nodes/no-restricted-globals -- a test of a tool */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../../tools/support/root';

jest.setTimeout(60_000);

it('a second Ctrl+C does not cut the clean-up short', async () => {
	const folder = mkdtempSync(join(tmpdir(), 'run-command-'));
	const script = `
		const { onExit, runCommand } = require('./tools/support/run-command.ts');
		const fs = require('node:fs');
		onExit(() => new Promise((done) => process.stdin.once('data', done)).then(() => fs.rmSync(process.argv[1], { recursive: true })));
		void runCommand(() => new Promise(() => setInterval(() => {}, 1000) && console.log('ready')));`;
	const child = spawn(process.execPath, ['--import', 'tsx', '-e', script, folder], { cwd: root });
	const exit = once(child, 'exit');
	await once(child.stdout, 'data');
	child.kill('SIGINT');
	await once(child.stderr, 'data');
	child.kill('SIGINT');
	writeFileSync(join(folder, 'still-there'), '');
	child.stdin.write('go\n');
	expect(await exit).toEqual([130, null]);
	expect(existsSync(folder)).toBe(false);
});

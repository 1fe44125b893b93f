/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-dangerous-functions, @n8n/community-nodes/no-restricted-globals -- a test of a tool */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../../tools/support/root';

jest.setTimeout(60_000);

/** A command whose clean-up waits for a line of input, and which says when it has handled a signal. */
const script = `
	const { onExit, runCommand } = require('./tools/support/run-command.ts');
	const fs = require('node:fs');
	onExit(async () => {
		await new Promise((done) => process.stdin.once('data', done));
		fs.rmSync(process.argv[1], { recursive: true });
	});
	void runCommand(() => new Promise(() => { setInterval(() => {}, 1000); console.log('ready'); }));
	process.on('SIGINT', () => console.log('handled'));`;

it('a second Ctrl+C does not cut the clean-up short', async () => {
	const folder = mkdtempSync(join(tmpdir(), 'run-command-'));
	const child = spawn(process.execPath, ['--import', 'tsx', '-e', script, folder], { cwd: root });
	const exit = once(child, 'exit');
	child.stdin.on('error', () => {});
	await once(child.stdout, 'data');
	for (let signals = 0; signals < 2; signals++) {
		const handled = once(child.stdout, 'data');
		child.kill('SIGINT');
		await Promise.race([handled, exit]);
	}
	child.stdin.end('go\n');
	const end = await exit;
	const isLeft = existsSync(folder);
	rmSync(folder, { recursive: true, force: true });
	expect([end, isLeft]).toEqual([[130, null], false]);
});

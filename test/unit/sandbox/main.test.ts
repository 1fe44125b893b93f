/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-dangerous-functions, @n8n/community-nodes/no-restricted-globals -- a test */
import { resolve } from 'node:path';
import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { startMarta } from '../../../sandbox';
import type { MartaServer } from '../../../sandbox';
import { call } from './support';

const ROOT = resolve(__dirname, '../../..');

let child: ChildProcessWithoutNullStreams;
let marta: MartaServer | undefined;
afterEach(async () => {
	child.kill('SIGKILL');
	await marta?.stop();
});

function run(...args: string[]) {
	child = spawn(process.execPath, ['--import', 'tsx', 'sandbox/main.ts', ...args], { cwd: ROOT });
	const output = { stdout: '', stderr: '' };
	child.stdout.on('data', (chunk) => (output.stdout += String(chunk)));
	child.stderr.on('data', (chunk) => (output.stderr += String(chunk)));
	return { output, exit: once(child, 'exit'), firstOutput: once(child.stdout, 'data') };
}

describe('npm run sandbox', () => {
	jest.setTimeout(120_000);

	it('prints what a user needs and stops on SIGTERM', async () => {
		const { output, exit, firstOutput } = run('--saison-port', '0', '--marta-port', '0');
		await Promise.race([firstOutput, exit]);
		expect(output.stdout).toContain('Authorization Code');
		expect(output.stdout).toContain('/sandbox-made-up/statement');
		expect(output.stdout).toContain('sandbox-access-na001');
		expect(output.stdout).toContain('__sandbox/faults');
		child.kill('SIGTERM');
		expect(await exit).toEqual([0, null]);
	});

	it('prints JSON with --json and stops on SIGINT', async () => {
		const { output, exit, firstOutput } = run('--saison-port', '0', '--marta-port', '0', '--json');
		await Promise.race([firstOutput, exit]);
		const printed = JSON.parse(output.stdout);
		expect((await call(printed.marta.url, '/__sandbox/counts')).json.total).toBe(0);
		expect(printed.credentials.martaApi.terminal.serialNumber).toBe('00441873');
		child.kill('SIGINT');
		expect(await exit).toEqual([0, null]);
	});

	it('exits with code 1 and one line if a port is in use', async () => {
		marta = await startMarta();
		const { output, exit } = run('--saison-port', '0', '--marta-port', String(marta.port));
		expect(await exit).toEqual([1, null]);
		expect(output.stdout).toBe('');
		expect(output.stderr.trim().split('\n')).toEqual([
			`Port ${marta.port} on 127.0.0.1 is already in use. Choose other ports with --saison-port and --marta-port.`,
		]);
	});

	it('exits with code 1 and the usage for an unknown option', async () => {
		const { output, exit } = run('--nonsense');
		expect(await exit).toEqual([1, null]);
		expect(output.stderr).toContain('npm run sandbox');
	});
});

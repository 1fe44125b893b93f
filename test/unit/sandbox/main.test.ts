/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-dangerous-functions, @n8n/community-nodes/no-restricted-globals -- a test */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { startMarta } from '../../../sandbox';
import { call } from './support';

const ROOT = resolve(__dirname, '../../..');

function start(...flags: string[]) {
	const child = spawn(process.execPath, ['--import', 'tsx', 'sandbox/main.ts', ...flags], {
		cwd: ROOT,
	});
	const said = { out: '', err: '' };
	child.stdout.on('data', (part) => (said.out += String(part)));
	child.stderr.on('data', (part) => (said.err += String(part)));
	return { child, said, exit: once(child, 'exit') };
}

async function firstOutput(run: ReturnType<typeof start>): Promise<string> {
	await Promise.race([once(run.child.stdout, 'data'), run.exit]);
	return run.said.out;
}

describe('the command', () => {
	jest.setTimeout(30_000);

	it('prints what a user needs and stops on a signal', async () => {
		const run = start('--saison-port', '0', '--marta-port', '0');
		const text = await firstOutput(run);
		expect(text).toContain('authorizationCode');
		expect(text).toContain('/sandbox-made-up/statement');
		expect(text).toContain('sandbox-access-na001');
		expect(text).toContain('__sandbox/faults');
		run.child.kill('SIGTERM');
		expect(await run.exit).toEqual([0, null]);
	});

	it('prints JSON for scripts', async () => {
		const run = start('--saison-port', '0', '--marta-port', '0', '--json');
		const { marta, credentials } = JSON.parse(await firstOutput(run));
		expect((await call(marta.url, '/__sandbox/counts')).json.total).toBe(0);
		expect(credentials.martaApi.terminal.serialNumber).toBe('00441873');
		run.child.kill('SIGINT');
		expect(await run.exit).toEqual([0, null]);
	});

	it('ends with one line and code 1 when a port is busy', async () => {
		const busy = await startMarta();
		const run = start('--saison-port', '0', '--marta-port', String(busy.port));
		expect(await run.exit).toEqual([1, null]);
		expect(run.said.out).toBe('');
		expect(run.said.err.trim().split('\n')).toEqual([
			`Port ${busy.port} on 127.0.0.1 is in use. Choose others with --saison-port and --marta-port.`,
		]);
		await busy.stop();
	});

	it('refuses unknown flags', async () => {
		const run = start('--nonsense');
		expect(await run.exit).toEqual([1, null]);
		expect(run.said.err).toContain('npm run sandbox');
	});
});

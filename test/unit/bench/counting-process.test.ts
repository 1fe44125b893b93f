/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a test */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCountingProcess } from '../../../bench/counting-process';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'counting-process-'))));
afterEach(() => rmSync(folder, { recursive: true }));

async function start(source: string) {
	const script = join(folder, 'script.cjs');
	writeFileSync(script, source);
	return await startCountingProcess<{ requests: number }>(script, []);
}

const ended = 'A process of the bench ended: ';

test('says what it has counted', async () => {
	const started = await start(
		`process.on('message', () => process.send({ requests: 3 })); process.send(8080);`,
	);
	expect(started.port).toBe(8080);
	await expect(started.counts()).resolves.toEqual({ requests: 3 });
	started.stop();
});

test('is not waited for when it does not start', async () => {
	await expect(start('process.exit(1)')).rejects.toThrow(ended);
});

test('is not waited for when it ends while it is asked, or has ended', async () => {
	const started = await start(`process.on('message', () => process.exit(1)); process.send(8080);`);
	await expect(started.counts()).rejects.toThrow(ended);
	await expect(started.reset()).rejects.toThrow();
});

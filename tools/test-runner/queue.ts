/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- a tool */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareHost } from '../n8n-host/prepare';
import { findServers } from '../queue/binaries';
import { removeWhenUnused } from '../queue/process-ids';
import { createProgress } from '../support/progress';
import { onExit, runCommand } from '../support/run-command';
import { finish, runJest } from './test-parts';

/** `npm run test:queue [-- jest arguments]`: n8n with workers, a webhook process, Redis and PostgreSQL. */
void runCommand(async () => {
	// Checked before the minutes of a first installation, not after.
	findServers();
	await prepareHost(createProgress());
	const folder = mkdtempSync(join(tmpdir(), 'saison-marta-queue-'));
	onExit(() => removeWhenUnused(folder));
	process.env.SAISON_MARTA_QUEUE_FOLDER = folder;
	const args = ['--runInBand', '--forceExit', ...process.argv.slice(2)];
	return finish('test-queue', [await runJest(['queue'], args)]);
});

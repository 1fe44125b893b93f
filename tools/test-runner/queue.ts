/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- a tool */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onExit, runCommand } from '../support/run-command';
import installing from '../n8n-host/install.cjs';
import packing from '../n8n-host/package-folder.cjs';
import binaries from '../queue/binaries.cjs';
import pids from '../queue/pids.cjs';
import { createProgress } from '../support/progress.cjs';
import { finish, runJest } from './test-parts';

/** `npm run test:queue [-- jest arguments]`: n8n with workers, a webhook process, Redis and PostgreSQL. */
void runCommand(async () => {
	const progress = createProgress();
	await installing.ensureHost({ progress });
	await progress.step(
		'Building and packing the package',
		() => packing.buildAndPack(),
		'Package built and packed',
	);
	await binaries.ensureServers(progress);
	const folder = mkdtempSync(join(tmpdir(), 'saison-marta-queue-'));
	onExit(() => pids.removeWhenUnused(folder));
	process.env.SAISON_MARTA_QUEUE_FOLDER = folder;
	const args = ['--runInBand', '--forceExit', ...process.argv.slice(2)];
	return finish('test-queue', [await runJest(['queue'], args)]);
});

/* eslint-disable @n8n/community-nodes/no-restricted-globals -- a tool */
import { runCommand } from '../support/run-command';
import { ensureHost } from '../n8n-host/install';
import { buildAndPack } from '../n8n-host/package-folder';
import { createProgress } from '../support/progress';
import { finish, runJest } from './test-parts';

/** `npm run test:host [-- jest arguments]`: the package inside a real n8n. */
void runCommand(async () => {
	const progress = createProgress();
	await ensureHost({ progress });
	await progress.step(
		'Building and packing the package',
		() => buildAndPack(),
		'Package built and packed',
	);
	// One n8n after the other: each takes a core and half a gigabyte.
	const args = ['--runInBand', ...process.argv.slice(2)];
	return finish('test-host', [await runJest(['host', 'faults'], args)]);
});

/* eslint-disable @n8n/community-nodes/no-restricted-globals -- a tool */
import { prepareHost } from '../n8n-host/prepare';
import { createProgress } from '../support/progress';
import { runCommand } from '../support/run-command';
import { finish, runJest } from './test-parts';

/** `npm run test:host [-- jest arguments]`: the package inside a real n8n. */
void runCommand(async () => {
	await prepareHost(createProgress());
	// One n8n after the other: each takes a core and half a gigabyte.
	const args = ['--runInBand', ...process.argv.slice(2)];
	return finish('test-host', [await runJest(['host', 'faults'], args)]);
});

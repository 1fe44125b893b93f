/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- a tool */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSandbox } from '../../sandbox';
import { demoCredentials, importInto, readExamples } from '../demo/examples';
import { ensureHost } from '../n8n-host/install';
import { N8n } from '../n8n-host/n8n';
import { owner } from '../n8n-host/n8n-rest';
import { buildAndPack, installPackage } from '../n8n-host/package-folder';
import { start, stop } from '../support/child-process';
import { createProgress } from '../support/progress';
import { root } from '../support/root';
import { onExit, runCommand } from '../support/run-command';
import { UserError } from '../support/user-error';

const progress = createProgress();
const { step } = progress;

/** `npm run dev`: n8n with the examples and the sandbox; it loads the package again after each change of a source. */
void runCommand(async () => {
	const host = await ensureHost({ progress });
	const tarball = await step('Building the package', () => buildAndPack(), 'Package built');
	const userFolder = mkdtempSync(join(tmpdir(), 'saison-marta-dev-'));
	onExit(() => rmSync(userFolder, { recursive: true, force: true, maxRetries: 3 }));
	const sandbox = await startSandbox();
	onExit(sandbox.stop);
	const env = { N8N_DEV_RELOAD: 'true' };
	const n8n = await N8n.create({ host, userFolder, preferredPort: 5678, env });
	onExit(() => n8n.stop());
	const installed = await installPackage(tarball, n8n.dataFolder);
	await step('Starting n8n', () => n8n.start(), 'n8n started');
	await n8n.rest.setUpOwner();
	await importInto(n8n.rest, demoCredentials(sandbox.credentials), readExamples());
	watchSources(installed);
	progress.line(`
Open n8n        ${n8n.url}
  sign in with  ${owner.email}   ${owner.password}
The sandbox     Saison Connect ${sandbox.saison.url}   MARTA ${sandbox.marta.url}

Reload the page after a change. Ctrl+C ends everything.`);
	await n8n.ended;
	throw new UserError('n8n ended by itself.');
});

/** Builds after each change and copies the result to where n8n watches its packages. */
function watchSources(installed: string): void {
	const gulp = join(root, 'node_modules', 'gulp', 'bin', 'gulp.js');
	const watching = start(process.execPath, [gulp, 'watch'], {
		cwd: root,
		onLine: (line) => {
			progress.line(line);
			if (!line.includes("Finished 'copyStaticFiles'")) return;
			cpSync(join(root, 'dist'), join(installed, 'dist'), { recursive: true });
		},
	});
	onExit(() => stop(watching));
}

/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- a tool */
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { addresses, startDemoEnvironment } from '../demo/environment';
import { start, stop } from '../support/child-process';
import { createProgress } from '../support/progress';
import { root } from '../support/root';
import { onExit, runCommand } from '../support/run-command';
import { UserError } from '../support/user-error';

const progress = createProgress();

/** `npm run dev`: n8n with the examples and the sandbox; it loads the package again after each change of a source. */
void runCommand(async () => {
	const env = { N8N_DEV_RELOAD: 'true' };
	const environment = await startDemoEnvironment(progress, { preferredPort: 5678, env });
	watchSources(environment.packageFolder);
	progress.line(
		`\n${addresses(environment)}\n\nReload the page after a change. Ctrl+C ends everything.`,
	);
	await environment.n8n.ended;
	throw new UserError('n8n stopped unexpectedly.');
});

/** Builds after each change and copies the result to where n8n watches its packages. */
function watchSources(packageFolder: string): void {
	const gulp = join(root, 'node_modules', 'gulp', 'bin', 'gulp.js');
	const watching = start(process.execPath, [gulp, 'watch'], {
		cwd: root,
		onLine: (line) => {
			progress.line(line);
			if (!line.includes("Finished 'copyStaticFiles'")) return;
			cpSync(join(root, 'dist'), join(packageFolder, 'dist'), { recursive: true });
		},
	});
	onExit(() => stop(watching));
}

/* eslint-disable @n8n/community-nodes/no-restricted-globals -- a tool */
import { runCommand } from '../support/run-command';
import { finish, runJest, runPart } from './test-parts';

/** `npm test [-- jest arguments]`: everything that needs no n8n host. Every part runs, whatever failed before. */
void runCommand(async () =>
	finish('test', [
		await runPart("n8n's lint", ['node_modules/@n8n/node-cli/bin/n8n-node.mjs', 'lint']),
		await runPart('Lint', [
			'node_modules/eslint/bin/eslint.js',
			'--config',
			'eslint.tools.config.mjs',
		]),
		await runPart('Format', ['node_modules/prettier/bin/prettier.cjs', '--check', '.']),
		await runPart('Types', ['node_modules/typescript/bin/tsc', '-p', 'test/tsconfig.json']),
		await runPart('Package scan', ['--import', 'tsx', 'tools/packages/scan.ts']),
		await runJest(['unit', 'engine'], process.argv.slice(2)),
	]),
);

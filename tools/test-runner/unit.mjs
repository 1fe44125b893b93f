import { runScript } from '../run-script.mjs';
import { setup } from '../setup.mjs';
import { finish, runJest, runPart } from './test-parts.mjs';

/** `npm test [-- jest arguments]`: what needs no n8n host. Every part runs, whatever failed before. */
runScript(async () => {
	await setup();
	return finish('test', [
		await runPart('Lint', '@n8n/node-cli/bin/n8n-node.mjs', ['lint']),
		await runPart('Types', 'typescript/bin/tsc', ['-p', 'test/tsconfig.json']),
		await runPart('Package scan', '../tools/packages/scan.mjs', []),
		await runJest(['unit', 'engine'], process.argv.slice(2)),
	]);
});

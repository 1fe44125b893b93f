/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- a tool */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSandbox } from '../../sandbox';
import type { Sandbox } from '../../sandbox';
import { onExit, runCommand } from '../support/run-command';
import { ensureHost } from '../n8n-host/install';
import { owner } from '../n8n-host/n8n-rest';
import { N8n } from '../n8n-host/n8n';
import { buildAndPack, installPackage } from '../n8n-host/package-folder';
import { UserError } from '../support/user-error';
import { choosePort } from '../support/ports';
import { createProgress } from '../support/progress';
import { readArguments } from './arguments';
import { runConsentExamples } from './consent-flow';
import { runExamples } from './example-runs';
import { demoCredentials, importInto, readExamples } from './examples';
import type { DemoResult } from './result';
import { sandboxCounts } from './sandbox-counts';
import { table } from './table';

const progress = createProgress();
const { step } = progress;

/** `npm run demo`: the examples on a real n8n, with the sandbox in place of the two services. */
void runCommand(async () => {
	const { once, port } = readArguments(process.argv.slice(2));
	// Checked before the minutes of a first installation, not after.
	await choosePort({ demanded: port });

	const host = await ensureHost({ progress });
	const userFolder = mkdtempSync(join(tmpdir(), 'saison-marta-demo-'));
	onExit(() => rmSync(userFolder, { recursive: true, force: true, maxRetries: 3 }));
	const tarball = await step(
		'Building and packing the package',
		({ done }: { done: (text: string) => void }) =>
			buildAndPack({
				onReuse: () => done('Package as packed last time, sources unchanged'),
			}),
		'Package built and packed',
	);
	const sandbox = await startSandbox();
	onExit(sandbox.stop);
	const n8n = await N8n.create({ host, userFolder, port, preferredPort: 5678 });
	onExit(() => n8n.stop());
	await step(
		'Starting n8n with the package installed',
		async () => {
			await installPackage(tarball, n8n.dataFolder);
			await n8n.start();
			await n8n.rest.setUpOwner();
		},
		'n8n started with the package installed',
	);
	const workflows = await step(
		'Importing credentials and example workflows',
		() => importInto(n8n.rest, demoCredentials(sandbox.credentials), readExamples()),
		'Credentials and example workflows imported',
	);
	const world = { n8n, workflows, sandbox };
	const results = await step(
		'Running the examples',
		async () => [...(await runExamples(world)), ...(await runConsentExamples(world))],
		'Examples run',
	);

	const allGood = show([...results, sandboxCounts(sandbox)]);
	if (once) return allGood ? 0 : 1;
	progress.line(invitation(n8n, sandbox));
	await n8n.ended;
	throw new UserError('n8n ended by itself, so the demo ends.');
});

/** Prints every result as a table; returns whether all are as they should be. */
function show(results: DemoResult[]): boolean {
	const problems: string[] = [];
	for (const { title, rows, problem } of results) {
		progress.line(`\n${title}\n`);
		if (rows.length > 0) progress.line(table(rows));
		if (problem) problems.push(`${title}: ${problem}`);
	}
	progress.line('');
	for (const problem of problems) progress.line(`✗ ${problem}`);
	if (problems.length === 0) progress.line('✓ Every example did what it should.');
	return problems.length === 0;
}

function invitation(n8n: N8n, sandbox: Sandbox): string {
	return `
Open n8n        ${n8n.url}
  sign in with  ${owner.email}   ${owner.password}
Try the webhook
  curl ${n8n.webhookUrl('check-card')} -H 'content-type: application/json' -d '{"lookupBy":"card","value":"2990000000001"}'
The sandbox     Saison Connect ${sandbox.saison.url}   MARTA ${sandbox.marta.url}

Ctrl+C ends n8n and the sandbox.`;
}

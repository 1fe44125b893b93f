import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import installing from '../n8n-host/install.cjs';
import running from '../n8n-host/n8n.cjs';
import packing from '../n8n-host/package-folder.cjs';
import { PlainError } from '../support/plain-error.cjs';
import ports from '../support/ports.cjs';
import { createProgress } from '../support/progress.cjs';
import { sandboxCounts } from './sandbox-counts.mjs';
import { demoCredentials, importInto, readExamples } from './examples.mjs';
import { playJourney } from './consent-flow.mjs';
import { playExamples } from './example-runs.mjs';
import { startSandbox } from './sandbox.mjs';
import { table } from './table.mjs';
import { onEnd, runScript } from '../run-script.mjs';
import { setup } from '../setup.mjs';

const usage = 'npm run demo [-- [--once] [--port N]]';
const progress = createProgress();
const { step } = progress;

async function demo() {
	const { once, port } = readArguments();
	// Asked before the minutes of a first installation, not after.
	await ports.choosePort({ demanded: port });

	await setup({ progress });
	const host = await installing.ensureHost({ progress });
	const work = mkdtempSync(join(tmpdir(), 'saison-marta-demo-'));
	onEnd(() => rmSync(work, { recursive: true, force: true, maxRetries: 3 }));

	const tarball = await step(
		'Building and packing the package',
		({ done }) =>
			packing.buildAndPack({
				onReuse: () => done('Package as packed last time, sources unchanged'),
			}),
		'Package built and packed',
	);
	const sandbox = await step(
		'Starting the sandbox',
		startSandbox,
		'Sandbox started: Saison Connect and MARTA',
	);
	onEnd(sandbox.stop);
	const n8n = await running.N8n.create({ host, userFolder: work, port, preferredPort: 5678 });
	onEnd(() => n8n.stop());
	await step(
		'Starting n8n with the package installed',
		async () => {
			await packing.installPackage(tarball, n8n.dataFolder);
			await n8n.start();
		},
		'n8n started with the package installed',
	);
	const owner = await n8n.rest.setUpOwner();
	const workflows = await step(
		'Importing credentials and example workflows',
		() => importInto(n8n.rest, demoCredentials(sandbox.credentials), readExamples()),
		'Credentials and example workflows imported',
	);
	const results = await step(
		'Running the examples',
		async () => [
			...(await playExamples({ n8n, workflows, sandbox })),
			...(await playJourney({ n8n, workflows, sandbox })),
		],
		'Examples run',
	);
	const counts = await sandboxCounts(sandbox);

	const problems = show([...results, { title: 'What the sandbox counted', ...counts }]);
	if (once) return problems.length === 0 ? 0 : 1;
	progress.line(invitation({ n8n, owner, sandbox }));
	await Promise.race([n8n.ended, sandbox.ended]);
	throw new PlainError('n8n or the sandbox ended by itself, so the demo ends.');
}

function readArguments() {
	let values;
	try {
		({ values } = parseArgs({
			options: { once: { type: 'boolean', default: false }, port: { type: 'string' } },
		}));
	} catch (error) {
		throw new PlainError(`${error.message.split('.')[0]}. Use: ${usage}`);
	}
	const port = values.port === undefined ? undefined : Number(values.port);
	if (port !== undefined && !(Number.isInteger(port) && port > 0 && port < 65536)) {
		throw new PlainError(`--port must be a number from 1 to 65535, not "${values.port}".`);
	}
	return { once: values.once, port };
}

/** Prints every result as a table; gives the problems found. */
function show(results) {
	const problems = [];
	for (const { title, rows, problem } of results) {
		progress.line(`\n${title}\n`);
		if (rows.length > 0) progress.line(table(rows));
		if (problem) problems.push(`${title}: ${problem}`);
	}
	progress.line('');
	for (const problem of problems) progress.line(`✗ ${problem}`);
	if (problems.length === 0) progress.line('✓ Every example gave what it should.');
	return problems;
}

function invitation({ n8n, owner, sandbox }) {
	return `
Open n8n        ${n8n.url}
  sign in with  ${owner.email}   ${owner.password}
Try the webhook
  curl ${n8n.webhookUrl('check-card')} -H 'content-type: application/json' -d '{"lookupBy":"card","value":"2990000000001"}'
The stand-ins   Saison Connect ${sandbox.saison.url}   MARTA ${sandbox.marta.url}

Ctrl+C ends n8n and the sandbox.`;
}

runScript(demo);

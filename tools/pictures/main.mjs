import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import installing from '../n8n-host/install.cjs';
import running from '../n8n-host/n8n.cjs';
import packing from '../n8n-host/package-folder.cjs';
import finding from '../support/chromium.cjs';
import { PlainError } from '../support/plain-error.cjs';
import { createProgress } from '../support/progress.cjs';
import { demoCredentials, importInto, readExamples } from '../demo/examples.mjs';
import { startSandbox } from '../demo/sandbox.mjs';
import { onEnd, runScript } from '../run-script.mjs';
import { root, setup } from '../setup.mjs';

const usage = 'npm run pictures [-- NAME...]';
const folder = join(root, 'docs', 'pictures');
const mostBytes = 200_000;
/** What the addresses in the pictures begin with: reserved for documents, and https as it has to be. */
const publicAddress = 'https://n8n.example.com/';
const progress = createProgress();
const { step } = progress;

/** Takes the screenshots of the docs from a real n8n: all of them, or those that are named. */
async function pictures() {
	// Asked before the minutes of a first installation, not after.
	finding.findChromium();
	await setup({ progress });
	// Not before `setup`, which brings what it needs.
	const { shots } = await import('./shots.mjs');
	const wanted = readArguments(Object.keys(shots));

	const host = await installing.ensureHost({ progress });
	const work = mkdtempSync(join(tmpdir(), 'saison-marta-pictures-'));
	onEnd(() => rmSync(work, { recursive: true, force: true, maxRetries: 3 }));
	const world = await step('Starting n8n, the sandbox and the browser', () => start(host, work));
	mkdirSync(folder, { recursive: true });
	for (const name of wanted) {
		const file = join(folder, `${name}.png`);
		await step(`${name}.png`, async ({ done }) => {
			await shots[name]({ ...world, file });
			done(`${name}.png, ${sizeOf(file)}`);
		});
	}
}

async function start(host, work) {
	const tarball = await packing.buildAndPack({});
	const sandbox = await startSandbox();
	onEnd(sandbox.stop);
	const env = { N8N_WEBHOOK_URL: publicAddress };
	const n8n = await running.N8n.create({ host, userFolder: work, env });
	onEnd(() => n8n.stop());
	await packing.installPackage(tarball, n8n.dataFolder);
	await n8n.start();
	await n8n.rest.setUpOwner();
	const credentials = demoCredentials(sandbox.credentials);
	const examples = await importInto(n8n.rest, credentials, readExamples());
	const { Editor } = await import('./editor.mjs');
	const { createRuns } = await import('./workflows.mjs');
	const workflows = {
		...examples,
		...(await createRuns(n8n.rest, await shownCredentials(n8n.rest))),
	};
	const editor = await Editor.open(n8n);
	onEnd(() => editor.close());
	return { n8n, sandbox, workflows, editor };
}

/** The credentials of the workflows that are made for the pictures, by service. */
async function shownCredentials(rest) {
	const all = await rest.call('GET', '/credentials');
	const named = (wanted) => {
		const { id, name } = all.find((credential) => credential.name === wanted);
		return { id, name };
	};
	return { saison: named('Saison Connect'), marta: named('MARTA (web form)') };
}

function readArguments(known) {
	const names = process.argv.slice(2);
	const unknown = names.find((name) => !known.includes(name));
	if (unknown === undefined) return names.length > 0 ? names : known;
	throw new PlainError(`There is no picture "${unknown}", only ${known.join(', ')}. Use: ${usage}`);
}

function sizeOf(file) {
	const { size } = statSync(file);
	const text = `${Math.ceil(size / 1000)} kB`;
	if (size <= mostBytes) return text;
	throw new PlainError(`${file} has ${text}; the docs allow ${mostBytes / 1000}. Lower its scale.`);
}

runScript(pictures);

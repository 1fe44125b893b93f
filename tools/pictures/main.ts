/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- a tool */
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSandbox } from '../../sandbox';
import { onExit, runCommand } from '../support/run-command';
import { demoCredentials, importInto, readExamples } from '../demo/examples';
import { ensureHost } from '../n8n-host/install';
import type { N8nRest } from '../n8n-host/n8n-rest';
import { N8n } from '../n8n-host/n8n';
import { buildAndPack, installPackage } from '../n8n-host/package-folder';
import { root } from '../support/root';
import { findChromium } from '../support/chromium';
import { UserError } from '../support/user-error';
import { createProgress } from '../support/progress';
import { Editor } from './editor';
import { shots } from './shots';
import { type CredentialReference, createRuns, type ServiceCredentials } from './workflows';
import type { PictureWorld } from './world';

const usage = 'npm run pictures [-- NAME...]';
const folder = join(root, 'docs', 'pictures');
const maxBytes = 200_000;
/** The host in the pictures' addresses: reserved for documents, and https as it has to be. */
const publicAddress = 'https://n8n.example.com/';
const progress = createProgress();
const { step } = progress;

/** `npm run pictures`: takes the screenshots of the docs from a real n8n, all or those that are named. */
void runCommand(async () => {
	const wanted = readNames(process.argv.slice(2));
	// Checked before the minutes of a first installation, not after.
	findChromium();
	const host = await ensureHost({ progress });
	const world = await step('Starting n8n, the sandbox and the browser', () => start(host));
	mkdirSync(folder, { recursive: true });
	for (const name of wanted) {
		const file = join(folder, `${name}.png`);
		await step(`${name}.png`, async ({ done }: { done: (text: string) => void }) => {
			await shots[name](world, file);
			done(`${name}.png, ${sizeOf(file)}`);
		});
	}
});

async function start(host: Parameters<typeof N8n.create>[0]['host']): Promise<PictureWorld> {
	const userFolder = mkdtempSync(join(tmpdir(), 'saison-marta-pictures-'));
	onExit(() => rmSync(userFolder, { recursive: true, force: true, maxRetries: 3 }));
	const tarball = await buildAndPack();
	const sandbox = await startSandbox();
	onExit(sandbox.stop);
	const n8n = await N8n.create({ host, userFolder, env: { N8N_WEBHOOK_URL: publicAddress } });
	onExit(() => n8n.stop());
	await installPackage(tarball, n8n.dataFolder);
	await n8n.start();
	const { rest } = n8n;
	await rest.setUpOwner();
	const examples = await importInto(rest, demoCredentials(sandbox.credentials), readExamples());
	const runs = await createRuns(rest, await readCredentials(rest));
	const editor = await Editor.open(n8n);
	onExit(() => editor.close());
	return { rest, editor, workflows: { ...examples, ...runs } };
}

/** The imported credentials that the workflows made for the pictures use. */
async function readCredentials(rest: N8nRest): Promise<ServiceCredentials> {
	const all = await rest.call<CredentialReference[]>('GET', '/credentials');
	const named = (wanted: string): CredentialReference => {
		const found = all.find(({ name }) => name === wanted);
		if (!found) throw new Error(`n8n has no credential "${wanted}"`);
		return { id: found.id, name: found.name };
	};
	return { saison: named('Saison Connect'), marta: named('MARTA (web form)') };
}

function readNames(names: string[]): string[] {
	const known = Object.keys(shots);
	const unknown = names.find((name) => !known.includes(name));
	if (unknown === undefined) return names.length > 0 ? names : known;
	throw new UserError(`There is no picture "${unknown}", only ${known.join(', ')}. Use: ${usage}`);
}

function sizeOf(file: string): string {
	const { size } = statSync(file);
	const text = `${Math.ceil(size / 1000)} kB`;
	if (size <= maxBytes) return text;
	throw new UserError(`${file} has ${text}; the docs allow ${maxBytes / 1000}. Lower its scale.`);
}

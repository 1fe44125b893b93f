/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import { ensureHost } from '../../tools/n8n-host/install';
import { N8n } from '../../tools/n8n-host/n8n';
import { itemsOf } from '../../tools/n8n-host/n8n-rest';
import { buildAndPack, installPackage } from '../../tools/n8n-host/package-folder';
import { startSandbox, type Sandbox } from '../../sandbox';

jest.setTimeout(600_000);

interface Alone {
	/** What the tarball contained, as paths. */
	files: string[];
	n8n: N8n;
	sandbox: Sandbox;
	/** The examples that the package brings, by their file's name. */
	examples: Record<string, IDataObject & { id: string; name: string }>;
}

/** A fresh n8n with one of the packages and nothing else of ours. */
async function startAlone(name: string): Promise<Alone> {
	const n8n = await N8n.create({ host: await ensureHost() });
	const sandbox = await startSandbox();
	const installed = await installPackage(await buildAndPack({ name }), n8n.dataFolder, name);
	const folder = join(installed, 'examples');
	const examples = Object.fromEntries(
		readdirSync(folder)
			.filter((file) => file.endsWith('.workflow.json'))
			.map((file) => [file.split('.')[0], JSON.parse(readFileSync(join(folder, file), 'utf8'))]),
	);
	const files = readdirSync(installed, { recursive: true, encoding: 'utf8' });
	return { files, n8n, sandbox, examples };
}

/** Names of the types of one kind that n8n sends to the editor and that are not its own. */
async function typesOf({ n8n }: Alone, kind: 'nodes' | 'credentials'): Promise<string[]> {
	const response = await fetch(`${n8n.url}/types/${kind}.json`, {
		headers: { cookie: n8n.rest.cookie },
	});
	expect(response.status).toBe(200);
	const types = (await response.json()) as Array<{ name: string }>;
	expect(types.length).toBeGreaterThan(300);
	return types.map(({ name }) => name).filter((name) => /saison|marta/i.test(name));
}

/** What the last node put out when the workflow was executed from the command line. */
async function execute({ n8n, examples }: Alone, example: string): Promise<IDataObject[]> {
	const { ok, data } = await n8n.execute(examples[example].id);
	expect([data.resultData.error?.message, ok]).toEqual([undefined, true]);
	return itemsOf(data, data.resultData.lastNodeExecuted);
}

describe('n8n-nodes-saison-connect alone', () => {
	let environment: Alone;
	beforeAll(async () => {
		environment = await startAlone('n8n-nodes-saison-connect');
		const data = environment.sandbox.credentials.saisonConnectApi;
		const id = 'saisonConnectDemo';
		await environment.n8n.importCredentials([
			{ id, name: 'Saison Connect', type: 'saisonConnectApi', data },
		]);
		await environment.n8n.importWorkflows(Object.values(environment.examples));
	});
	afterAll(async () => {
		await environment?.n8n.dispose();
		await environment?.sandbox.stop();
	});

	it('was packed without anything of the other service', () => {
		expect(environment.files).toContain(join('dist', 'lib', 'saison', 'auth', 'mac.js'));
		expect(environment.files.filter((file) => /marta|\.ts$/i.test(file))).toEqual([]);
	});

	it('runs its example', async () => {
		const items = await execute(environment, 'sync-member-attributes');
		expect(items).toEqual([
			expect.objectContaining({ birthday: expect.stringMatching(/^\d{8}$/) }),
		]);
		expect(environment.sandbox.saison.counts()).toMatchObject({
			codeExchanges: 1,
			signedCallsVerified: 1,
		});
	});

	it('brings its nodes and its credential, and no other', async () => {
		await environment.n8n.start();
		await environment.n8n.rest.setUpOwner();
		expect((await typesOf(environment, 'nodes')).sort()).toEqual([
			'n8n-nodes-saison-connect.saisonConnect',
			'n8n-nodes-saison-connect.saisonConnectTool',
			'n8n-nodes-saison-connect.saisonConnectTrigger',
		]);
		expect(await typesOf(environment, 'credentials')).toEqual(['saisonConnectApi']);
	});
});

describe('n8n-nodes-marta alone', () => {
	let environment: Alone;
	beforeAll(async () => {
		environment = await startAlone('n8n-nodes-marta');
		const { terminal, customersynchro } = environment.sandbox.credentials.martaApi;
		const type = 'martaApi';
		await environment.n8n.importCredentials([
			{ id: 'martaTerminalDemo', name: 'MARTA (till)', type, data: terminal },
			{ id: 'martaWebFormDemo', name: 'MARTA (web form)', type, data: customersynchro },
		]);
		await environment.n8n.importWorkflows(Object.values(environment.examples));
	});
	afterAll(async () => {
		await environment?.n8n.dispose();
		await environment?.sandbox.stop();
	});

	it('was packed without anything of the other service', () => {
		expect(environment.files).toContain(join('dist', 'lib', 'marta', 'session.js'));
		expect(environment.files.filter((file) => /saison|\.ts$/i.test(file))).toEqual([]);
	});

	it('runs its example', async () => {
		expect(await execute(environment, 'till-start')).toHaveLength(1);
		expect(environment.sandbox.marta.counts().loginsByScope).toMatchObject({ terminal: 1 });
	});

	it('brings its node and its credential, and no other', async () => {
		await environment.n8n.start();
		await environment.n8n.rest.setUpOwner();
		expect((await typesOf(environment, 'nodes')).sort()).toEqual([
			'n8n-nodes-marta.marta',
			'n8n-nodes-marta.martaTool',
		]);
		expect(await typesOf(environment, 'credentials')).toEqual(['martaApi']);
	});
});

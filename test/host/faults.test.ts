/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, no-console -- a test */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { documentOf } from './faults-document';
import { problemsOf, tally } from './faults-check';
import { FAULTS } from './faults-list';
import { OPERATIONS } from './faults-operations';
import { pairs, runAll, type FaultResult } from './faults-run';
import { startUntrustedServer, type UntrustedServer } from './untrusted-server';
import {
	createCredential,
	runInEditor,
	saisonNode,
	startEditorEnvironment,
	type Environment,
} from './environment';

/**
 * The fault matrix: every fault of the sandbox against every operation of both nodes. It also keeps
 * docs/faults.md true; with UPDATE_FAULTS=1 it rewrites the page.
 */
jest.setTimeout(2_700_000);
const PAGE = join(__dirname, '..', '..', 'docs', 'faults.md');
/** n8n is one process: more servers would only wait for it. */
const PARALLEL_SERVICES = { saison: 9, marta: 9 };
let environment: Environment;
let untrusted: UntrustedServer;
let all: FaultResult[] = [];

beforeAll(async () => {
	environment = await startEditorEnvironment();
	untrusted = await startUntrustedServer();
	const servers = { decoy: environment.sandbox.saison.url, untrusted: untrusted.url };
	all = await runAll(environment, pairs(OPERATIONS), PARALLEL_SERVICES, servers);
});
afterAll(async () => {
	await untrusted?.stop();
	await environment?.stop();
});

it.each(FAULTS.map(({ name }) => name))('%s', (name) => {
	const results = all.filter(({ fault }) => fault.name === name);
	expect(results.length).toBeGreaterThan(0);
	expect(results.flatMap(problemsOf)).toEqual([]);
});

it('loses no item', () => {
	const sum = { cases: 0, lost: 0 };
	for (const { cases, lost } of all.map(tally)) {
		sum.cases += cases;
		sum.lost += lost;
	}
	console.log(`faults: ${sum.cases} cases, ${sum.lost} lost`);
	expect(sum.lost).toBe(0);
});

it('follows no redirect', () => {
	expect(environment.sandbox.saison.counts().total).toBe(0);
});

it('trusts such a certificate only where the owner of the credential says so', async () => {
	expect(untrusted.seen).toBe(0);
	const data = { ...environment.sandbox.credentials.saisonConnectApi, baseUrl: untrusted.url };
	const credential = await createCredential(environment, 'saisonConnectApi', {
		...data,
		ignoreSslIssues: true,
	});
	const parameters = { resource: 'member', operation: 'getAttributes' };
	const options = { memberAccessToken: 'own' };
	const run = await runInEditor(
		environment,
		[{}],
		saisonNode(credential, { ...parameters, options }),
	);
	expect(run).toMatchObject({ status: 'success', items: [{ result_code: '000' }] });
	expect(untrusted.seen).toBe(1);
});

it('is what docs/faults.md says', () => {
	const page = documentOf(all);
	if (process.env.UPDATE_FAULTS === '1') writeFileSync(PAGE, page);
	expect(readFileSync(PAGE, 'utf8')).toBe(page);
});

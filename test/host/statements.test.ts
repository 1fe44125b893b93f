/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a test */
import { readdirSync, statSync, truncateSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import { demoCredentials, fillIn, importInto } from '../../tools/demo/examples';
import { DataTables } from '../../tools/n8n-host/data-tables';
import { pollUntil } from '../../tools/support/poll';
import { readExample } from './example-workflows';
import { chainOf, itemsOf, startEditorEnvironment, type Environment } from './environment';
import { PATIENCE_MS } from './gate';
import { type Cell, Spreadsheets } from './spreadsheet';

/** The example that writes what changed in the members' statements into a file. */
jest.setTimeout(600_000);
const EXAMPLE = 'statements-to-spreadsheet';
const TABLE = 'saison_statements';
const TRIGGER = 'Every Morning at 4';
/** By the member in the sandbox; the references are what a partner may have chosen. */
const REFERENCES: Record<string, string> = {
	na001: '会員-0001（見本）',
	na002: '=HYPERLINK("http://example.com","0002")',
	na003: '@SUM(A1:A9)',
	na004: '+1+1',
	na005: '00123456789012345678',
	na116: 'member with a negative bill',
	na117: 'member without a bill',
};
const READ = Object.keys(REFERENCES).length;

interface Summary {
	subject: string;
	text: string;
	changed: number;
	unchanged: number;
	notRead: number;
}

let environment: Environment;
let folder: string;
let tables: DataTables;
let spreadsheets: Spreadsheets;
let workflowId: string;
/** The same with a folder that n8n may not write to. */
let forbiddenId: string;
const tokens: string[] = [];

beforeAll(async () => {
	environment = await startEditorEnvironment();
	const { n8n, sandbox } = environment;
	folder = n8n.filesFolder;
	tables = new DataTables(n8n.rest);
	spreadsheets = new Spreadsheets(n8n.host.dir);
	const example = readExample(EXAMPLE);
	fillIn(example, 'File of This Run', { folder });
	addGates(example);
	const forbidding = readExample(EXAMPLE);
	fillIn(forbidding, 'File of This Run', { folder: dirname(folder) });
	const created = await importInto(n8n.rest, demoCredentials(sandbox.credentials), {
		'connect-member': readExample('connect-member'),
		[EXAMPLE]: example,
		forbidding,
	});
	workflowId = created[EXAMPLE].id;
	forbiddenId = created.forbidding.id;
	for (const { id } of Object.values(created)) {
		await n8n.rest.runWorkflow(id, 'Set Up the Table Once');
	}
	await tables.insert('saison_members', memberRows());
});
afterAll(async () => await environment?.stop());

function memberRows(): Array<Record<string, string>> {
	const { saison } = environment.sandbox;
	const row = (memberReference: string, status: string, member: object): Record<string, string> => {
		const [{ accessToken, refreshToken }] = saison.memberTokens({ ...member });
		tokens.push(accessToken, refreshToken);
		return { memberReference, status, accessToken, refreshToken, tokenReceivedAt: '2026-01-01' };
	};
	return [
		...Object.entries(REFERENCES).map(([id, name]) => row(name, 'connected', { members: [id] })),
		row('family card', 'connected', { members: ['na114'] }),
		row('expired', 'connected', { members: ['na006'], expired: true }),
		row('revoked', 'consent needed', { members: ['na007'], revoked: true }),
	];
}

/** Places where a test can stop n8n: requests that come before the next step, and that the sandbox may hold. */
function addGates(example: ReturnType<typeof readExample>): void {
	for (const node of ['Put Aside', 'Write the File']) {
		const gate = `Gate after ${node}`;
		const [x] = example.nodes.find(({ name }) => name === node)!.position;
		example.nodes.push({
			id: gate,
			name: gate,
			type: 'n8n-nodes-base.httpRequest',
			typeVersion: 4.2,
			// The highest node is executed first.
			position: [x, -900],
			parameters: { url: `${environment.sandbox.saison.url}${gatePath(node)}`, options: {} },
			executeOnce: true,
			onError: 'continueRegularOutput',
		});
		const { main } = (example.connections as Record<string, { main: IDataObject[][] }>)[node];
		main[0].unshift({ node: gate, type: 'main', index: 0 });
	}
}

function gatePath(node: string): string {
	return `/gate/${node.replaceAll(' ', '-')}`;
}

async function run(): Promise<Summary> {
	const { data, status } = await environment.n8n.rest.runWorkflow(workflowId, TRIGGER);
	expect([data.resultData.error?.message, status]).toEqual([undefined, 'success']);
	const [summary, ...others] = itemsOf<Summary>(data, 'Summary');
	expect(others).toEqual([]);
	return summary;
}

/** Starts a run and ends n8n, as if it had lost its power, when the run has come past a node; starts n8n again. */
async function runKilledAfter(node: string): Promise<void> {
	const { n8n, sandbox } = environment;
	const pauses = (): number => sandbox.saison.counts().faultsInjected.pause ?? 0;
	const before = pauses();
	sandbox.saison.faults({ match: { path: gatePath(node) }, fault: { kind: 'pause' } });
	await n8n.rest.startRun(workflowId, TRIGGER);
	expect(await pollUntil(() => pauses() > before, { timeout: PATIENCE_MS })).toBe(true);
	await n8n.kill();
	sandbox.saison.faults({ clear: true });
	await n8n.start();
}

function files(): string[] {
	return readdirSync(folder).sort((a, b) => numberOf(a) - numberOf(b));
}

/** The number of the execution, which is part of the name. */
function numberOf(file: string): number {
	return Number(/-(\d+)\.xlsx$/.exec(file)?.[1]);
}

function rowsOf(file: string): Array<Record<string, Cell | undefined>> {
	return spreadsheets.rows(join(folder, file));
}

function valuesOf(file: string): unknown[][] {
	return rowsOf(file).map((row) => Object.values(row).map((cell) => cell?.v));
}

function setBill(memberId: string, bill: object): void {
	Object.assign(environment.sandbox.saison.state.members.get(memberId)!.bill, bill);
}

describe('the first run', () => {
	let summary: Summary;
	const rowOf = (memberId: string): Record<string, Cell | undefined> =>
		rowsOf(files()[0]).find(({ Member }) => Member?.v === REFERENCES[memberId])!;

	beforeAll(async () => {
		setBill('na001', { disp_code: '00', due_date: '20270104', amount: '12300' });
		setBill('na003', { disp_code: '確定済み', amount: '0' });
		setBill('na005', { amount: '12345678901234567', mark_claim_amount: '-' });
		summary = await run();
	});

	it('writes one file with a row for each member whose statement could be read', () => {
		expect(files()).toEqual([expect.stringMatching(/^statements-\d{4}-\d\d-\d\d-\d+\.xlsx$/)]);
		const members = rowsOf(files()[0]).map(({ Member }) => Member?.v);
		expect(members.sort()).toEqual(Object.values(REFERENCES).sort());
	});

	it('writes amounts as numbers, and dates and codes as text', () => {
		expect(rowOf('na001')).toEqual({
			Member: expect.objectContaining({ t: 's' }),
			'Due date': expect.objectContaining({ t: 's', v: '2027-01-04' }),
			'Amount (JPY)': expect.objectContaining({ t: 'n', v: 12300 }),
			Status: expect.objectContaining({ t: 's', v: 'Normal, before the bank claim is fixed' }),
		});
		expect(rowOf('na116')['Amount (JPY)']).toMatchObject({ t: 'n', v: -4980 });
		expect(rowOf('na003')['Amount (JPY)']).toMatchObject({ t: 'n', v: 0 });
		expect(rowOf('na117')['Amount (JPY)']).toBeUndefined();
	});

	it('keeps every digit of an amount that a number cannot hold, and its sign', () => {
		expect(rowOf('na005')['Amount (JPY)']).toMatchObject({ t: 's', v: '-12345678901234567' });
	});

	it('keeps text as it is: Japanese, leading zeros, and what would be a formula', () => {
		const cells = rowsOf(files()[0]).flatMap((row) => Object.values(row));
		expect(cells.filter((cell) => cell?.f !== undefined)).toEqual([]);
		for (const id of Object.keys(REFERENCES)) expect(rowOf(id).Member).toMatchObject({ t: 's' });
		expect(rowOf('na003').Status).toMatchObject({ t: 's', v: '確定済み' });
	});

	it('ends with one summary that names members and reasons, and no token', () => {
		expect(summary).toMatchObject({ changed: READ, unchanged: 0, notRead: 3 });
		const { text } = summary;
		expect(text).toContain(`File: ${folder}/${files()[0]}`);
		expect(text).toContain('consent_needed (1): revoked.');
		expect(text).toContain('token_expired (1): expired.');
		expect(text).toContain('member_not_eligible (1): family card.');
		const numbers = rowsOf(files()[0]).flatMap(({ 'Amount (JPY)': amount }) =>
			amount?.t === 'n' ? [Number(amount.v)] : [],
		);
		const sum = numbers.reduce((one, other) => one + other, 0);
		expect(text).toContain(`Sum of its amounts: JPY ${sum.toLocaleString('en-US')}`);
		expect(text).toContain('not a number a spreadsheet can hold: 1');
		expect(tokens.filter((token) => JSON.stringify(summary).includes(token))).toEqual([]);
	});
});

it('writes no file when nothing changed', async () => {
	const before = files();
	expect(await run()).toMatchObject({ changed: 0, unchanged: READ, notRead: 3 });
	expect(files()).toEqual(before);
});

it('writes only what changed, also when an amount returns to what it was', async () => {
	for (const amount of ['45600', '12300']) {
		const before = files();
		setBill('na001', { amount });
		expect(await run()).toMatchObject({ changed: 1, unchanged: READ - 1 });
		const [file, ...others] = files().filter((name) => !before.includes(name));
		expect(others).toEqual([]);
		expect(valuesOf(file)).toEqual([
			[REFERENCES.na001, '2027-01-04', Number(amount), expect.stringMatching(/^Normal/)],
		]);
	}
});

describe.each([
	{ node: 'Put Aside', when: 'before the file is written', hasFile: false },
	{ node: 'Write the File', when: 'while the file is written', hasFile: true },
])('killed $when', ({ node, hasFile }) => {
	it('loses no row and writes none twice', async () => {
		const before = files();
		const amount = hasFile ? 700 : 500;
		setBill('na001', { amount: String(amount) });
		setBill('na002', { amount: String(amount + 1) });
		await runKilledAfter(node);
		const left = files().filter((name) => !before.includes(name));
		expect(left).toHaveLength(hasFile ? 1 : 0);
		for (const file of left) {
			const path = join(folder, file);
			// What a kill in the middle of writing leaves.
			truncateSync(path, Math.floor(statSync(path).size / 2));
			expect(() => rowsOf(file)).toThrow();
		}

		// The second one changes again before the next run.
		setBill('na002', { amount: String(amount + 2) });
		const summary = await run();
		const [first, second, ...others] = files().filter((name) => !before.includes(name));
		expect(others).toEqual([]);
		const amounts = (file: string): unknown[] => valuesOf(file).map((row) => [row[0], row[2]]);
		expect(amounts(first).sort()).toEqual([
			[REFERENCES.na002, amount + 1],
			[REFERENCES.na001, amount],
		]);
		expect(amounts(second)).toEqual([[REFERENCES.na002, amount + 2]]);
		expect(summary).toMatchObject({ changed: 1 });
		expect(summary.text).toContain(`with 2 rows: ${folder}/${first}`);

		const all = files();
		expect(await run()).toMatchObject({ changed: 0 });
		expect(files()).toEqual(all);
		const rows = await tables.rows(TABLE);
		expect(rows.filter(({ inFile }) => inFile !== true)).toEqual([]);
	});
});

it('writes in the next run what it was not allowed to write', async () => {
	const before = files();
	setBill('na001', { amount: '900' });
	const { data } = await environment.n8n.rest.runWorkflow(forbiddenId, TRIGGER);
	expect(data.resultData.error?.message).toMatch(/not allowed/);
	expect(itemsOf(data, 'Summary')).toEqual([]);
	expect(await run()).toMatchObject({ changed: 0 });
	const [file, ...others] = files().filter((name) => !before.includes(name));
	expect(others).toEqual([]);
	expect(valuesOf(file).map((row) => row[2])).toEqual([900]);
});

it('runs once for a workflow that calls it with many items, and returns the summary', async () => {
	const { rest } = environment.n8n;
	const caller = await rest.createWorkflow(
		chainOf(
			[{ member: 1 }, { member: 2 }],
			[
				{
					id: 'call',
					name: 'Call',
					type: 'n8n-nodes-base.executeWorkflow',
					typeVersion: 1.2,
					position: [200, 0],
					parameters: {
						source: 'database',
						workflowId: { __rl: true, mode: 'id', value: workflowId },
						options: {},
					},
				},
			],
		),
	);
	const { data } = await rest.runWorkflow(caller.id, 'Start');
	expect(data.resultData.error?.message).toBeUndefined();
	expect(itemsOf<Summary>(data, 'Call')).toEqual([
		expect.objectContaining({ changed: 0, unchanged: READ, notRead: 3 }),
	]);
});

it('keeps no execution of its own accord', () => {
	expect(readExample(EXAMPLE).settings).toMatchObject({
		saveDataSuccessExecution: 'none',
		saveDataErrorExecution: 'none',
		saveExecutionProgress: false,
	});
});

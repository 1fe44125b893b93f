import type { IDataObject } from 'n8n-workflow';
import type { SaisonServer } from '../../sandbox';
import { importInto, readExamples } from '../../tools/demo/examples';
import { DataTables } from '../../tools/n8n-host/data-tables';
import { itemsOf, type Execution } from '../../tools/n8n-host/n8n-rest';
import { MEMBER_TABLE, memberRows } from './connected-members';
import { startEditorEnvironment, type Environment } from './environment';

export const ATTRIBUTES = '/auth/account/profile';
export const STATEMENT = '/sandbox-made-up/statement';
export const TOKEN = '/auth/token';

/** Columns that n8n adds to every table. */
const ADDED = new Set(['id', 'createdAt', 'updatedAt']);

/** What the workflow says at its end. */
export interface Night {
	batches: number;
	members: number;
	rows: number;
	refreshed: number;
	consentGone: number;
	notDone: number;
}

/** The example that syncs in batches, on a running n8n. */
export class BatchSync {
	readonly tables: DataTables;

	private constructor(
		readonly environment: Environment,
		/** The same workflows twice, as two processes would run them. */
		private readonly workflows: Record<'first' | 'second', string>,
	) {
		this.tables = new DataTables(environment.n8n.rest);
	}

	static async start(): Promise<BatchSync> {
		const environment = await startEditorEnvironment();
		const { n8n, sandbox } = environment;
		const examples = readExamples();
		const { baseUrl, ...rest } = sandbox.credentials.saisonConnectApi;
		const create = async (names: string[], url: string): Promise<Record<string, { id: string }>> =>
			await importInto(
				n8n.rest,
				[
					{
						name: 'Saison Connect',
						type: 'saisonConnectApi',
						data: { ...rest, baseUrl: url, authorizationCode: '' },
					},
				],
				Object.fromEntries(names.map((name) => [name, examples[name]])),
			);
		const sync = ['nightly-sync-batch', 'nightly-sync-in-batches'];
		const first = await create(['connect-member', ...sync], baseUrl);
		// What a process remembers of used tokens is kept by origin: two origins are like two processes.
		const second = await create(sync, baseUrl.replace('127.0.0.1', 'localhost'));
		await n8n.rest.runWorkflow(first['connect-member'].id, 'Set Up the Table Once');
		const id = (created: Record<string, { id: string }>): string =>
			created['nightly-sync-in-batches'].id;
		await n8n.rest.runWorkflow(id(first), 'Set Up the Table Once');
		return new BatchSync(environment, { first: id(first), second: id(second) });
	}

	/** A night before which nothing has happened: 200 members and no rows. */
	async newNight(): Promise<void> {
		await this.tables.clear(MEMBER_TABLE);
		await this.tables.clear('saison_member_rows');
		this.environment.sandbox.saison.reset();
		await this.tables.insert(MEMBER_TABLE, memberRows(this.environment.sandbox));
	}

	/** Starts the workflow and does not wait for it. */
	async startRun(): Promise<void> {
		await this.environment.n8n.rest.startRun(this.workflows.first, 'Every Night at 3, 4 and 5');
	}

	async run(which: 'first' | 'second' = 'first'): Promise<{ night: Night; execution: Execution }> {
		const { rest } = this.environment.n8n;
		const execution = await rest.runWorkflow(this.workflows[which], 'Every Night at 3, 4 and 5', {
			timeout: 240_000,
		});
		return { execution, night: nightOf(execution) };
	}

	/** After a kill: n8n continues with what it has stored. */
	async startAgain(): Promise<void> {
		const { n8n } = this.environment;
		await n8n.start();
		await n8n.rest.signIn();
	}

	/** What was written, by member and without n8n's own columns. */
	async rows(): Promise<IDataObject[]> {
		const rows = await this.tables.rows('saison_member_rows');
		return rows
			.map((row) => Object.fromEntries(Object.entries(row).filter(([name]) => !ADDED.has(name))))
			.sort((one, other) =>
				String(one.memberReference).localeCompare(String(other.memberReference)),
			);
	}

	/** The members whose refresh token was claimed, and nothing came of it. */
	async claimed(): Promise<IDataObject[]> {
		const rows = await this.tables.rows(MEMBER_TABLE);
		return rows.filter(({ refreshingSince, status }) => refreshingSince && status === 'connected');
	}

	get counts(): ReturnType<SaisonServer['counts']> {
		return this.environment.sandbox.saison.counts();
	}
}

function nightOf(execution: Execution): Night {
	expect(execution.data.resultData.error?.message).toBeUndefined();
	expect(execution.status).toBe('success');
	const [night] = itemsOf<Night>(execution.data, 'Done for Tonight');
	return night;
}

import { DataTables } from '../../tools/n8n-host/data-tables';
import { EXPIRED, MEMBER_TABLE, memberRows, MEMBERS, REVOKED } from './connected-members';
import { importExample } from './example-workflows';
import {
	createPartnerCredential,
	itemsOf,
	startEditorEnvironment,
	type Environment,
} from './environment';

/** The example that syncs all members, on 200 of them: 20 with expired tokens, 5 who revoked. */
jest.setTimeout(600_000);

let environment: Environment;
let tables: DataTables;
let sync: { id: string };

beforeAll(async () => {
	environment = await startEditorEnvironment();
	const { rest } = environment.n8n;
	tables = new DataTables(rest);
	// Client id and secret alone: every member has tokens of their own.
	const credential = await createPartnerCredential(environment);
	const connect = await importExample(environment, 'connect-member', credential);
	await rest.runWorkflow(connect.id, 'Set Up the Table Once');
	sync = await importExample(environment, 'nightly-sync', credential);
	await tables.insert(MEMBER_TABLE, memberRows(environment.sandbox));
});
afterAll(async () => await environment?.stop());

async function runSync(): Promise<(node: string) => Array<Record<string, unknown>>> {
	const run = await environment.n8n.rest.runWorkflow(sync.id, 'Run It Now', { timeout: 180_000 });
	expect(run.data.resultData.error?.message).toBeUndefined();
	expect(run.status).toBe('success');
	return (node) => itemsOf(run.data, node);
}

it('ends with a row of every member who still consents, and a flag for the others', async () => {
	const before = await tables.rows(MEMBER_TABLE);
	const of = await runSync();
	expect(of('Changed Rows')).toHaveLength(MEMBERS - REVOKED);
	expect(of('Ask Them Again')).toHaveLength(REVOKED);
	expect(of('Look at These')).toEqual([]);
	const names = of('Changed Rows').map(({ memberReference }) => memberReference);
	expect(new Set(names).size).toBe(MEMBERS - REVOKED);
	expect(of('Changed Rows')[0]).toMatchObject({
		cardName: expect.stringMatching(/./),
		birthday: expect.stringMatching(/^\d{8}$/),
		paymentDate: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
		shoppingAvailable: expect.stringMatching(/^\d+$/),
	});

	const { refreshes, refreshTokensUsedTwice, tokenErrors } = environment.sandbox.saison.counts();
	expect({ refreshes, refreshTokensUsedTwice, tokenErrors }).toEqual({
		refreshes: EXPIRED,
		refreshTokensUsedTwice: 0,
		tokenErrors: { invalid_grant: REVOKED },
	});

	const after = await tables.rows(MEMBER_TABLE);
	expect(after.filter(({ status }) => status === 'consent needed')).toHaveLength(REVOKED);
	const renewed = after.filter((row, index) => row.accessToken !== before[index].accessToken);
	expect(renewed).toHaveLength(EXPIRED);
	expect(renewed.every((row) => row.syncedRow !== null)).toBe(true);
});

it('outputs nothing the next night when nothing changed, and requests no token', async () => {
	const { total } = environment.sandbox.saison.counts();
	const of = await runSync();
	expect(of('Changed Rows')).toEqual([]);
	expect(of('Look at These')).toEqual([]);
	expect(environment.sandbox.saison.counts().total - total).toBe(3 * (MEMBERS - REVOKED));
});

it('keeps no execution of its own accord', async () => {
	expect(sync).toMatchObject({
		settings: { saveDataSuccessExecution: 'none', saveDataErrorExecution: 'none' },
	});
});

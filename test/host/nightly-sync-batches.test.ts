import type { IDataObject } from 'n8n-workflow';
import { ATTRIBUTES, BatchSync, STATEMENT, TOKEN } from './batch-sync';
import { EXPIRED, MEMBER_TABLE, MEMBERS, REVOKED } from './connected-members';
import { pauseUntil } from './gate';

/** The example that syncs in batches of 50, killed at points that the test chooses, on 200 members. */
jest.setTimeout(600_000);
const ROWS = MEMBERS - REVOKED;
const REFRESHED_ONCE = { refreshes: EXPIRED, refreshTokensUsedTwice: 0 };

let sync: BatchSync;
/** A night in which nothing goes wrong, and the rows it ends with. */
let quiet: Awaited<ReturnType<BatchSync['run']>>;
let undisturbed: IDataObject[];

beforeAll(async () => {
	sync = await BatchSync.start();
	await sync.newNight();
	quiet = await sync.run();
	undisturbed = await sync.rows();
});
afterAll(async () => await sync?.environment.stop());

/** Starts a run, and kills n8n while the request after `skip` others waits. */
async function killAt(path: string, when: { skip: number; afterWork?: boolean }): Promise<void> {
	const { n8n, sandbox } = sync.environment;
	await sync.startRun();
	await pauseUntil(sandbox.saison, { match: { path }, ...when }, async (waiting) => {
		if (waiting > 0) await n8n.kill();
		return waiting > 0;
	});
	await sync.startAgain();
}

describe('a night in which nothing goes wrong', () => {
	it('reads every member once, and refreshes each expired token once', () => {
		const all = { batches: 4, members: MEMBERS, rows: ROWS, refreshed: EXPIRED };
		expect(quiet.night).toMatchObject({ ...all, consentGone: REVOKED, notDone: 0 });
		expect(undisturbed).toHaveLength(ROWS);
		expect(undisturbed[0]).toMatchObject({
			cardName: expect.stringMatching(/./),
			birthday: expect.stringMatching(/^\d{8}$/),
			paymentDate: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
			shoppingAvailable: expect.stringMatching(/^\d+$/),
		});
		expect(sync.counts).toMatchObject({
			...REFRESHED_ONCE,
			tokenErrors: { invalid_grant: REVOKED },
			requests: { [`POST ${STATEMENT}`]: ROWS },
		});
	});

	it('keeps nothing but counts in the workflow that calls the batches', async () => {
		const kept = Object.values(quiet.execution.data.resultData.runData).flatMap((runs) =>
			runs.flatMap(({ data }) => (data?.main ?? []).flatMap((items) => items ?? [])),
		);
		// Two at the start, three for each full batch and the empty one after them, one at the end.
		expect(kept).toHaveLength(2 + 3 * 5 + 1);
		const text = JSON.stringify(kept);
		const members = await sync.tables.rows(MEMBER_TABLE);
		const secrets = members.flatMap(({ accessToken, refreshToken, memberReference }) => [
			accessToken,
			refreshToken,
			memberReference,
		]);
		expect(secrets.filter((secret) => text.includes(String(secret)))).toEqual([]);
	});

	it('sends no request at the next start in the same night', async () => {
		const { total } = sync.counts;
		const { night } = await sync.run();
		const none = { batches: 0, members: 0, rows: 0, refreshed: 0, consentGone: 0, notDone: 0 };
		expect(night).toMatchObject(none);
		expect(sync.counts.total).toBe(total);
	});
});

it('notes why a member could not be read, and reads this member at the next start', async () => {
	await sync.newNight();
	const fault = { kind: 'status', status: 404 } as const;
	sync.environment.sandbox.saison.faults({ match: { path: STATEMENT }, fault });
	expect((await sync.run()).night).toMatchObject({ batches: 4, rows: ROWS - 1, notDone: 1 });
	const problems = async (): Promise<unknown[]> =>
		(await sync.tables.rows(MEMBER_TABLE))
			.filter(({ problem, status }) => problem && status === 'connected')
			.map(({ problem }) => problem);
	expect(await problems()).toEqual(['service_error']);
	expect((await sync.run()).night).toMatchObject({ batches: 1, members: 1, rows: 1, notDone: 0 });
	expect(await problems()).toEqual([]);
	expect(await sync.rows()).toEqual(undisturbed);
});

describe('killed in the third batch and started again', () => {
	beforeEach(async () => await sync.newNight());

	it.each([
		['before its tokens are refreshed', { skip: 99, written: 97, refreshed: 10 }],
		['after its tokens were refreshed', { skip: 143, written: 141, refreshed: 15 }],
	])('ends with the same rows: %s', async (_name, { skip, written, refreshed }) => {
		await killAt(STATEMENT, { skip });
		expect(await sync.rows()).toHaveLength(written);
		expect(sync.counts.refreshes).toBe(refreshed);

		const { night } = await sync.run();
		expect(night).toMatchObject({ rows: ROWS - written, notDone: 0 });
		expect(await sync.rows()).toEqual(undisturbed);
		expect(sync.counts).toMatchObject(REFRESHED_ONCE);
	});
});

describe('killed while a member is refreshed', () => {
	beforeEach(async () => await sync.newNight());

	/** The run right after the kill leaves this member alone, and finishes all others. */
	async function finishOthers(): Promise<string> {
		expect((await sync.run()).night).toMatchObject({ notDone: 0 });
		expect(await sync.rows()).toHaveLength(ROWS - 1);
		expect(sync.counts.refreshTokensUsedTwice).toBe(0);
		const claimed = await sync.claimed();
		expect(claimed).toHaveLength(1);
		expect(claimed[0].syncedFor).toBeNull();
		return String(claimed[0].memberReference);
	}

	async function tenMinutesLater(memberReference: string): Promise<void> {
		const refreshingSince = new Date(Date.now() - 11 * 60_000).toISOString();
		const where = { column: 'memberReference', value: memberReference };
		await sync.tables.update(MEMBER_TABLE, where, { refreshingSince });
	}

	it('reads this member ten minutes later, if the service never got the request', async () => {
		await killAt(TOKEN, { skip: 9, afterWork: false });
		await tenMinutesLater(await finishOthers());
		expect((await sync.run()).night).toMatchObject({ members: 1, rows: 1, refreshed: 1 });
		expect(await sync.rows()).toEqual(undisturbed);
		expect(sync.counts).toMatchObject(REFRESHED_ONCE);
	});

	it('asks this one member for consent again, if the response was lost', async () => {
		await killAt(TOKEN, { skip: 9, afterWork: true });
		const memberReference = await finishOthers();
		await tenMinutesLater(memberReference);
		expect((await sync.run()).night).toMatchObject({ members: 1, rows: 0, consentGone: 1 });
		const others = undisturbed.filter((row) => row.memberReference !== memberReference);
		expect(await sync.rows()).toEqual(others);
		expect(sync.counts).toMatchObject({ refreshes: EXPIRED, refreshTokensUsedTwice: 1 });
	});
});

describe('two runs at once', () => {
	beforeEach(async () => await sync.newNight());

	it('leave a member to the one that is refreshing this member', async () => {
		const first = sync.run('first');
		await pauseUntil(
			sync.environment.sandbox.saison,
			{ match: { path: TOKEN }, afterWork: true },
			async (waiting) => {
				if (waiting === 0) return false;
				await sync.run('second');
				expect(await sync.rows()).toHaveLength(ROWS - 1);
				return true;
			},
		);
		await first;
		expect(await sync.rows()).toEqual(undisturbed);
		expect(sync.counts).toMatchObject(REFRESHED_ONCE);
	});

	it('claim a refresh token before they send it', async () => {
		// Both have read the same members, and learn at the same moment whose tokens have expired.
		const bothWait = pauseUntil(
			sync.environment.sandbox.saison,
			{ match: { path: ATTRIBUTES }, times: 0, afterWork: true },
			(waiting) => waiting === 20,
		);
		await Promise.all([sync.run('first'), sync.run('second'), bothWait]);
		expect(await sync.rows()).toEqual(undisturbed);
		expect(sync.counts).toMatchObject(REFRESHED_ONCE);
		expect(sync.counts.requests[`POST ${TOKEN}`]).toBe(EXPIRED + REVOKED);
	});
});

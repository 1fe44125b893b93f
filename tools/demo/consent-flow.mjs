import browsing from '../n8n-host/fetch-browser.cjs';
import tables from '../n8n-host/data-tables.cjs';
import { itemsOf } from '../n8n-host/n8n-rest.cjs';

const tableName = 'saison_members';
const wanted = { members: 200, expired: 20, revoked: 5 };

/** The examples of the consent journey, with a member played without a window. */
export async function playJourney({ n8n, workflows, sandbox }) {
	const connect = workflows['connect-member'];
	const twoFactor = workflows['two-factor'];
	await n8n.rest.runWorkflow(connect.id, 'Set Up the Table Once');
	for (const workflow of [connect, twoFactor]) await n8n.rest.publish(workflow);
	for (const path of ['saison-connect', 'saison-two-factor']) await n8n.waitForWebhook(path);
	// What Credit Saison does with the two addresses that a partner hands in.
	await sandbox.saison.write('settings', {
		redirectUri: n8n.webhookUrl('saison-connect'),
		twoFactorRedirectUri: n8n.webhookUrl('saison-two-factor'),
	});
	const table = new tables.DataTables(n8n.rest);
	return [
		await playConsent(n8n, connect, sandbox, table),
		await playTwoFactor(n8n, twoFactor),
		await playNightlySync(n8n, workflows['nightly-sync'], sandbox, table),
	];
}

async function playConsent(n8n, workflow, sandbox, table) {
	const browser = new browsing.FetchBrowser();
	const [member] = (await sandbox.saison.read('members')).filter(({ id }) => id.startsWith('na'));
	const login = await browser.follow(
		await browser.get(await linkOf(n8n, workflow, 'Make a Link', 'Get Link')),
	);
	const { id, password } = member;
	const consent = await browser.follow(
		await browser.post(login.url, { id, password, action: 'login' }),
	);
	const end = await browser.follow(await browser.post(consent.url, { decision: 'allow' }));
	const row = await eventually(async () =>
		(await table.rows(tableName)).find(({ accessToken }) => accessToken),
	);
	const steps = [
		['the link', title(login.body)],
		['after the login', title(consent.body)],
		['after "allow"', lastLine(end.body)],
		[`the row in ${tableName}`, row ? `${row.memberReference}: ${row.status}` : 'none'],
	];
	return {
		title: workflow.name,
		rows: steps.map(([step, shown]) => ({ step, shown })),
		problem: row?.status === 'connected' ? undefined : 'no tokens were stored',
	};
}

async function playTwoFactor(n8n, workflow) {
	const browser = new browsing.FetchBrowser();
	const passcode = await browser.follow(
		await browser.get(await linkOf(n8n, workflow, 'Ask for Level 2', 'Make the Link')),
	);
	const end = await browser.follow(await browser.post(passcode.url, { passcode: '246810' }));
	const steps = [
		['the link (page made up)', title(passcode.body)],
		['after the passcode', lastLine(end.body)],
	];
	return {
		title: workflow.name,
		rows: steps.map(([step, shown]) => ({ step, shown })),
		problem: end.status === 200 ? undefined : `the trigger answered ${end.status}`,
	};
}

/** The connected member and as many more as make the number up. */
async function playNightlySync(n8n, workflow, sandbox, table) {
	await table.insert(tableName, await moreMembers(sandbox));
	const before = await sandbox.saison.read('counts');
	const rows = [];
	let problem;
	for (const [night, changed, flagged] of [
		['first', wanted.members - wanted.revoked, wanted.revoked],
		['second', 0, 0],
	]) {
		const began = Date.now();
		const run = await n8n.rest.runWorkflow(workflow.id, 'Run It Now', { timeout: 180_000 });
		const count = (node) => itemsOf(run.data, node).length;
		rows.push({
			night,
			members: count('Connected Members'),
			'changed rows': count('Changed Rows'),
			refreshed: count('Store New Tokens'),
			'consent gone': count('Ask Them Again'),
			'look at these': count('Look at These'),
			took: `${((Date.now() - began) / 1000).toFixed(1)} s`,
		});
		const isRight = count('Changed Rows') === changed && count('Ask Them Again') === flagged;
		if (!isRight) problem ??= `the ${night} night should give ${changed} rows and ${flagged} flags`;
	}
	const after = await sandbox.saison.read('counts');
	if (after.refreshes - before.refreshes !== wanted.expired || after.refreshTokensUsedTwice > 0) {
		problem ??= 'a refresh token was not used exactly once';
	}
	return { title: workflow.name, rows, problem };
}

async function moreMembers({ saison }) {
	const ids = (await saison.read('members')).filter(({ special }) => !special).map(({ id }) => id);
	const { members, expired, revoked } = wanted;
	const chosen = Array.from({ length: members - 1 }, (_, index) => ids[index % ids.length]);
	const issue = (from, to, state) =>
		saison.write('member-tokens', { members: chosen.slice(from, to), ...state });
	const tokens = [
		...(await issue(0, expired, { expired: true })),
		...(await issue(expired, expired + revoked, { revoked: true })),
		...(await issue(expired + revoked, members - 1, {})),
	];
	return tokens.map(({ accessToken, refreshToken }, index) => ({
		memberReference: `member-${String(index + 2).padStart(4, '0')}`,
		status: 'connected',
		accessToken,
		refreshToken,
		tokenReceivedAt: new Date(Date.now() - 86_400_000).toISOString(),
	}));
}

async function linkOf(n8n, workflow, trigger, node) {
	const run = await n8n.rest.runWorkflow(workflow.id, trigger);
	const [item] = itemsOf(run.data, node);
	if (!item?.url) throw new Error(`"${workflow.name}" made no link`);
	return item.url;
}

/** The page is there at once, what the workflow does a moment later. */
async function eventually(look) {
	for (const giveUp = Date.now() + 10_000; Date.now() < giveUp;) {
		const found = await look();
		if (found) return found;
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
	return undefined;
}

function title(html) {
	return /<title>([^<]*)/.exec(html)?.[1] ?? html.slice(0, 60);
}

function lastLine(text) {
	return text.trim().split('\n').pop();
}

/* eslint-disable @n8n/community-nodes/no-hardcoded-secrets -- a state made for this test */
import { createHmac } from 'node:crypto';
import { CLIENT_SECRET } from '../../support/credentials';
import {
	destinationOf,
	flip,
	legacyCookie,
	requestWebhook,
	started,
	type Stage,
} from './webhook-request';

const MINUTE = 60_000;
/** Created by version 0.1.0 before tickets, at 12:30. */
const AUTHORIZATION =
	'0000006968ddc8733c0d4eae470c4a8e1e713afbd1cd2b036174756d656d6265722d303034329db165671b125f00190e55d2006cdb9a18302333349ed8b3fac8a199742847d7';
const TWO_FACTOR =
	'0100006968ddc80e715a222cdf7514cdcaeaff31e065db006d656d6265722d303034329daffd908c0926596a374c62a9dd3f3ed8888498e1daafc54235b690919694c3';
const twoFactor: Stage = { parameters: { event: 'twoFactor' } };

let now: number;
beforeEach(() => {
	now = Date.parse('2026-01-15T12:34:56.000Z');
	jest.spyOn(Date, 'now').mockImplementation(() => now);
});
afterEach(() => jest.restoreAllMocks());

function signed(state: string): string {
	const query = `level=2&ts=${Math.floor(now / 1000)}&state=${state}`;
	return `?${query}&mac=${createHmac('sha256', CLIENT_SECRET).update(query).digest('base64')}`;
}

describe('A link from before tickets existed', () => {
	it('leads through the page to the consent page and back', async () => {
		const page = await requestWebhook({}, `/start?state=${AUTHORIZATION}`);
		expect(page).toMatchObject({ status: 200, body: expect.stringContaining('member-0042') });
		expect(destinationOf(page).pathname).toBe('/auth/screen/atu/authorize');
		const { cookie, state } = await started({}, AUTHORIZATION);
		expect(state).not.toContain(AUTHORIZATION);
		expect(await requestWebhook({}, `?code=c&state=${state}`, cookie)).toMatchObject({
			status: 200,
			items: [{ memberReference: 'member-0042', accessToken: 'member-access' }],
		});
	});

	it('leads to the passcode page and back', async () => {
		const { cookie, state } = await started(twoFactor, TWO_FACTOR);
		expect(await requestWebhook(twoFactor, signed(state), cookie)).toMatchObject({
			status: 200,
			items: [{ memberReference: 'member-0042', level: 2 }],
		});
	});

	it('ends with its lifetime', async () => {
		now = Date.parse('2026-01-15T12:30:00.000Z') + 60 * MINUTE;
		const path = `/start?state=${AUTHORIZATION}`;
		const response = await requestWebhook({}, path);
		expect(response).toMatchObject({ status: 400 });
		expect(response.log).toContain('the state has expired');
		now -= 1;
		// Used up by the first test, and so still known.
		expect(await requestWebhook({}, path)).toMatchObject({ status: 409 });
	});

	it('cannot be changed', async () => {
		for (let at = 0; at < AUTHORIZATION.length; at++) {
			const response = await requestWebhook({}, `/start?state=${flip(AUTHORIZATION, at)}`);
			expect(response).toMatchObject({ status: 400, items: undefined });
		}
	});
});

describe('A redirect with a state from before tickets existed', () => {
	const [one, two] = ['c'.repeat(32), 'd'.repeat(32)].map((id) => withId(AUTHORIZATION, id));

	it('is not accepted with the cookie that anyone can compute', async () => {
		const response = await requestWebhook({}, `?code=c&state=${one}`, legacyCookie(one));
		expect(response).toMatchObject({ status: 403, items: undefined });
		const other = withId(TWO_FACTOR, 'e'.repeat(32));
		const second = await requestWebhook(twoFactor, signed(other), legacyCookie(other));
		expect(second).toMatchObject({ status: 403, items: undefined });
	});

	it('is accepted where the browser does not matter', async () => {
		const stage = { parameters: { sameBrowserOnly: false } };
		expect(await requestWebhook(stage, `?code=c&state=${two}`)).toMatchObject({
			status: 200,
			items: [{ memberReference: 'member-0042' }],
		});
	});
});

/** The same state with another id, signed as the older version did. */
function withId(state: string, id: string): string {
	const body = state.slice(0, 14) + id + state.slice(46, -64);
	const key = createHmac('sha256', CLIENT_SECRET).update('n8n-nodes-saison-marta state 1').digest();
	const mac = createHmac('sha256', key)
		.update('["https://apit.saisoncard.co.jp","ZT300"]\n')
		.update(Buffer.from(body, 'hex'))
		.digest('hex');
	return body + mac;
}

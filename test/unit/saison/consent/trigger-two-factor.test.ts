import { createHmac } from 'node:crypto';
import { CLIENT_SECRET, saisonData } from '../../support/credentials';
import {
	legacyCookie,
	newState,
	started,
	tokenEndpoint,
	requestWebhook,
	type WebhookResponse,
	type Stage,
} from './webhook-request';

const MINUTE = 60_000;
const parameters = { event: 'twoFactor', sameBrowserOnly: false };

beforeEach(() => jest.spyOn(Date, 'now').mockReturnValue(Date.parse('2026-01-15T12:34:56.789Z')));
afterEach(() => jest.restoreAllMocks());

const seconds = (): number => Math.floor(Date.now() / 1000);

function signed(query: string, secret = CLIENT_SECRET): string {
	return `?${query}&mac=${createHmac('sha256', secret).update(query).digest('base64')}`;
}

/** A state for this event. */
const state = async (
	reference = '',
	createdAt = Date.now(),
	data = saisonData(),
): Promise<string> =>
	await newState({ purpose: 'twoFactor', memberReference: reference }, data, createdAt);

async function come(query: string, stage: Stage = {}): Promise<WebhookResponse> {
	return await requestWebhook({ parameters, ...stage }, query);
}

describe('The two-factor redirect', () => {
	it('starts the workflow with the level and the query as received', async () => {
		const ts = seconds();
		const query = signed(`level=2&ts=${ts}&state=${await state('member-0042')}`);
		const http = tokenEndpoint();
		const response = await come(query, { http });
		expect(response).toMatchObject({ status: 200, body: expect.stringContaining('完了しました') });
		expect(response.items).toEqual([
			{
				event: 'twoFactor',
				memberReference: 'member-0042',
				level: 2,
				error: null,
				timestamp: new Date(ts * 1000).toISOString(),
				rawQuery: query.slice(1),
			},
		]);
		expect(http.calls).toEqual([]);
	});

	it('starts the workflow once for each error, and not after the level is reached', async () => {
		const one = await state();
		const failed = (error: string): string => signed(`error=${error}&ts=${seconds()}&state=${one}`);
		const first = await come(failed('invalid_request'));
		expect(first).toMatchObject({
			status: 200,
			body: expect.stringContaining('完了しませんでした'),
		});
		expect(first.items).toEqual([
			expect.objectContaining({ memberReference: null, level: null, error: 'invalid_request' }),
		]);
		expect(await come(failed('invalid_request'))).toMatchObject({ status: 409, items: undefined });
		expect(await come(failed('already_granted'))).toMatchObject({
			status: 200,
			body: expect.stringContaining('お手続きが完了'),
		});
		const granted = signed(`level=2&ts=${seconds()}&state=${one}`);
		expect(await come(granted)).toMatchObject({ status: 200, items: [{ level: 2 }] });
		expect(await come(granted)).toMatchObject({ status: 409, items: undefined });
		expect(await come(failed('insufficient_scope'))).toMatchObject({ status: 409 });
	});

	it('is accepted only in the browser that opened the start URL', async () => {
		const stage = { parameters: { event: 'twoFactor' } };
		const { cookie, state: one } = await started(stage, await state());
		const query = signed(`level=2&ts=${seconds()}&state=${one}`);
		expect(await requestWebhook(stage, query)).toMatchObject({ status: 403, items: undefined });
		expect(await requestWebhook(stage, query, cookie)).toMatchObject({
			status: 200,
			items: [{ level: 2 }],
		});
	});

	it('is worth nothing in another process for whoever has the URLs', async () => {
		const stage = { parameters: { event: 'twoFactor' } };
		const ticket = await state();
		const { cookie, state: one } = await started(stage, ticket);
		const query = signed(`level=2&ts=${seconds()}&state=${one}`);
		await jest.isolateModulesAsync(async () => {
			const other = await import('./webhook-request');
			const computed = legacyCookie(one);
			const { cookie: ofTheirs } = await other.started(stage, ticket);
			for (const cookies of ['', computed, ofTheirs, `${computed}; ${ofTheirs}`]) {
				expect(await other.requestWebhook(stage, query, cookies)).toMatchObject({
					status: 403,
					items: undefined,
				});
			}
			// The process itself would have accepted it.
			expect(await other.requestWebhook(stage, query, cookie)).toMatchObject({ status: 200 });
		});
	});

	it.each<[string, () => string | Promise<string>]>([
		['no MAC', async () => `?level=2&ts=${seconds()}&state=${await state()}`],
		[
			'a MAC with another secret',
			async () => signed(`level=2&ts=${seconds()}&state=${await state()}`, 'x'),
		],
		[
			'a state for authorization',
			async () => signed(`level=2&ts=${seconds()}&state=${await newState()}`),
		],
		[
			'a state of another client',
			async () =>
				signed(
					`level=2&ts=${seconds()}&state=${await state('', Date.now(), saisonData({ clientId: 'X' }))}`,
				),
		],
		[
			'an expired state',
			async () =>
				signed(`level=2&ts=${seconds()}&state=${await state('', Date.now() - 60 * MINUTE)}`),
		],
		[
			'a time in the future',
			async () => signed(`level=2&ts=${seconds() + 301}&state=${await state()}`),
		],
		[
			'a time before the state',
			async () => signed(`level=2&ts=${seconds() - 301}&state=${await state()}`),
		],
		['an authorization response', async () => `?code=c&state=${await newState()}`],
	])('is rejected with %s', async (_name, query) => {
		expect(await come(await query())).toMatchObject({ status: 400, items: undefined });
	});

	it('accepts a time up to five minutes off, and a member who took 50 minutes', async () => {
		const old = await state('', Date.now() - 50 * MINUTE);
		expect(await come(signed(`level=2&ts=${seconds()}&state=${old}`))).toMatchObject({
			status: 200,
		});
		for (const offset of [300, -300]) {
			const query = signed(`level=2&ts=${seconds() + offset}&state=${await state()}`);
			expect(await come(query)).toMatchObject({ status: 200 });
		}
	});
});

import { createHmac } from 'node:crypto';
import { CLIENT_SECRET, saisonData } from '../../support/credentials';
import {
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
const state = (reference = '', createdAt = Date.now(), data = saisonData()): string =>
	newState({ purpose: 'twoFactor', memberReference: reference }, data, createdAt);

async function come(query: string, stage: Stage = {}): Promise<WebhookResponse> {
	return await requestWebhook({ parameters, ...stage }, query);
}

describe('The two-factor redirect', () => {
	it('starts the workflow with the level and the query as received', async () => {
		const ts = seconds();
		const query = signed(`level=2&ts=${ts}&state=${state('member-0042')}`);
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

	it('starts the workflow once for each error, and no more once the level is reached', async () => {
		const one = state();
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
		const one = state();
		const cookie = await started(stage, `${one}&to=%2Fotp`);
		const query = signed(`level=2&ts=${seconds()}&state=${one}`);
		expect(await requestWebhook(stage, query)).toMatchObject({ status: 403, items: undefined });
		expect(await requestWebhook(stage, query, cookie)).toMatchObject({
			status: 200,
			items: [{ level: 2 }],
		});
	});

	it.each<[string, () => string]>([
		['no MAC', () => `?level=2&ts=${seconds()}&state=${state()}`],
		['a MAC with another secret', () => signed(`level=2&ts=${seconds()}&state=${state()}`, 'x')],
		['a state for authorization', () => signed(`level=2&ts=${seconds()}&state=${newState()}`)],
		[
			'a state of another client',
			() =>
				signed(
					`level=2&ts=${seconds()}&state=${state('', Date.now(), saisonData({ clientId: 'X' }))}`,
				),
		],
		[
			'an expired state',
			() => signed(`level=2&ts=${seconds()}&state=${state('', Date.now() - 60 * MINUTE)}`),
		],
		['a time in the future', () => signed(`level=2&ts=${seconds() + 301}&state=${state()}`)],
		['a time before the state', () => signed(`level=2&ts=${seconds() - 301}&state=${state()}`)],
		['an authorization response', () => `?code=c&state=${newState()}`],
	])('is rejected with %s', async (_name, query) => {
		expect(await come(query())).toMatchObject({ status: 400, items: undefined });
	});

	it('accepts a time up to five minutes off, and a member who took 50 minutes', async () => {
		const old = state('', Date.now() - 50 * MINUTE);
		expect(await come(signed(`level=2&ts=${seconds()}&state=${old}`))).toMatchObject({
			status: 200,
		});
		for (const offset of [300, -300]) {
			const query = signed(`level=2&ts=${seconds() + offset}&state=${state()}`);
			expect(await come(query)).toMatchObject({ status: 200 });
		}
	});
});

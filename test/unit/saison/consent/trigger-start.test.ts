import {
	cookieOf,
	flip,
	newState,
	PRIVATE_HEADERS,
	requestWebhook,
	type Stage,
} from './webhook-request';

const MINUTE = 60_000;
const ORIGIN = 'https://apit.saisoncard.co.jp';

beforeEach(() => jest.spyOn(Date, 'now').mockReturnValue(Date.parse('2026-01-15T12:34:56.000Z')));
afterEach(() => jest.restoreAllMocks());

describe('The start URL', () => {
	it('sets a cookie for this authorization flow and redirects to the consent page', async () => {
		const state = newState({ memberReference: 'm1' });
		const response = await requestWebhook({}, `/start?state=${state}`);
		expect(response).toMatchObject({ status: 302, body: '', items: undefined });
		expect(response.headers).toMatchObject({
			...PRIVATE_HEADERS,
			Location: `${ORIGIN}/auth/screen/na/authorize?response_type=code&client_id=ZT300&state=${state}`,
		});
		expect(response.headers['Set-Cookie']).toMatch(
			/^__Host-saison-authorization-[0-9a-f]{16}=[0-9a-f]{64}; Max-Age=3600; Path=\/; HttpOnly; SameSite=Lax; Secure$/,
		);
		expect(response.headers['Set-Cookie']).not.toContain(state.slice(0, 20));
	});

	it('keeps the cookie no longer than the state, one cookie for each flow', async () => {
		const stage = { parameters: { stateLifetime: 30 } };
		const first = await requestWebhook(
			stage,
			`/start?state=${newState({}, undefined, Date.now() - 20 * MINUTE)}`,
		);
		expect(first.headers['Set-Cookie']).toContain('; Max-Age=600;');
		const second = await requestWebhook(stage, `/start?state=${newState()}`);
		expect(cookieOf(first).split('=')[0]).not.toBe(cookieOf(second).split('=')[0]);
	});

	it('sets no Secure cookie if the webhook itself is served over plain http', async () => {
		const plain = await requestWebhook(
			{ base: 'http://127.0.0.1:5678' },
			`/start?state=${newState()}`,
		);
		expect(plain.headers['Set-Cookie']).toMatch(
			/^saison-authorization-[^;]+; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax$/,
		);
		const test = await requestWebhook(
			{ n8n: { getWebhookResourceUrl: () => 'http://10.0.0.5/webhook-test/saison-connect' } },
			`/start?state=${newState()}`,
		);
		expect(test.headers['Set-Cookie']).not.toMatch(/Secure|__Host/);
	});

	it('uses the member service of the state', async () => {
		const response = await requestWebhook({}, `/start?state=${newState({ memberService: 'atu' })}`);
		expect(response.headers.Location).toContain('/auth/screen/atu/authorize?');
	});

	it.each<[string, () => string, Stage?]>([
		['no state', () => ''],
		['two states', () => `state=${newState()}&state=${newState()}`],
		['junk', () => 'state=junk'],
		['a changed state', () => `state=${flip(newState(), 30)}`],
		['an expired state', () => `state=${newState({}, undefined, Date.now() - 60 * MINUTE)}`],
		['a state for two-factor', () => `state=${newState({ purpose: 'twoFactor' })}`],
		[
			'a two-factor state without to',
			() => `state=${newState({ purpose: 'twoFactor' })}`,
			{ parameters: { event: 'twoFactor' } },
		],
	])('rejects %s', async (_name, query, stage = {}) => {
		const response = await requestWebhook(stage, `/start?${query()}`);
		expect(response).toMatchObject({ status: 400, items: undefined });
		expect(response.headers).not.toHaveProperty('Set-Cookie');
		expect(response.headers).not.toHaveProperty('Location');
	});

	describe('for the two-factor event', () => {
		const stage: Stage = { parameters: { event: 'twoFactor' } };
		const start = async (to: string): ReturnType<typeof requestWebhook> =>
			await requestWebhook(stage, `/start?state=${newState({ purpose: 'twoFactor' })}&to=${to}`);

		it('redirects to the path and query given in the link', async () => {
			const path = '/auth/otp?token=a%2Bb&state=x';
			const response = await start(encodeURIComponent(path));
			expect(response).toMatchObject({ status: 302 });
			expect(response.headers.Location).toBe(ORIGIN + path);
		});

		it.each([
			'https://evil.example/',
			'//evil.example/',
			'/\\evil.example',
			'\\\\evil.example',
			'evil.example',
			'@evil.example/',
			'.evil.example/',
			':80@evil.example/',
			'javascript:alert(1)',
			'/a/../../b',
			'/a\r\nSet-Cookie: x=1',
			'/a#b',
			'/a b',
			'/é',
			'',
		])('rejects %j as a destination', async (to) => {
			const response = await start(encodeURIComponent(to));
			expect(response).toMatchObject({ status: 400 });
			expect(response.headers).not.toHaveProperty('Location');
		});

		it('rejects a broken escape and a repeated parameter', async () => {
			expect(await start('/a%zz')).toMatchObject({ status: 400 });
			expect(await start('/a&to=/b')).toMatchObject({ status: 400 });
		});
	});
});

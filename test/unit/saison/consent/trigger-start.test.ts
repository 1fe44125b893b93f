import {
	cookieOf,
	destinationOf,
	flip,
	newState,
	PRIVATE_HEADERS,
	requestWebhook,
	started,
	type Stage,
} from './webhook-request';

const MINUTE = 60_000;
const ORIGIN = 'https://apit.saisoncard.co.jp';
const AT_ONCE = { options: { showConfirmation: false } };

beforeEach(() => jest.spyOn(Date, 'now').mockReturnValue(Date.parse('2026-01-15T12:34:56.000Z')));
afterEach(() => jest.restoreAllMocks());

/** A ticket as Get Authorize URL creates it. */
const ticketOf = async (memberReference = '', createdAt = Date.now()): Promise<string> =>
	await newState({ memberReference }, undefined, createdAt, 'ticket');

describe('The start URL', () => {
	it('shows a page and sets a cookie, and only the page leads to the consent page', async () => {
		const ticket = await ticketOf('m1');
		const response = await requestWebhook({}, `/start?state=${ticket}`);
		expect(response).toMatchObject({ status: 200, items: undefined });
		expect(response.headers).toMatchObject(PRIVATE_HEADERS);
		expect(response.headers).not.toHaveProperty('Location');
		const { origin, pathname, searchParams } = destinationOf(response);
		expect(origin + pathname).toBe(`${ORIGIN}/auth/screen/na/authorize`);
		expect([...searchParams.keys()]).toEqual(['response_type', 'client_id', 'state']);
		expect(response.headers['Set-Cookie']).toMatch(
			/^__Host-saison-connect-[0-9a-f]{16}=[0-9a-f]{32}; Max-Age=3600; Path=\/; HttpOnly; SameSite=Lax; Secure$/,
		);
		expect(response.body).not.toContain(ticket);
		expect(response.body).not.toContain(cookieOf(response).split('=')[1]);
	});

	it('redirects at once if the page is turned off', async () => {
		const response = await requestWebhook(
			{ parameters: AT_ONCE },
			`/start?state=${await ticketOf()}`,
		);
		expect(response).toMatchObject({ status: 302, body: '' });
		expect(response.headers).toMatchObject(PRIVATE_HEADERS);
		expect(response.headers.Location).toMatch(
			/^https:\/\/apit\.saisoncard\.co\.jp\/auth\/screen\/na\/authorize\?response_type=code&client_id=ZT300&state=[0-9a-f]+$/,
		);
		expect(cookieOf(response)).not.toBe('');
	});

	it('makes another state and another cookie for every browser', async () => {
		const ticket = await ticketOf();
		const one = await started({}, ticket);
		const two = await started({}, ticket);
		expect(new Set([ticket, one.state, two.state]).size).toBe(3);
		expect(one.cookie).not.toBe(two.cookie);
		const back = async (state: string, cookie: string): ReturnType<typeof requestWebhook> =>
			await requestWebhook({}, `?code=c&state=${state}`, cookie);
		expect(await back(one.state, two.cookie)).toMatchObject({ status: 403, items: undefined });
		expect(await back(two.state, one.cookie)).toMatchObject({ status: 403, items: undefined });
		expect(await back(ticket, one.cookie)).toMatchObject({ status: 400, items: undefined });
		expect(await back(one.state, one.cookie)).toMatchObject({ status: 200 });
	});

	it('keeps what a browser has when it opens the link again', async () => {
		const ticket = await ticketOf();
		const one = await started({}, ticket);
		expect(await started({}, ticket, `a=b; ${one.cookie}`)).toEqual(one);
		const [name] = one.cookie.split('=');
		for (const value of ['', 'x', '0'.repeat(31), 'A'.repeat(32)]) {
			const other = await started({}, ticket, `${name}=${value}`);
			expect(other.cookie).not.toBe(`${name}=${value}`);
		}
	});

	it('keeps the cookie no longer than the ticket, one cookie for each flow', async () => {
		const stage = { parameters: { stateLifetime: 30 } };
		const old = await ticketOf('', Date.now() - 20 * MINUTE);
		const first = await requestWebhook(stage, `/start?state=${old}`);
		expect(first.headers['Set-Cookie']).toContain('; Max-Age=600;');
		const second = await requestWebhook(stage, `/start?state=${await ticketOf()}`);
		expect(cookieOf(first).split('=')[0]).not.toBe(cookieOf(second).split('=')[0]);
	});

	it('counts the lifetime of the state from the ticket', async () => {
		const old = await ticketOf('', Date.now() - 20 * MINUTE);
		const { cookie, state } = await started({}, old);
		const later = async (minutes: number): ReturnType<typeof requestWebhook> => {
			jest.mocked(Date.now).mockReturnValueOnce(Date.now() + minutes * MINUTE);
			return await requestWebhook({}, `?code=c&state=${state}`, cookie);
		};
		expect(await later(40)).toMatchObject({ status: 400 });
		expect(await later(39)).toMatchObject({ status: 200 });
	});

	it('sets no Secure cookie if the webhook itself is served over plain http', async () => {
		const plain = await requestWebhook(
			{ base: 'http://127.0.0.1:5678' },
			`/start?state=${await ticketOf()}`,
		);
		expect(plain.headers['Set-Cookie']).toMatch(
			/^saison-connect-[^;]+; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax$/,
		);
		const test = await requestWebhook(
			{ n8n: { getWebhookResourceUrl: () => 'http://10.0.0.5/webhook-test/saison-connect' } },
			`/start?state=${await ticketOf()}`,
		);
		expect(test.headers['Set-Cookie']).not.toMatch(/Secure|__Host/);
	});

	it('uses the member service of the ticket', async () => {
		const ticket = await newState({ memberService: 'atu' }, undefined, undefined, 'ticket');
		const response = await requestWebhook({}, `/start?state=${ticket}`);
		expect(destinationOf(response).pathname).toBe('/auth/screen/atu/authorize');
	});

	it('accepts a state of Create State, too', async () => {
		const { cookie, state } = await started({}, await newState({ memberReference: 'm1' }));
		expect(await requestWebhook({}, `?code=c&state=${state}`, cookie)).toMatchObject({
			status: 200,
			items: [{ memberReference: 'm1' }],
		});
	});

	it.each<[string, () => string | Promise<string>, Stage?]>([
		['no state', () => ''],
		['two states', async () => `state=${await ticketOf()}&state=${await ticketOf()}`],
		['junk', () => 'state=junk'],
		['a changed ticket', async () => `state=${flip(await ticketOf(), 30)}`],
		['an expired ticket', async () => `state=${await ticketOf('', Date.now() - 60 * MINUTE)}`],
		['a state for two-factor', async () => `state=${await newState({ purpose: 'twoFactor' })}`],
		[
			'a state that went to Saison',
			async () => `state=${(await started({}, await ticketOf())).state}`,
		],
		[
			'a two-factor state without to',
			async () => `state=${await newState({ purpose: 'twoFactor' })}`,
			{ parameters: { event: 'twoFactor' } },
		],
	])('rejects %s', async (_name, query, stage = {}) => {
		const response = await requestWebhook(stage, `/start?${await query()}`);
		expect(response).toMatchObject({ status: 400, items: undefined });
		expect(response.headers).not.toHaveProperty('Set-Cookie');
		expect(response.headers).not.toHaveProperty('Location');
		expect(response.body).not.toContain('<');
	});

	describe('for the two-factor event', () => {
		const stage: Stage = { parameters: { event: 'twoFactor', ...AT_ONCE } };
		const start = async (
			to: (state: string) => string,
			own = stage,
		): ReturnType<typeof requestWebhook> => {
			const state = await newState({ purpose: 'twoFactor' });
			return await requestWebhook(own, `/start?state=${state}&to=${to(state)}`);
		};

		it('redirects to the path and query in the link, with the new state in place of the old', async () => {
			let old = '';
			const response = await start((state) => {
				old = state;
				return encodeURIComponent(`/auth/otp?token=a%2Bb&state=${state}&x=${state}`);
			});
			expect(response).toMatchObject({ status: 302 });
			const { origin, pathname, search, searchParams } = new URL(response.headers.Location);
			const state = String(searchParams.get('state'));
			expect(origin + pathname).toBe(`${ORIGIN}/auth/otp`);
			expect(search).toBe(`?token=a%2Bb&state=${state}&x=${state}`);
			expect(state).toMatch(/^[0-9a-f]+$/);
			expect(state).not.toBe(old);
		});

		it('shows the page first unless it is turned off', async () => {
			const response = await start((state) => encodeURIComponent(`/auth/otp?a=1&state=${state}`), {
				parameters: { event: 'twoFactor' },
			});
			expect(response).toMatchObject({ status: 200, body: expect.stringContaining('本人確認') });
			expect(destinationOf(response).href).toMatch(`${ORIGIN}/auth/otp?a=1&state=`);
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
			'javascript:alert(1)//',
			'/a/../../b',
			'/a\r\nSet-Cookie: x=1',
			'/a#b',
			'/a b',
			'/é',
			'',
		])('rejects %j as a destination', async (to) => {
			const response = await start((state) => encodeURIComponent(`${to}?state=${state}`));
			expect(response).toMatchObject({ status: 400 });
			expect(response.headers).not.toHaveProperty('Location');
		});

		it('rejects a destination without the state, a broken escape and a repeated parameter', async () => {
			const without = await start(() => encodeURIComponent('/auth/otp?state=x'));
			expect(without).toMatchObject({ status: 400 });
			expect(without.log).toContain("'to' does not contain the state");
			expect(await start((state) => `/a%zz${state}`)).toMatchObject({ status: 400 });
			expect(await start((state) => `/a${state}&to=/b${state}`)).toMatchObject({ status: 400 });
		});
	});
});

import { cookieOf, flip, newState, PRIVATE_HEADERS, visit, type Stage } from './webhook-request';

const MINUTE = 60_000;
const ORIGIN = 'https://apit.saisoncard.co.jp';

describe('The start address', () => {
	it('sets a cookie for this journey and sends the member on to the consent page', async () => {
		const state = newState({ memberReference: 'm1' });
		const answer = await visit({}, `/start?state=${state}`);
		expect(answer).toMatchObject({ status: 302, body: '', items: undefined });
		expect(answer.headers).toMatchObject({
			...PRIVATE_HEADERS,
			Location: `${ORIGIN}/auth/screen/na/authorize?response_type=code&client_id=ZT300&state=${state}`,
		});
		expect(answer.headers['Set-Cookie']).toMatch(
			/^__Host-saison-journey-[0-9a-f]{16}=[0-9a-f]{64}; Max-Age=3(600|599); Path=\/; HttpOnly; SameSite=Lax; Secure$/,
		);
		expect(answer.headers['Set-Cookie']).not.toContain(state.slice(0, 20));
	});

	it('keeps the cookie no longer than the state, and journeys apart', async () => {
		const stage = { parameters: { stateLifetime: 30 } };
		const first = await visit(
			stage,
			`/start?state=${newState({}, undefined, Date.now() - 20 * MINUTE)}`,
		);
		const maxAge = Number(/Max-Age=(\d+)/.exec(first.headers['Set-Cookie'])?.[1]);
		expect(maxAge).toBeGreaterThan(590);
		expect(maxAge).toBeLessThanOrEqual(601);
		const second = await visit(stage, `/start?state=${newState()}`);
		expect(cookieOf(first).split('=')[0]).not.toBe(cookieOf(second).split('=')[0]);
	});

	it('sets no Secure cookie where the webhook itself is plain http, as served', async () => {
		const plain = await visit({ base: 'http://127.0.0.1:5678' }, `/start?state=${newState()}`);
		expect(plain.headers['Set-Cookie']).toMatch(
			/^saison-journey-[^;]+; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax$/,
		);
		const test = await visit(
			{ n8n: { getWebhookResourceUrl: () => 'http://10.0.0.5/webhook-test/saison-connect' } },
			`/start?state=${newState()}`,
		);
		expect(test.headers['Set-Cookie']).not.toMatch(/Secure|__Host/);
	});

	it('follows the member service of the state', async () => {
		const answer = await visit({}, `/start?state=${newState({ memberService: 'atu' })}`);
		expect(answer.headers.Location).toContain('/auth/screen/atu/authorize?');
	});

	it.each<[string, () => string, Stage?]>([
		['no state', () => ''],
		['two states', () => `state=${newState()}&state=${newState()}`],
		['junk', () => 'state=junk'],
		['a changed state', () => `state=${flip(newState(), 30)}`],
		['an old state', () => `state=${newState({}, undefined, Date.now() - 60 * MINUTE)}`],
		['a state for two-factor', () => `state=${newState({ purpose: 'twoFactor' })}`],
		[
			'a two-factor state without to',
			() => `state=${newState({ purpose: 'twoFactor' })}`,
			{ parameters: { event: 'twoFactor' } },
		],
	])('refuses %s', async (_name, query, stage = {}) => {
		const answer = await visit(stage, `/start?${query()}`);
		expect(answer).toMatchObject({ status: 400, items: undefined });
		expect(answer.headers).not.toHaveProperty('Set-Cookie');
		expect(answer.headers).not.toHaveProperty('Location');
	});

	describe('of the two-factor event', () => {
		const stage: Stage = { parameters: { event: 'twoFactor' } };
		const start = async (to: string): ReturnType<typeof visit> =>
			await visit(stage, `/start?state=${newState({ purpose: 'twoFactor' })}&to=${to}`);

		it('sends the member to the path and query that came with the visit', async () => {
			const path = '/auth/otp?token=a%2Bb&state=x';
			const answer = await start(encodeURIComponent(path));
			expect(answer).toMatchObject({ status: 302 });
			expect(answer.headers.Location).toBe(ORIGIN + path);
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
		])('refuses to send anybody to %j', async (to) => {
			const answer = await start(encodeURIComponent(to));
			expect(answer).toMatchObject({ status: 400 });
			expect(answer.headers).not.toHaveProperty('Location');
		});

		it('refuses a broken escape, and the parameter twice', async () => {
			expect(await start('/a%zz')).toMatchObject({ status: 400 });
			expect(await start('/a&to=/b')).toMatchObject({ status: 400 });
		});
	});
});

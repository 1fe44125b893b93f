import {
	createBothCredentials,
	httpRequestNode,
	runInEditor,
	startEditorWorld,
	type Reference,
	type World,
} from './world';

jest.setTimeout(600_000);
let world: World;
let saison: Reference;
let marta: Reference;

beforeAll(async () => {
	world = await startEditorWorld();
	({ saison, marta } = await createBothCredentials(world));
});
afterAll(async () => await world?.stop());

const AWKWARD = "a b+/~*'()&=日本";

describe('HTTP Request with Saison Connect API', () => {
	const send = async (parameters: object, items: unknown[] = [{}]) =>
		await runInEditor(
			world,
			items,
			httpRequestNode('saisonConnectApi', saison, parameters as never),
		);
	const echo = (rest = ''): string => `${world.sandbox.saison.url}/sandbox-made-up/echo${rest}`;

	it('signs a GET with the query in the address and by parameters', async () => {
		const run = await send({
			method: 'GET',
			url: echo('/a%2Fb%20c/%E6%97%A5?x=1 2&j=日本&e='),
			sendQuery: true,
			queryParameters: {
				parameters: [
					{ name: 'awkward', value: AWKWARD },
					{ name: 'empty', value: '' },
				],
			},
		});
		expect(run.error).toBeUndefined();
		const seen = new URL(String(run.items[0].url), world.sandbox.saison.url);
		expect(seen.pathname).toBe('/sandbox-made-up/echo/a%2Fb%20c/%E6%97%A5');
		expect(Object.fromEntries(seen.searchParams)).toEqual({
			x: '1 2',
			j: '日本',
			e: '',
			awkward: AWKWARD,
			empty: '',
		});
	});

	it('signs a POST with a form body', async () => {
		const run = await send({
			method: 'POST',
			url: echo('?q=1'),
			sendBody: true,
			contentType: 'form-urlencoded',
			bodyParameters: { parameters: [{ name: 'v', value: AWKWARD }] },
		});
		expect(run.items[0]).toMatchObject({ method: 'POST', form: [['v', AWKWARD]] });
	});

	it('refuses another host without any call', async () => {
		world.sandbox.saison.reset();
		world.sandbox.marta.reset();
		const run = await send({ method: 'POST', url: `${world.sandbox.marta.url}/auth` });
		expect(run.error?.message).toMatch(/only, so nothing was sent/);
		expect(world.sandbox.saison.counts().total).toBe(0);
		expect(world.sandbox.marta.counts().total).toBe(0);
	});
});

describe('HTTP Request with MARTA API', () => {
	const send = async (parameters: object, items: unknown[] = [{}]) =>
		await runInEditor(world, items, httpRequestNode('martaApi', marta, parameters as never));

	it('sends the session, also for 12 items at once with one login', async () => {
		world.sandbox.marta.reset();
		const run = await send(
			{
				method: 'GET',
				url: `${world.sandbox.marta.url}/customer/checkcard`,
				sendQuery: true,
				queryParameters: { parameters: [{ name: 'card', value: '2990000000001' }] },
			},
			Array.from({ length: 12 }, (_, index) => ({ json: { index } })),
		);
		expect(run.items).toHaveLength(12);
		expect(run.items[0]).toMatchObject({ exists: true });
		expect(world.sandbox.marta.counts().logins).toBe(1);
	});

	it('refuses another host without any call', async () => {
		world.sandbox.saison.reset();
		world.sandbox.marta.reset();
		const run = await send({ method: 'GET', url: `${world.sandbox.saison.url}/x` });
		expect(run.error?.message).toMatch(/only, so nothing was sent/);
		expect(world.sandbox.saison.counts().total + world.sandbox.marta.counts().total).toBe(0);
	});
});

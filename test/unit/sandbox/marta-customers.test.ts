import { startMarta } from '../../../sandbox';
import type { MartaServer } from '../../../sandbox';
import { call } from './support';

const PATH = '/sandbox-made-up/customers';
const PERSON = {
	firstname: 'Anna',
	lastname: 'Lunardini',
	mobile: '+393990000001',
	birthdate: '1990-01-31',
	town: 'Castelprova',
};
const WITHOUT_TOWN = { lookup: 'mobile', value: '+393000000140' };

let marta: MartaServer;
beforeAll(async () => (marta = await startMarta()));
afterAll(async () => await marta.stop());
beforeEach(() => marta.reset({ settings: true }));

type Scope = NonNullable<NonNullable<Parameters<MartaServer['session']>[0]>['scope']>;

async function send(method: 'POST' | 'PATCH', body: unknown, scope: Scope = 'customersynchro') {
	const Authorization = `Bearer ${marta.session({ scope }).token}`;
	const headers = { Authorization, 'Content-Type': 'application/json' };
	return await call(marta.url, PATH, { method, headers, body: JSON.stringify(body) });
}

const check = async (mobile: string) => {
	const Authorization = `Bearer ${marta.session().token}`;
	const path = `/customer/checkcard?mobile=${encodeURIComponent(mobile)}`;
	return await call(marta.url, path, { headers: { Authorization } });
};

describe('The made-up registration', () => {
	it('registers a customer with a new card, whom the card check then knows', async () => {
		expect((await check(PERSON.mobile)).status).toBe(404);
		const { status, json } = await send('POST', { ...PERSON, email: 'anna@example.com' });
		expect([status, json]).toEqual([201, { registered: true, card: '2990000000151' }]);
		expect((await check(PERSON.mobile)).json).toMatchObject({ card: json.card });
		expect(marta.customers().at(-1)).toMatchObject({ ...PERSON, email: 'anna@example.com' });
	});

	it('registers a mobile number or an email address once', async () => {
		const other = { ...PERSON, mobile: '+393990000002' };
		expect((await send('POST', { ...PERSON, email: 'anna@example.com' })).status).toBe(201);
		for (const again of [PERSON, { ...other, email: 'anna@example.com' }]) {
			const { status, json } = await send('POST', again);
			expect([status, json.code]).toEqual([409, 'already_registered']);
		}
		expect((await send('POST', other)).status).toBe(201);
		expect((await send('POST', { ...other, mobile: '+393990000003' })).status).toBe(201);
	});

	it.each([
		[{ ...PERSON, town: undefined }, 'town is required'],
		[{ ...PERSON, firstname: '' }, 'firstname must be text'],
		[{ ...PERSON, lastname: 'x'.repeat(41) }, 'lastname must be text'],
		[{ ...PERSON, mobile: '333 1234567' }, 'mobile must be a number'],
		[{ ...PERSON, birthdate: '1990-02-31' }, 'birthdate must be a date'],
		[{ ...PERSON, email: 'anna' }, 'email must be an email address'],
		[{ ...PERSON, card: '2990000000001' }, 'card is not a parameter'],
		[[PERSON], 'the body must be a JSON object'],
	])('rejects %j', async (body, message) => {
		const { status, json } = await send('POST', body);
		expect([status, json.message]).toEqual([400, expect.stringContaining(message)]);
		expect(marta.customers()).toHaveLength(150);
	});
});

describe('The made-up addition of missing data', () => {
	it('completes a customer', async () => {
		expect((await check(WITHOUT_TOWN.value)).status).toBe(402);
		const { status, json } = await send('PATCH', { ...WITHOUT_TOWN, town: 'Borgofinto' });
		expect([status, json]).toEqual([200, { dataComplete: true }]);
		expect((await check(WITHOUT_TOWN.value)).status).toBe(200);
	});

	it('changes nothing that is known', async () => {
		const before = marta.customers();
		const body = { ...WITHOUT_TOWN, town: 'Borgofinto', firstname: 'Anna' };
		const { status, json } = await send('PATCH', body);
		expect([status, json.code, json.field]).toEqual([409, 'already_known', 'firstname']);
		expect(marta.customers()).toEqual(before);
	});

	it.each([
		[{ ...WITHOUT_TOWN, value: '+393990000009', town: 'Borgofinto' }, 404, 'not_found'],
		[{ ...WITHOUT_TOWN, lookup: 'card', town: 'Borgofinto' }, 400, 'invalid_input'],
		[{ town: 'Borgofinto' }, 400, 'invalid_input'],
		[{ ...WITHOUT_TOWN, points: 9000 }, 400, 'invalid_input'],
	])('rejects %j with %i %s', async (body, expected, code) => {
		const { status, json } = await send('PATCH', body);
		expect([status, json.code]).toEqual([expected, code]);
	});
});

it('both are for the scope that is used before a login', async () => {
	for (const method of ['POST', 'PATCH'] as const) {
		for (const scope of ['customer', 'terminal', 'backoffice'] as const) {
			const { status, json } = await send(method, PERSON, scope);
			expect([status, json.code]).toEqual([403, 'wrong_scope']);
		}
	}
});

it('a reset forgets who was registered', async () => {
	await send('POST', PERSON);
	marta.reset();
	expect((await check(PERSON.mobile)).status).toBe(404);
});

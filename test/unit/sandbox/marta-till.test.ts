import { startMarta } from '../../../sandbox';
import type { MartaServer } from '../../../sandbox';
import { call, stopClock } from './support';

const CARD = '2990000000001';
const OTHER_CARD = '2990000000002';
const PURCHASE = { receipt: 'R-1', amount: 12.5, shop: { id: '0001' } };

let marta: MartaServer;
beforeAll(async () => (marta = await startMarta()));
afterAll(async () => await marta.stop());
beforeEach(() => marta.reset({ settings: true }));
afterEach(() => jest.restoreAllMocks());

type Scope = NonNullable<NonNullable<Parameters<MartaServer['session']>[0]>['scope']>;

async function send(method: string, path: string, body?: unknown, scope: Scope = 'terminal') {
	const Authorization = `Bearer ${marta.session({ scope }).token}`;
	const headers = { Authorization, 'Content-Type': 'application/json' };
	const text = body === undefined ? undefined : JSON.stringify(body);
	return await call(marta.url, `/sandbox-made-up${path}`, { method, headers, body: text });
}

const read = async (card = CARD) => await send('GET', `/cards/${card}`);
const buy = async (body: unknown, card = CARD) =>
	await send('POST', `/cards/${card}/movements`, body);
const list = async (query = '') => await send('GET', `/cards/${CARD}/movements${query}`);
const remove = async (id: unknown) =>
	await send('DELETE', `/cards/${CARD}/movements/last?movementId=${id}`);

describe('The made-up till', () => {
	it('has a description that says so, for every scope, with a session only', async () => {
		const { status, json } = await send('GET', '/openapi.json', undefined, 'customersynchro');
		expect(status).toBe(200);
		expect(json).toMatchObject({ openapi: '3.0.3', info: { title: /made-up/i } });
		expect(Object.keys(json.paths)).toEqual([
			'/sandbox-made-up/cards/{card}',
			'/sandbox-made-up/cards/{card}/movements',
			'/sandbox-made-up/cards/{card}/movements/last',
		]);
		expect((await call(marta.url, '/sandbox-made-up/openapi.json')).status).toBe(401);
	});

	it('is for the scopes of a terminal', async () => {
		for (const scope of ['terminal', 'terminal-backoffice'] as const) {
			expect((await send('GET', `/cards/${CARD}`, undefined, scope)).status).toBe(200);
		}
		const { status, json } = await send('GET', `/cards/${CARD}`, undefined, 'customersynchro');
		expect([status, json.code]).toEqual([403, 'wrong_scope']);
	});

	it('adds the points of a purchase to its card, and takes them back', async () => {
		const { points, lastMovementId } = (await read()).json;
		const other = (await read(OTHER_CARD)).json.points;
		const bought = await buy({ ...PURCHASE, doublePoints: true, payment: 'cash' });
		expect([bought.status, bought.json]).toMatchObject([
			201,
			{
				movement: { card: CARD, movementId: lastMovementId + 1, points: 24, payment: 'cash' },
				points: points + 24,
			},
		]);
		expect((await read()).json).toMatchObject({
			points: points + 24,
			lastMovementId: lastMovementId + 1,
		});
		const deleted = await remove(lastMovementId + 1);
		expect([deleted.status, deleted.json.points]).toEqual([200, points]);
		expect((await read()).json).toMatchObject({ points, lastMovementId });
		expect((await read(OTHER_CARD)).json.points).toBe(other);
	});

	it('rejects deleting a movement twice, and changes nothing', async () => {
		const { movementId } = (await buy(PURCHASE)).json.movement;
		const { points } = (await remove(movementId)).json;
		const { status, json } = await remove(movementId);
		expect([status, json]).toEqual([
			409,
			{ code: 'already_deleted', message: 'this movement is already deleted' },
		]);
		expect((await read()).json.points).toBe(points);
	});

	it('deletes only the last movement, and only for a day', async () => {
		const clock = stopClock();
		const first = (await buy(PURCHASE)).json.movement.movementId;
		const second = (await buy({ ...PURCHASE, receipt: 'R-2' })).json.movement.movementId;
		expect((await remove(first)).json.code).toBe('not_the_last');
		expect((await remove(9999)).json.code).toBe('no_such_movement');
		clock.nowMs += 25 * 3600 * 1000;
		expect((await remove(second)).json.code).toBe('too_late');
	});

	it('registers a receipt once, and again after it was deleted', async () => {
		const { movementId } = (await buy(PURCHASE)).json.movement;
		expect([(await buy(PURCHASE)).status, (await buy(PURCHASE)).json.code]).toEqual([
			409,
			'duplicate_receipt',
		]);
		expect((await buy(PURCHASE, OTHER_CARD)).status).toBe(201);
		await remove(movementId);
		expect((await buy(PURCHASE)).status).toBe(201);
	});

	it.each([
		[{ amount: 1, shop: { id: '1' } }, 'receipt is required'],
		[{ ...PURCHASE, amount: '12.50' }, 'amount must be a number'],
		[{ ...PURCHASE, amount: 0 }, 'amount must be a number'],
		[{ ...PURCHASE, amount: 1.005 }, 'amount must be a number'],
		[{ ...PURCHASE, receipt: 7 }, 'receipt must be text'],
		[{ ...PURCHASE, payment: 'gold' }, 'payment must be one of cash, card, voucher'],
		[{ ...PURCHASE, doublePoints: 'yes' }, 'doublePoints must be true or false'],
		[{ ...PURCHASE, shop: {} }, 'shop.id is required'],
		[{ ...PURCHASE, shop: { id: '1', name: 'x' } }, 'shop.name is not a parameter'],
		[{ ...PURCHASE, shop: null }, 'shop must be an object'],
		[{ ...PURCHASE, extra: 1 }, 'extra is not a parameter'],
		[[], 'the body must be a JSON object'],
	])('rejects the purchase %j', async (body, message) => {
		const { status, json } = await buy(body);
		expect([status, json.message]).toEqual([400, expect.stringContaining(message)]);
		expect((await list('?limit=1')).json.movements[0].receipt).not.toBe(PURCHASE.receipt);
	});

	it.each([
		['GET', '/cards/1', 400, 'invalid_input'],
		['GET', '/cards/2990000009999', 404, 'not_found'],
		['GET', `/cards/${CARD}/movements?limit=51`, 400, 'invalid_input'],
		['GET', `/cards/${CARD}/movements?cursor=1`, 400, 'invalid_input'],
		['GET', `/cards/${CARD}/movements?page=1`, 400, 'invalid_input'],
		['DELETE', `/cards/${CARD}/movements/last`, 400, 'invalid_input'],
		['DELETE', `/cards/${CARD}/movements/last?movementId=x`, 400, 'invalid_input'],
	])('answers %s %s with %i %s', async (method, path, status, code) => {
		const response = await send(method, path);
		expect([response.status, response.json.code]).toEqual([status, code]);
	});

	it('lists movements newest first, by cursor or by link, in pages that leave none out', async () => {
		const all = (await list('?limit=50')).json;
		expect(all).toMatchObject({ nextCursor: null, next: null });
		const ids = all.movements.map(({ movementId }: { movementId: number }) => movementId);
		expect(ids).toEqual([...ids].sort((a, b) => b - a));
		const byCursor: unknown[] = [];
		const byLink: unknown[] = [];
		let cursor = '';
		let link = `/sandbox-made-up/cards/${CARD}/movements`;
		for (let pages = 0; pages < 3; pages += 1) {
			const page = (await list(cursor && `?cursor=${cursor}`)).json;
			byCursor.push(...page.movements);
			cursor = page.nextCursor;
			const linked = (await send('GET', link.replace('/sandbox-made-up', ''))).json;
			byLink.push(...linked.movements);
			link = linked.next;
		}
		expect([cursor, link]).toEqual([null, null]);
		expect(byCursor).toEqual(all.movements);
		expect(byLink).toEqual(all.movements);
	});

	it('starts again after a reset', async () => {
		const { json } = await read();
		await buy(PURCHASE);
		marta.reset();
		expect((await read()).json).toEqual(json);
	});
});

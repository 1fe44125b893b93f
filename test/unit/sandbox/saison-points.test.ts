import { startSaison } from '../../../sandbox';
import type { SaisonServer } from '../../../sandbox';
import { signedCall } from './support';

const HISTORY = '/sandbox-made-up/points/history';
const BALANCE = '/sandbox-made-up/points/balance';
const YEAR = 'from=2025-01-01&to=2025-12-31';

let saison: SaisonServer;
beforeAll(async () => (saison = await startSaison()));
afterAll(async () => await saison.stop());
beforeEach(() => saison.reset({ settings: true }));

interface Entry {
	date: string;
	point_type: string;
	balance: string;
}

const get = async (body: string) => await signedCall(saison.url, HISTORY, body);
const entriesOf = async (body: string): Promise<Entry[]> => (await get(body)).json.points_history;

describe('The made-up points history', () => {
	it('has pages that leave no entry out, newest first', async () => {
		const first = (await get(YEAR)).json;
		expect(first).toMatchObject({ result_code: '000', page: '1' });
		const pageCount = Number(first.page_count);
		expect(pageCount).toBeGreaterThan(3);
		const entries: Entry[] = [];
		for (let page = 1; page <= pageCount; page += 1) {
			entries.push(...(await entriesOf(`${YEAR}&page=${page}`)));
		}
		expect(entries).toHaveLength(Number(first.total_count));
		expect(entries.map(({ date }) => date)).toEqual(
			entries.map(({ date }) => date).sort((a, b) => b.localeCompare(a)),
		);
		expect(new Set(entries.map(({ date }) => date)).size).toBe(entries.length);
		expect(await entriesOf(`${YEAR}&page=${pageCount + 1}`)).toEqual([]);
	});

	it('has the size of page and the type that were asked for', async () => {
		const entries = await entriesOf(`${YEAR}&page_size=50&point_type=spent`);
		expect(entries.length).toBeGreaterThan(10);
		expect(new Set(entries.map(({ point_type }) => point_type))).toEqual(new Set(['spent']));
		expect(await entriesOf(`${YEAR}&page_size=3`)).toHaveLength(3);
	});

	it('ends with the balance, for each member their own', async () => {
		const [last] = await entriesOf('from=2025-01-01&to=2027-12-31&page_size=1');
		const balanceOf = async (member: string) => {
			const how = { method: 'GET', token: `sandbox-access-${member}` };
			return (await signedCall(saison.url, BALANCE, '', how)).json.balance;
		};
		expect(await balanceOf('na001')).toBe(last.balance);
		expect(await balanceOf('na002')).not.toBe(last.balance);
	});

	it.each([
		['from=2025-01-01', 'to is required'],
		['from=20250101&to=2025-12-31', 'from must be a date'],
		['from=2025-02-30&to=2025-12-31', 'from must be a date'],
		['from=2025-12-31&to=2025-01-01', 'to must not be before from'],
		[`${YEAR}&page=0`, 'page must be a whole number'],
		[`${YEAR}&page_size=51`, 'page_size must be a whole number from 1 to 50'],
		[`${YEAR}&point_type=lost`, 'point_type must be earned or spent'],
		[`${YEAR}&extra=1`, 'extra is not a parameter'],
	])('rejects %s', async (body, message) => {
		const { status, json } = await get(body);
		expect([status, json.error]).toEqual([400, 'invalid_request']);
		expect(decodeURIComponent(json.error_msg)).toContain(message);
	});

	it('is signed like every other call, and a POST only', async () => {
		const unsigned = await signedCall(saison.url, HISTORY, YEAR, { secret: 'wrong' });
		expect(unsigned.status).toBe(401);
		const asGet = await signedCall(saison.url, `${HISTORY}?${YEAR}`, '', { method: 'GET' });
		expect(asGet.status).toBe(404);
	});
});

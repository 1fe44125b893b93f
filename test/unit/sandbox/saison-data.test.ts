import { startSaison } from '../../../sandbox';
import type { SaisonServer } from '../../../sandbox';
import { signedCall } from './support';

const PROFILE = '/auth/account/profile';

let saison: SaisonServer;
beforeAll(async () => (saison = await startSaison()));
afterAll(async () => await saison.stop());
beforeEach(() => saison.reset({ settings: true }));

describe('The Saison Connect stand-in', () => {
	const read = async (path: string, member: string) =>
		await signedCall(saison.url, `/sandbox-made-up/${path}`, '', {
			token: `sandbox-access-${member}`,
		});

	it('has the same 200 members every time', () => {
		const members = saison.members();
		expect(members).toHaveLength(200);
		expect(members[0]).toMatchObject({ id: 'na001', password: 'pass-na001', name: '朝霧 大輔' });
	});

	it('returns each status of a bill, and 104 for a family card', async () => {
		const { json } = await read('statement', 'na116');
		expect(json).toEqual({
			result_code: '000',
			kazoku_div: '0',
			this_month: {
				disp_code: '01',
				due_date: '20270104',
				mark_claim_amount: '-',
				claim_amount: '4980',
			},
		});
		expect((await read('statement', 'atu062')).json.bc_flg).toBe('1');
		expect((await read('statement', 'na117')).json.this_month).toMatchObject({
			disp_code: '02',
			due_date: '',
		});
		const family = await read('statement', 'na114');
		expect([family.status, family.json.result_code]).toEqual([401, '104']);
	});

	it('returns sub-limits for UC members only, and a gateway error', async () => {
		const plain = (await read('credit-line', 'na001')).json;
		expect(plain.details).toBeUndefined();
		expect(plain.shopping_limit).toMatch(/^[0-9]+$/);
		expect((await read('credit-line', 'atu001')).json.details.shopping_available_revo).toMatch(
			/^[0-9]+$/,
		);
		expect((await read('credit-line', 'atu061')).json.details.shopping_available_revo).toBe('-');
		const gateway = await read('credit-line', 'atu063');
		expect(gateway.status).toBe(500);
		expect(decodeURIComponent(gateway.json.error_msg)).toContain('お取り扱い');
	});

	it('returns the balance as digits or, if set, as numbers', async () => {
		const { json } = await read('wallet', 'na115');
		expect(json).toMatchObject({
			wallet_balance: '9999999999',
			normal_wallet_balance: '9999999999',
		});
		expect(json.response_ts).toMatch(/^20[0-9]{15}$/);
		saison.settings({ walletAsNumbers: true });
		expect((await read('wallet', 'na115')).json.wallet_balance).toBe(9999999999);
	});

	it.each([
		'',
		'data_flg=2&info_key=sex',
		'data_flg=1',
		'data_flg=1&data_flg=1&info_key=sex',
		'data_flg=1&info_key=%FF',
	])('rejects the profile request %j', async (body) => {
		const { status, json } = await signedCall(saison.url, PROFILE, body);
		expect([status, json.error]).toEqual([400, 'invalid_request']);
	});

	it('echoes the request exactly, except for the mac', async () => {
		const path = '/sandbox-made-up/echo/a%2Fb%20c/%E3%82%BB?x=%2c&x=+&y';
		const { json } = await signedCall(saison.url, path, 'a=1&a=%E3%82%BB+b', { method: 'PUT' });
		expect(json).toMatchObject({
			method: 'PUT',
			url: path,
			member: 'na001',
			body: 'a=1&a=%E3%82%BB+b',
		});
		expect(json.form).toEqual([
			['a', '1'],
			['a', 'セ b'],
		]);
		expect(json.headers.authorization).toMatch(/mac="…"$/);
	});
});

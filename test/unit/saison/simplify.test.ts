import type { IDataObject } from 'n8n-workflow';
import { asItem } from '../../../lib/saison/operation';
import { simplify } from '../../../lib/saison/simplify';
import { response } from '../support/responses';

const unchanged = (data: IDataObject): void => expect(simplify(data)).toEqual(data);

describe('Simplifying', () => {
	it.each([
		'shopping_limit',
		'shopping_available',
		'cashing_limit',
		'cashing_available',
		'shopping_limit_bunkatsu',
		'shopping_available_bunkatsu',
		'shopping_limit_revo',
		'shopping_available_revo',
		'wallet_balance',
		'normal_wallet_balance',
	])('makes %s a number', (name) => {
		expect(simplify({ [name]: '00123000' })).toEqual({ [name]: 123000 });
		expect(simplify({ [name]: 123000 })).toEqual({ [name]: 123000 });
		expect(simplify({ [name]: '0' })).toEqual({ [name]: 0 });
	});

	it('reaches into objects and lists', () => {
		expect(
			simplify({
				details: { shopping_limit_revo: '10' },
				list: [{ cashing_limit: '20' }, 'x', 5, null],
			}),
		).toEqual({
			details: { shopping_limit_revo: 10 },
			list: [{ cashing_limit: 20 }, 'x', 5, null],
		});
	});

	it('makes a hyphen nothing, with a note beside it', () => {
		const result = simplify({ shopping_available_revo: '-' });
		expect(result.shopping_available_revo).toBeNull();
		expect(result.shopping_available_revoNote).toContain('temporarily raised');
	});

	it('makes an empty amount nothing, without a note', () => {
		expect(simplify({ shopping_limit: '' })).toEqual({ shopping_limit: null });
	});

	it('marks a balance that is "that much or more"', () => {
		for (const wallet_balance of ['9999999999', 9999999999]) {
			expect(simplify({ wallet_balance })).toEqual({
				wallet_balance: 9999999999,
				wallet_balanceAtLeast: true,
			});
		}
		expect(simplify({ wallet_balance: '9999999998' })).toEqual({ wallet_balance: 9999999998 });
	});

	it.each([
		'1,000',
		'12.5',
		'¥100',
		'abc',
		' 5',
		'1234567890123456',
		'１００',
		true,
		null,
		-5,
		1.5,
	])('leaves an amount of another kind: %j', (shopping_limit) => {
		unchanged({ shopping_limit });
	});

	it('folds a sign into its amount', () => {
		expect(simplify({ mark_claim_amount: '-', claim_amount: '500' })).toEqual({
			claim_amount: -500,
		});
		expect(simplify({ mark_claim_amount: '', claim_amount: '500' })).toEqual({ claim_amount: 500 });
		expect(simplify({ claim_amount: '500', mark_claim_amount: '-' })).toEqual({
			claim_amount: -500,
		});
		expect(simplify({ this_month: { mark_claim_amount: '-', claim_amount: '7' } })).toEqual({
			this_month: { claim_amount: -7 },
		});
	});

	it('makes minus zero a zero', () => {
		expect(simplify({ mark_claim_amount: '-', claim_amount: '0' }).claim_amount).toBe(0);
	});

	it('leaves a sign whose amount is not there, or is none that it can be folded into', () => {
		unchanged({ mark_claim_amount: '-' });
		unchanged({ mark_claim_amount: '-', clean_amount: '500' });
		unchanged({ mark_claim_amount: '-', claim_amount: '1,000' });
		unchanged({ mark_claim_amount: '+', claim_amount: '1,000' });
	});

	it('leaves a sign of another kind', () => {
		expect(simplify({ mark_claim_amount: '+', claim_amount: '500' })).toMatchObject({
			mark_claim_amount: '+',
		});
	});

	it('writes dates in ISO, and an empty one as nothing', () => {
		expect(simplify({ due_date: '20260504' })).toEqual({ due_date: '2026-05-04' });
		expect(simplify({ due_date: '' })).toEqual({ due_date: null });
		expect(simplify({ response_ts: '20260504123456789' })).toEqual({
			response_ts: '2026-05-04T12:34:56.789',
		});
	});

	it.each(['2026-05-04', '260504', '20260', 'soon', '00000000', '20261301', '20260230'])(
		'leaves a date that is none: %s',
		(due_date) => {
			unchanged({ due_date });
		},
	);

	it.each(['20260504', '', '2026050412345678x', '00000000000000000', '20260504256199000'])(
		'leaves a time that is none: %j',
		(response_ts) => {
			unchanged({ response_ts });
		},
	);

	it('puts the meaning beside a code, which stays text', () => {
		expect(simplify({ disp_code: '01', kazoku_div: '0', bc_flg: '1' })).toEqual({
			disp_code: '01',
			disp_codeMeaning: 'Normal, after the bank claim is fixed',
			kazoku_div: '0',
			kazoku_divMeaning: 'Main cardholder',
			bc_flg: '1',
			bc_flgMeaning: 'UC card issued by another company',
		});
	});

	it('invents no meaning for a code it does not know', () => {
		unchanged({ disp_code: '99', kazoku_div: '1', bc_flg: '' });
		unchanged({ disp_code: 'toString', kazoku_div: 'constructor', bc_flg: '__proto__' });
	});

	it('leaves what the reference pages do not name', () => {
		unchanged({
			result_code: '000',
			card_number: '0012',
			points: '1000',
			birthday: '19900101',
			nested: { list: [['1'], { date: '20260101' }], none: null, yes: true },
		});
	});

	it('leaves fields whose names JavaScript knows', () => {
		unchanged({
			constructor: 'name',
			toString: 'length',
			valueOf: 'x',
			hasOwnProperty: 'name',
		} as IDataObject);
	});

	it('keeps a field named __proto__ as a field, and pollutes nothing', () => {
		const data = JSON.parse(
			'{"__proto__":{"polluted":"1","shopping_limit":"5"},"list":[{"__proto__":"toString"}]}',
		) as IDataObject;
		const result = simplify(data);
		expect(Object.getOwnPropertyNames(result)).toEqual(['__proto__', 'list']);
		expect(JSON.stringify(result)).toBe(
			'{"__proto__":{"polluted":"1","shopping_limit":5},"list":[{"__proto__":"toString"}]}',
		);
		expect(Object.getPrototypeOf(result)).toBe(Object.prototype);
		expect(({} as IDataObject).polluted).toBeUndefined();
		expect((result as { polluted?: unknown }).polluted).toBeUndefined();
	});

	it('leaves what it was given as it was', () => {
		const data: IDataObject = { details: { shopping_limit: '5' }, due_date: '20260101' };
		const copy = structuredClone(data);
		simplify(data);
		expect(data).toEqual(copy);
	});
});

describe('A response as an item', () => {
	it('is the object of the service, or stands under data', () => {
		expect(asItem(response(200, { a: 1 }))).toEqual({ a: 1 });
		expect(asItem(response(200, [1]))).toEqual({ data: [1] });
		expect(asItem(response(200, 'null'))).toEqual({ data: null });
	});
});

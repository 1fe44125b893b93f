import { readDescription } from '../../lib/core/contract/description';
import { formatCallId } from '../../lib/core/contract/call';
import { formatPlace } from '../../lib/core/contract/place';
import { isForbidden } from '../../lib/core/contract/forbidden-path';
import { martaContractRules } from '../../lib/marta/contract';
import { saisonContractRules } from '../../lib/saison/contract';
import { CUSTOMER_CALL_LIST } from '../../sandbox/marta/customers/call-list';
import { TILL_DESCRIPTION } from '../../sandbox/marta/till/description';
import { POINTS_CALL_LIST } from '../../sandbox/saison/points/call-list';
import { read } from './support/files';

const saison = saisonContractRules({ tokenUrlPath: '/auth/token' });
const SAISON_LIST = read('examples/saison-connect.calls.txt');
const MARTA_LIST = read('examples/marta.calls.txt');

/** The calls of a description, and where their fields go. */
function summarize(text: string, rules: typeof saison): Record<string, string[]> {
	const calls = readDescription(text, rules).map((call) => [
		formatCallId(call),
		call.fields().map(({ place, required }) => `${formatPlace(place)}${required ? '*' : ''}`),
	]);
	return Object.fromEntries(calls) as Record<string, string[]>;
}

/** The list without the hash before what is left to fill in. */
function uncommented(text: string): string {
	return text.replace(/^# (?=\w+ \.\.\.)/gm, '').replace(/^#(?= {3}\.\.\.)/gm, '');
}

/** The same with a path for each call, and a parameter. */
function filledIn(text: string): string {
	let number = 0;
	return uncommented(text)
		.replace(/^(\w+) \.\.\./gm, (_, method) => `${method} /filled-in/${(number += 1)}`)
		.replace(/^ +\.\.\.$/gm, '  name');
}

describe('The call lists to fill in', () => {
	it('contain the public calls and no other', () => {
		expect(summarize(SAISON_LIST, saison)).toEqual({
			'POST /auth/account/profile read': ['form/data_flg', 'form[comma]/info_key'],
		});
		expect(summarize(MARTA_LIST, martaContractRules)).toEqual({
			'GET /terminal/campaign/{campaignid}': ['path/campaignid*'],
			'GET /customer/checkcard': ['query/card', 'query/email', 'query/mobile'],
		});
	});

	it.each([
		['saison-connect', SAISON_LIST, saison, 6, ['form/name']],
		['marta', MARTA_LIST, martaContractRules, 6, ['body/name']],
	])('can be read with the lines of %s filled in', (_name, list, rules, count, fields) => {
		const calls = summarize(filledIn(list), rules);
		expect(Object.keys(calls)).toHaveLength(count);
		const added = Object.entries(calls).filter(([id]) => id.includes('/filled-in/'));
		for (const [, places] of added) expect(places).toEqual(fields);
		expect(added.length).toBeGreaterThan(3);
	});

	it.each([
		['saison-connect', SAISON_LIST, saison],
		['marta', MARTA_LIST, martaContractRules],
	])('tell the line of %s in which a path is left to fill in', (_name, list, rules) => {
		const text = uncommented(list);
		const line = text.split('\n').findIndex((entry) => entry.startsWith('POST ...')) + 1;
		expect(() => readDescription(text, rules)).toThrow(
			`cannot be read at line ${line}: the path "..." is not filled in.`,
		);
	});

	it.each([
		['saison-connect', SAISON_LIST, saison],
		['marta', MARTA_LIST, martaContractRules],
	])('contain no call in %s that the node rejects', (_name, list, rules) => {
		const paths = [...list.matchAll(/^[A-Z]+ (\/\S+)/gm)].map(([, path]) => path);
		expect(paths.length).toBeGreaterThan(0);
		expect(paths.filter((path) => isForbidden(path, rules))).toEqual([]);
	});
});

describe('The descriptions of the sandbox', () => {
	it('can be read', () => {
		expect(summarize(POINTS_CALL_LIST, saison)).toEqual({
			'POST /sandbox-made-up/points/history read': [
				...['form/from*', 'form/to*', 'form/point_type', 'form/page', 'form/page_size'],
			],
			'GET /sandbox-made-up/points/balance': [],
		});
		expect(summarize(CUSTOMER_CALL_LIST, martaContractRules)).toEqual({
			'POST /sandbox-made-up/customers': [
				...['body/firstname*', 'body/lastname*', 'body/mobile*', 'body/birthdate*', 'body/town*'],
				'body/email',
			],
			'PATCH /sandbox-made-up/customers': [
				...['body/lookup*', 'body/value*', 'body/firstname', 'body/lastname', 'body/mobile'],
				...['body/birthdate', 'body/town'],
			],
		});
		expect(summarize(JSON.stringify(TILL_DESCRIPTION), martaContractRules)).toEqual({
			'GET /sandbox-made-up/cards/{card}': ['path/card*'],
			'GET /sandbox-made-up/cards/{card}/movements': [
				...['path/card*', 'query/limit', 'query/cursor'],
			],
			'POST /sandbox-made-up/cards/{card}/movements': [
				...['path/card*', 'body/receipt*', 'body/amount*', 'body/shop/id*'],
				...['body/payment', 'body/doublePoints', 'body/shop/till'],
			],
			'DELETE /sandbox-made-up/cards/{card}/movements/last': [
				...['path/card*', 'query/movementId*'],
			],
		});
	});

	it.each([
		['POINTS_CALL_LIST', POINTS_CALL_LIST, saison],
		['CUSTOMER_CALL_LIST', CUSTOMER_CALL_LIST, martaContractRules],
		['TILL_DESCRIPTION', JSON.stringify(TILL_DESCRIPTION), martaContractRules],
	])('say with every call of %s that it is made up', (_name, text, rules) => {
		for (const call of readDescription(text, rules)) {
			expect(call.path).toMatch(/^\/sandbox-made-up\//);
			expect(call.summary).toMatch(/made up/);
		}
	});
});

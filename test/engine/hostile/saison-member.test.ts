import * as fc from '../../property';
import type { GenericValue } from 'n8n-workflow';
import { anyText, formText, isWhole, MISSING_WORDS, visible } from '../../unit/hostile/texts';
import {
	expectFramed,
	expectNoPollution,
	expectRejected,
	expectSigned,
	MEMBER,
	runItems,
} from './run-items';
import { headersOf, RawServer } from './raw-server';

let server: RawServer;
beforeAll(async () => {
	server = await RawServer.start(() => ({ status: 200, json: { result_code: '000' } }));
});
afterEach(expectNoPollution);
afterAll(async () => await server.stop());

const token = fc.oneof(
	anyText,
	fc.string({ minLength: 1, maxLength: 40 }),
	fc.stringMatching(/^[A-Za-z0-9+/=_.~ -]{1,60}$/),
	fc.constantFrom(
		'a" mac="b',
		'a", nonce="b',
		'a\\',
		' a',
		'a ',
		'a\r\nX-Evil: 1',
		'日本',
		'a,b',
		"'a'",
	),
);

/** What a quoted value of the header can contain (draft-ietf-oauth-v2-http-mac-02, section 3). */
function isSendable(text: string): boolean {
	const units = Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
	return (
		text.trim() !== '' &&
		units.every((unit) => unit >= 0x20 && unit <= 0x7e && unit !== 0x22 && unit !== 0x5c)
	);
}

test('any member token stands in the header as it is, or nothing is sent', async () => {
	const items = [
		...fc.sample(fc.record({ token }), 400),
		{ token: null },
		{ token: 0 },
		{ token: {} },
	];
	const outcomes = await runItems(server, {
		node: 'saisonConnect',
		items,
		parameters: {
			resource: 'member',
			operation: 'getAttributes',
			attributes: ['sex'],
			options: { memberAccessToken: '={{ $json.token }}' },
		},
	});
	let sent = 0;
	for (const [index, outcome] of outcomes.entries()) {
		const text = String(items[index].token ?? '');
		if (!isSendable(text) || typeof items[index].token === 'object') {
			expectRejected(outcome, 'Member Access Token');
			if (text.length > 6) expect(outcome.error).not.toContain(text);
			continue;
		}
		sent++;
		const { request } = outcome;
		if (request === undefined) throw new Error(`nothing was sent for ${JSON.stringify(text)}`);
		expect(headersOf(request, 'authorization')[0]).toMatch(
			/^MAC id="[^"]*" ts="\d+" nonce="\w{10}" mac="[^"]{44}"$/,
		);
		expect(headersOf(request, 'authorization')[0].startsWith(`MAC id="${text}" ts="`)).toBe(true);
		expectSigned(server, request, text);
		expectFramed(request);
		expect(request.body.toString()).toBe('data_flg=1&info_key=sex');
	}
	expect(sent).toBeGreaterThan(50);
});

test('any attribute names and flags are the form, or nothing is sent', async () => {
	const items = [
		...fc.sample(fc.record({ names: anyText, flag: anyText })),
		...fc.sample(
			fc.record({ names: anyText, flag: fc.constantFrom<unknown>(0, 1, 2 ** 53, 1e21, '01') }),
		),
		{ names: 7, flag: 1 },
		{ names: { a: 1 }, flag: 1 },
	] as Array<Record<'names' | 'flag', GenericValue>>;
	const outcomes = await runItems(server, {
		node: 'saisonConnect',
		items,
		parameters: {
			resource: 'member',
			operation: 'getAttributes',
			attributes: ['sex'],
			additionalAttributes: '={{ $json.names }}',
			dataFlag: '={{ $json.flag }}',
		},
	});
	for (const [index, outcome] of outcomes.entries()) {
		const { names, flag } = items[index];
		const isGood =
			typeof names !== 'object' &&
			isWhole(`${names} ${flag}`) &&
			!MISSING_WORDS.includes(visible(String(flag))) &&
			!(Number(flag) > Number.MAX_SAFE_INTEGER && typeof flag === 'number');
		if (!isGood || outcome.request === undefined) {
			expect(isGood).toBe(false);
			expectRejected(outcome, 'Additional Attributes', 'Data Flag');
			continue;
		}
		const keys = String(names)
			.split(',')
			.map((key) => key.trim());
		const unique = [...new Set(['sex', ...keys.filter((key) => key !== '')])];
		expect(outcome.request.body.toString('latin1')).toBe(
			formText([
				['data_flg', visible(String(flag))],
				['info_key', unique.join(',')],
			]),
		);
		expect(outcome.request.target).toBe('/auth/account/profile');
		expectSigned(server, outcome.request);
	}
});

test('a statement sends any parameter of the contract as it is, or nothing', async () => {
	const items = fc
		.sample(fc.record({ path: anyText, name: anyText, value: anyText }), 200)
		.map((item, index) => ({ ...item, path: index % 2 ? `/contract/${index}` : item.path }));
	const outcomes = await runItems(server, {
		node: 'saisonConnect',
		items,
		parameters: {
			resource: 'statement',
			operation: 'get',
			path: '={{ $json.path }}',
			bodyParameters: { parameter: [{ name: '={{ $json.name }}', value: '={{ $json.value }}' }] },
		},
	});
	for (const [index, outcome] of outcomes.entries()) {
		const { path, name, value } = items[index];
		const isGood = isWhole(name) && isWhole(value) && name !== '' && value !== '';
		if (outcome.request === undefined || !isGood) {
			expect(isGood && path.startsWith('/contract/')).toBe(false);
			expectRejected(outcome, 'Path', 'Body Parameters');
			continue;
		}
		const form = formText([[name, value]]);
		expect([outcome.request.target, outcome.request.body.toString('latin1')]).toEqual([
			visible(path),
			form,
		]);
		expectSigned(server, outcome.request, MEMBER);
		expectFramed(outcome.request);
	}
});

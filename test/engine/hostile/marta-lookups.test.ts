import * as fc from '../../property';
import {
	anyText,
	formText,
	isWhole,
	MISSING_WORDS,
	narrow,
	segmentText,
	visible,
} from '../../unit/hostile/texts';
import { expectFramed, expectNoPollution, expectRejected, runItems, SESSION } from './run-items';
import { headersOf, RawServer } from './raw-server';

let server: RawServer;
beforeAll(async () => {
	const session = { token: 'a-session-of-a-customer' };
	server = await RawServer.start(() => ({ status: 200, json: session }));
});
afterEach(expectNoPollution);
afterAll(async () => await server.stop());

/** A JSON string by its definition, with the escapes every writer of this language chooses. */
function quoted(text: string): string {
	const short: Record<string, string> = {
		'"': '\\"',
		'\\': '\\\\',
		'\b': '\\b',
		'\f': '\\f',
		'\n': '\\n',
		'\r': '\\r',
		'\t': '\\t',
	};
	const signs = [...text].map((sign) => {
		if (Object.hasOwn(short, sign)) return short[sign];
		return sign < ' ' ? `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}` : sign;
	});
	return `"${signs.join('')}"`;
}

/** What is looked up, `undefined` for a text that must not be. */
function lookup(by: string, value: string): string | undefined {
	const typed = visible(value);
	if (!isWhole(value) || MISSING_WORDS.includes(typed)) return undefined;
	if (by === 'email') return narrow(typed);
	const number = [...narrow(typed)].filter((sign) => !/\p{Cc}|\p{Cf}/u.test(sign)).join('');
	return /[^\P{Nd}0-9]/u.test(number) ? undefined : number.replace(/\s/g, ' ');
}

test('any value of a card check is one query parameter, or nothing is sent', async () => {
	const lookupBy = fc.oneof(
		{ weight: 9, arbitrary: fc.constantFrom('card', 'email', 'mobile') },
		{ weight: 1, arbitrary: fc.constantFrom('__proto__', 'constructor', 'Card', '', 'a&card') },
	);
	const items = fc.sample(fc.record({ lookupBy, value: anyText }), 300);
	const outcomes = await runItems(server, {
		node: 'marta',
		items,
		parameters: {
			resource: 'card',
			operation: 'check',
			lookupBy: '={{ $json.lookupBy }}',
			value: '={{ $json.value }}',
		},
	});
	for (const [index, outcome] of outcomes.entries()) {
		const { lookupBy: by, value } = items[index];
		const isKnown = ['card', 'email', 'mobile'].includes(by);
		const sent = isKnown ? lookup(by, value) : undefined;
		if (sent === undefined || outcome.request === undefined) {
			expect(sent).toBeUndefined();
			expectRejected(outcome, isKnown ? 'Value' : 'Look Up By');
			continue;
		}
		const { request } = outcome;
		expect(request.target).toBe(`/customer/checkcard?${formText([[by, sent]])}`);
		expect(headersOf(request, 'authorization')).toEqual([`Bearer ${SESSION}`]);
		expect(headersOf(request, 'x-api-key')).toEqual([]);
		expectFramed(request);
	}
});

test('any campaign is one segment of the path, or nothing is sent', async () => {
	const value = fc.oneof(
		anyText,
		fc.constantFrom('.', '..', '%2e%2e', '../../auth', '..%2f', '/auth', '?a=b', '#', '\\', ' . '),
	);
	const items = fc.sample(fc.record({ value }), 300);
	const outcomes = await runItems(server, {
		node: 'marta',
		items,
		parameters: { resource: 'campaign', operation: 'get', campaignId: '={{ $json.value }}' },
	});
	for (const [index, outcome] of outcomes.entries()) {
		const text = items[index].value;
		const id = narrow(visible(text));
		const isGood = isWhole(text) && ![...MISSING_WORDS, '.', '..'].includes(id);
		if (!isGood || outcome.request === undefined) {
			expect(isGood).toBe(false);
			expectRejected(outcome, 'Campaign ID');
			continue;
		}
		expect(outcome.request.target).toBe(`/terminal/campaign/${segmentText(id)}`);
		expect(outcome.request.body.length).toBe(0);
		expectFramed(outcome.request);
	}
});

test('any login of a customer is the JSON of these very fields, or nothing is sent', async () => {
	const items = fc.sample(fc.record({ username: anyText, password: anyText }), 300);
	const outcomes = await runItems(server, {
		node: 'marta',
		items,
		parameters: {
			resource: 'customer',
			operation: 'logIn',
			username: '={{ $json.username }}',
			password: '={{ $json.password }}',
		},
	});
	for (const [index, outcome] of outcomes.entries()) {
		const { username, password } = items[index];
		const isGood =
			[username, password].every((text) => isWhole(text) && visible(text) !== '') &&
			!MISSING_WORDS.includes(visible(username));
		if (!isGood || outcome.request === undefined) {
			expect(isGood).toBe(false);
			expectRejected(outcome, 'Username', 'Password');
			continue;
		}
		const { request } = outcome;
		expect([request.method, request.target]).toEqual(['POST', '/auth']);
		expect(request.body.toString('utf8')).toBe(
			`{"username":${quoted(visible(username))},"password":${quoted(password)},` +
				'"campaignid":"16273","devicetype":"1","scope":"customer"}',
		);
		expect(headersOf(request, 'x-api-key')).toEqual(['test-api-key']);
		expect(headersOf(request, 'authorization')).toEqual([]);
		expectFramed(request);
	}
});

import { hmacBase64, normalizedString, splitHost } from '../../../sandbox/saison/mac';
import { parseMacHeader } from '../../../sandbox/saison/mac-header';

const MAC = 'vUvE6yp8up0I9EDgEjwfxaa++zc++H9BAlz9cugSdcM=';
const PROFILE = '/auth/account/profile';

const VECTORS = [
	{
		name: 'POST on the test host',
		secret: 'test-client-secret',
		parts: ['1700000000', 'abcde12345', 'POST', PROFILE, 'apit.saisoncard.co.jp', '443'],
		mac: MAC,
	},
	{
		name: 'GET with a query',
		secret: 'test-client-secret',
		parts: [
			'1700000001',
			'Zz9Yy8Xx7W',
			'GET',
			`${PROFILE}?data_flg=1&info_key=birthday%2Csex`,
			'apit.saisoncard.co.jp',
			'443',
		],
		mac: 'jJnW83LgWI616855G3ZeLUh2cyart+wf+99NKkEYrQI=',
	},
	{
		name: 'a non-ASCII secret',
		secret: 'セゾン秘密鍵-éß',
		parts: ['1700000002', '0123456789', 'POST', PROFILE, 'apit.saisoncard.co.jp', '443'],
		mac: '0S8p2zZwh7s4SF+UnDUVrw7ntn5PXHwl0UnYQ87aENY=',
	},
	{
		name: 'another port',
		secret: 'test-client-secret',
		parts: ['1700000004', 'QwErTyUiOp', 'POST', PROFILE, 'localhost', '8443'],
		mac: '29BQiiqKHMmRsxagJiGzs467v6wxKJYMwDxG+HbhSy8=',
	},
	{
		name: 'a lower-case method and an upper-case host',
		secret: 'test-client-secret',
		parts: ['1700000007', 'nonce00010', 'post', PROFILE, 'APIT.SaisonCard.co.jp', '443'],
		mac: 'qEJIH92yXsWcaAKxVM6n3lhIR3QmPurMATnK76lsJVI=',
	},
];

describe('The MAC', () => {
	it.each(VECTORS)('matches the test vector: $name', ({ secret, parts, mac }) => {
		const [ts, nonce, method, requestUri, host, port] = parts;
		const text = normalizedString({ ts, nonce, method, requestUri, host, port });
		expect(hmacBase64(secret, text)).toBe(mac);
	});

	it.each([
		['127.0.0.1:8801', { host: '127.0.0.1', port: '8801' }],
		['Example.JP', { host: 'Example.JP', port: '80' }],
		['[::1]:8443', { host: '[::1]', port: '8443' }],
		['a b', undefined],
		['::1', undefined],
		['', undefined],
	])('reads host and port from the Host header %j', (header, expected) => {
		expect(splitHost(header)).toEqual(expected);
	});
});

describe('The MAC header', () => {
	const values = { id: 'abc+/=', ts: '1700000000', nonce: 'abcde12345', mac: MAC };
	const parts = Object.entries(values).map(([name, value]) => `${name}="${value}"`);
	const [id, ts, nonce, mac] = parts;

	it.each([
		['spaces', `MAC ${parts.join(' ')}`, 'either'],
		['commas', `MAC ${parts.join(', ')}`, 'either'],
		['commas without spaces', `MAC ${parts.join(',')}`, 'comma'],
		['another order', `MAC ${[mac, nonce, id, ts].join(' ')}`, 'space'],
	] as const)('may have %s', (_name, header, separator) => {
		expect(parseMacHeader(header, separator)).toEqual(values);
	});

	it.each([
		['commas instead of spaces', `MAC ${parts.join(', ')}`, 'space', 'wrong_separator'],
		['spaces instead of commas', `MAC ${parts.join(' ')}`, 'comma', 'wrong_separator'],
		['commas and spaces', `MAC ${id} ${ts}, ${nonce} ${mac}`, 'either', 'malformed_header'],
		['a trailing comma', `MAC ${parts.join(', ')},`, 'either', 'malformed_header'],
		['a backslash', `MAC id="a\\b" ${ts} ${nonce} ${mac}`, 'either', 'malformed_header'],
		['no quotes', `MAC id=a ${ts} ${nonce} ${mac}`, 'either', 'malformed_header'],
		['a part twice', `MAC ${parts.join(' ')} ${ts}`, 'either', 'duplicate_part'],
		['ext', `MAC ${parts.join(' ')} ext="a"`, 'either', 'unknown_part'],
		['no nonce', `MAC ${id} ${ts} ${mac}`, 'either', 'missing_part'],
		['another scheme', 'Bearer abc', 'either', 'not_mac'],
		['a ts with a leading zero', `MAC ${id} ts="0170" ${nonce} ${mac}`, 'either', 'malformed_ts'],
		['a short nonce', `MAC ${id} ${ts} nonce="abcde1234" ${mac}`, 'either', 'malformed_nonce'],
		['an underscore', `MAC ${id} ${ts} nonce="abcde_1234" ${mac}`, 'either', 'malformed_nonce'],
		['no padding', `MAC ${id} ${ts} ${nonce} mac="${MAC.slice(0, 43)}"`, 'either', 'malformed_mac'],
	] as const)('must not have %s', (_name, header, separator, failure) => {
		expect(parseMacHeader(header, separator)).toBe(failure);
	});
});

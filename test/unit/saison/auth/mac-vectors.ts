/* eslint-disable @n8n/community-nodes/no-hardcoded-secrets -- made-up and published test figures */
import type { MacInput } from '../../../../lib/saison/auth/mac';

/** One signed request with everything that must come of it. */
export interface MacVector {
	id: string;
	note: string;
	input: MacInput;
	clientSecret: string;
	clientSecretHex: string;
	accessToken: string;
	normalized: string;
	byteLength: number;
	mac: string;
	spaceHeader: string;
	commaHeader: string;
}

/** Figures computed apart from this package, with Python's hmac, hashlib and base64. */
export const MAC_VECTORS: readonly MacVector[] = [
	{
		id: 'sz-01',
		note: 'POST to the one path the usage example prints, on the test host; plain ASCII secret',
		input: {
			ts: 1700000000,
			nonce: 'abcde12345',
			method: 'POST',
			requestUri: '/auth/account/profile',
			host: 'apit.saisoncard.co.jp',
			port: 443,
		},
		clientSecret: 'test-client-secret',
		clientSecretHex: '746573742d636c69656e742d736563726574',
		accessToken: 'ACCESS-TOKEN-0001',
		normalized:
			'1700000000\nabcde12345\nPOST\n/auth/account/profile\napit.saisoncard.co.jp\n443\n\n',
		byteLength: 76,
		mac: 'vUvE6yp8up0I9EDgEjwfxaa++zc++H9BAlz9cugSdcM=',
		spaceHeader:
			'MAC id="ACCESS-TOKEN-0001" ts="1700000000" nonce="abcde12345" mac="vUvE6yp8up0I9EDgEjwfxaa++zc++H9BAlz9cugSdcM="',
		commaHeader:
			'MAC id="ACCESS-TOKEN-0001", ts="1700000000", nonce="abcde12345", mac="vUvE6yp8up0I9EDgEjwfxaa++zc++H9BAlz9cugSdcM="',
	},
	{
		id: 'sz-02',
		note: 'same inputs as sz-01 but GET: only the method line differs',
		input: {
			ts: 1700000000,
			nonce: 'abcde12345',
			method: 'GET',
			requestUri: '/auth/account/profile',
			host: 'apit.saisoncard.co.jp',
			port: 443,
		},
		clientSecret: 'test-client-secret',
		clientSecretHex: '746573742d636c69656e742d736563726574',
		accessToken: 'ACCESS-TOKEN-0001',
		normalized:
			'1700000000\nabcde12345\nGET\n/auth/account/profile\napit.saisoncard.co.jp\n443\n\n',
		byteLength: 75,
		mac: 'hLm8oSp2RxPB5C/8KQkLup5SSNKlVyaEcO4XiCjQ4Hk=',
		spaceHeader:
			'MAC id="ACCESS-TOKEN-0001" ts="1700000000" nonce="abcde12345" mac="hLm8oSp2RxPB5C/8KQkLup5SSNKlVyaEcO4XiCjQ4Hk="',
		commaHeader:
			'MAC id="ACCESS-TOKEN-0001", ts="1700000000", nonce="abcde12345", mac="hLm8oSp2RxPB5C/8KQkLup5SSNKlVyaEcO4XiCjQ4Hk="',
	},
	{
		id: 'sz-03',
		note: 'same inputs as sz-01 but the production host seen in public code',
		input: {
			ts: 1700000000,
			nonce: 'abcde12345',
			method: 'POST',
			requestUri: '/auth/account/profile',
			host: 'api.saisoncard.co.jp',
			port: 443,
		},
		clientSecret: 'test-client-secret',
		clientSecretHex: '746573742d636c69656e742d736563726574',
		accessToken: 'ACCESS-TOKEN-0001',
		normalized:
			'1700000000\nabcde12345\nPOST\n/auth/account/profile\napi.saisoncard.co.jp\n443\n\n',
		byteLength: 75,
		mac: '8ja58DjLNAJdVh/CD83FXWTgysgmBB2VBz2DXYw7EsQ=',
		spaceHeader:
			'MAC id="ACCESS-TOKEN-0001" ts="1700000000" nonce="abcde12345" mac="8ja58DjLNAJdVh/CD83FXWTgysgmBB2VBz2DXYw7EsQ="',
		commaHeader:
			'MAC id="ACCESS-TOKEN-0001", ts="1700000000", nonce="abcde12345", mac="8ja58DjLNAJdVh/CD83FXWTgysgmBB2VBz2DXYw7EsQ="',
	},
	{
		id: 'sz-04',
		note: 'GET whose request-URI carries a query string; the query is part of the signed path',
		input: {
			ts: 1700000001,
			nonce: 'Zz9Yy8Xx7W',
			method: 'GET',
			requestUri: '/auth/account/profile?data_flg=1&info_key=birthday%2Csex',
			host: 'apit.saisoncard.co.jp',
			port: 443,
		},
		clientSecret: 'test-client-secret',
		clientSecretHex: '746573742d636c69656e742d736563726574',
		accessToken: 'ACCESS-TOKEN-0001',
		normalized:
			'1700000001\nZz9Yy8Xx7W\nGET\n/auth/account/profile?data_flg=1&info_key=birthday%2Csex\napit.saisoncard.co.jp\n443\n\n',
		byteLength: 110,
		mac: 'jJnW83LgWI616855G3ZeLUh2cyart+wf+99NKkEYrQI=',
		spaceHeader:
			'MAC id="ACCESS-TOKEN-0001" ts="1700000001" nonce="Zz9Yy8Xx7W" mac="jJnW83LgWI616855G3ZeLUh2cyart+wf+99NKkEYrQI="',
		commaHeader:
			'MAC id="ACCESS-TOKEN-0001", ts="1700000001", nonce="Zz9Yy8Xx7W", mac="jJnW83LgWI616855G3ZeLUh2cyart+wf+99NKkEYrQI="',
	},
	{
		id: 'sz-05',
		note: 'non-ASCII secret: key bytes are the UTF-8 encoding',
		input: {
			ts: 1700000002,
			nonce: '0123456789',
			method: 'POST',
			requestUri: '/auth/account/profile',
			host: 'apit.saisoncard.co.jp',
			port: 443,
		},
		clientSecret: 'セゾン秘密鍵-éß',
		clientSecretHex: 'e382bbe382bee383b3e7a798e5af86e98db52dc3a9c39f',
		accessToken: 'ACCESS-TOKEN-0001',
		normalized:
			'1700000002\n0123456789\nPOST\n/auth/account/profile\napit.saisoncard.co.jp\n443\n\n',
		byteLength: 76,
		mac: '0S8p2zZwh7s4SF+UnDUVrw7ntn5PXHwl0UnYQ87aENY=',
		spaceHeader:
			'MAC id="ACCESS-TOKEN-0001" ts="1700000002" nonce="0123456789" mac="0S8p2zZwh7s4SF+UnDUVrw7ntn5PXHwl0UnYQ87aENY="',
		commaHeader:
			'MAC id="ACCESS-TOKEN-0001", ts="1700000002", nonce="0123456789", mac="0S8p2zZwh7s4SF+UnDUVrw7ntn5PXHwl0UnYQ87aENY="',
	},
	{
		id: 'sz-06',
		note: 'path with percent-encoded multi-byte text; signed exactly as sent, not decoded, hex case kept',
		input: {
			ts: 1700000003,
			nonce: 'aB3dE5gH7j',
			method: 'POST',
			requestUri: '/auth/%E3%82%BB%E3%82%BE%E3%83%B3/a%2Fb%20c',
			host: 'apit.saisoncard.co.jp',
			port: 443,
		},
		clientSecret: 'test-client-secret',
		clientSecretHex: '746573742d636c69656e742d736563726574',
		accessToken: 'ACCESS-TOKEN-0001',
		normalized:
			'1700000003\naB3dE5gH7j\nPOST\n/auth/%E3%82%BB%E3%82%BE%E3%83%B3/a%2Fb%20c\napit.saisoncard.co.jp\n443\n\n',
		byteLength: 98,
		mac: 'iSSTDSFETcUAAU8UIl+jkTWlxC/OiNVYROLv+BBbdYM=',
		spaceHeader:
			'MAC id="ACCESS-TOKEN-0001" ts="1700000003" nonce="aB3dE5gH7j" mac="iSSTDSFETcUAAU8UIl+jkTWlxC/OiNVYROLv+BBbdYM="',
		commaHeader:
			'MAC id="ACCESS-TOKEN-0001", ts="1700000003", nonce="aB3dE5gH7j", mac="iSSTDSFETcUAAU8UIl+jkTWlxC/OiNVYROLv+BBbdYM="',
	},
	{
		id: 'sz-07',
		note: 'non-default port 8443 (for a local stub or a gateway)',
		input: {
			ts: 1700000004,
			nonce: 'QwErTyUiOp',
			method: 'POST',
			requestUri: '/auth/account/profile',
			host: 'localhost',
			port: 8443,
		},
		clientSecret: 'test-client-secret',
		clientSecretHex: '746573742d636c69656e742d736563726574',
		accessToken: 'ACCESS-TOKEN-0001',
		normalized: '1700000004\nQwErTyUiOp\nPOST\n/auth/account/profile\nlocalhost\n8443\n\n',
		byteLength: 65,
		mac: '29BQiiqKHMmRsxagJiGzs467v6wxKJYMwDxG+HbhSy8=',
		spaceHeader:
			'MAC id="ACCESS-TOKEN-0001" ts="1700000004" nonce="QwErTyUiOp" mac="29BQiiqKHMmRsxagJiGzs467v6wxKJYMwDxG+HbhSy8="',
		commaHeader:
			'MAC id="ACCESS-TOKEN-0001", ts="1700000004", nonce="QwErTyUiOp", mac="29BQiiqKHMmRsxagJiGzs467v6wxKJYMwDxG+HbhSy8="',
	},
	{
		id: 'sz-08',
		note: 'GET on port 8443 with a query and a non-ASCII secret together',
		input: {
			ts: 1700000005,
			nonce: 'plokijuhyg',
			method: 'GET',
			requestUri: '/auth/account/profile?info_key=card_meisho_sousho%2Cadd_cdA',
			host: '127.0.0.1',
			port: 8443,
		},
		clientSecret: '秘密',
		clientSecretHex: 'e7a798e5af86',
		accessToken: 'ACCESS-TOKEN-0001',
		normalized:
			'1700000005\nplokijuhyg\nGET\n/auth/account/profile?info_key=card_meisho_sousho%2Cadd_cdA\n127.0.0.1\n8443\n\n',
		byteLength: 102,
		mac: 'zZVgwZjbScW7QtAiviS0+4tYI+k9qUf+4Yi4RVPL3E8=',
		spaceHeader:
			'MAC id="ACCESS-TOKEN-0001" ts="1700000005" nonce="plokijuhyg" mac="zZVgwZjbScW7QtAiviS0+4tYI+k9qUf+4Yi4RVPL3E8="',
		commaHeader:
			'MAC id="ACCESS-TOKEN-0001", ts="1700000005", nonce="plokijuhyg", mac="zZVgwZjbScW7QtAiviS0+4tYI+k9qUf+4Yi4RVPL3E8="',
	},
	{
		id: 'sz-09',
		note: 'secret longer than the 64-byte HMAC block, with characters that need no escaping',
		input: {
			ts: 1700000006,
			nonce: 'nonce00009',
			method: 'POST',
			requestUri: '/auth/account/profile',
			host: 'apit.saisoncard.co.jp',
			port: 443,
		},
		clientSecret:
			'kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk/+=_-.~!@#$%^&*()[]{}<>?,;: KKKKKKKKKKKKKKKKKKKK',
		clientSecretHex:
			'6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b2f2b3d5f2d2e7e21402324255e262a28295b5d7b7d3c3e3f2c3b3a204b4b4b4b4b4b4b4b4b4b4b4b4b4b4b4b4b4b4b4b',
		accessToken: 'ACCESS-TOKEN-0001',
		normalized:
			'1700000006\nnonce00009\nPOST\n/auth/account/profile\napit.saisoncard.co.jp\n443\n\n',
		byteLength: 76,
		mac: 'XAWsWurSHBdKwzn8FiHH4NIq5t8GSjvUJepFAAIcOFs=',
		spaceHeader:
			'MAC id="ACCESS-TOKEN-0001" ts="1700000006" nonce="nonce00009" mac="XAWsWurSHBdKwzn8FiHH4NIq5t8GSjvUJepFAAIcOFs="',
		commaHeader:
			'MAC id="ACCESS-TOKEN-0001", ts="1700000006", nonce="nonce00009", mac="XAWsWurSHBdKwzn8FiHH4NIq5t8GSjvUJepFAAIcOFs="',
	},
	{
		id: 'sz-10',
		note: 'upper-case host and lower-case method as input: the normalized string lower-cases the host and upper-cases the method',
		input: {
			ts: 1700000007,
			nonce: 'nonce00010',
			method: 'post',
			requestUri: '/auth/account/profile',
			host: 'APIT.SaisonCard.co.jp',
			port: 443,
		},
		clientSecret: 'test-client-secret',
		clientSecretHex: '746573742d636c69656e742d736563726574',
		accessToken: 'ACCESS-TOKEN-0001',
		normalized:
			'1700000007\nnonce00010\nPOST\n/auth/account/profile\napit.saisoncard.co.jp\n443\n\n',
		byteLength: 76,
		mac: 'qEJIH92yXsWcaAKxVM6n3lhIR3QmPurMATnK76lsJVI=',
		spaceHeader:
			'MAC id="ACCESS-TOKEN-0001" ts="1700000007" nonce="nonce00010" mac="qEJIH92yXsWcaAKxVM6n3lhIR3QmPurMATnK76lsJVI="',
		commaHeader:
			'MAC id="ACCESS-TOKEN-0001", ts="1700000007", nonce="nonce00010", mac="qEJIH92yXsWcaAKxVM6n3lhIR3QmPurMATnK76lsJVI="',
	},
	{
		id: 'sz-11',
		note: 'root path',
		input: {
			ts: 1,
			nonce: 'AAAAAAAAAA',
			method: 'POST',
			requestUri: '/',
			host: 'apit.saisoncard.co.jp',
			port: 443,
		},
		clientSecret: 's',
		clientSecretHex: '73',
		accessToken: 'ACCESS-TOKEN-0001',
		normalized: '1\nAAAAAAAAAA\nPOST\n/\napit.saisoncard.co.jp\n443\n\n',
		byteLength: 47,
		mac: 'BTMlJ1IFV+Y+8FqQNRAC2SueTtjMxaUfJDMhAXxKqQE=',
		spaceHeader:
			'MAC id="ACCESS-TOKEN-0001" ts="1" nonce="AAAAAAAAAA" mac="BTMlJ1IFV+Y+8FqQNRAC2SueTtjMxaUfJDMhAXxKqQE="',
		commaHeader:
			'MAC id="ACCESS-TOKEN-0001", ts="1", nonce="AAAAAAAAAA", mac="BTMlJ1IFV+Y+8FqQNRAC2SueTtjMxaUfJDMhAXxKqQE="',
	},
	{
		id: 'sz-12',
		note: 'astral-plane character in the secret (four UTF-8 bytes, a surrogate pair in UTF-16)',
		input: {
			ts: 4102444800,
			nonce: 'zzzzzzzzzz',
			method: 'POST',
			requestUri: '/auth/account/profile',
			host: 'apit.saisoncard.co.jp',
			port: 443,
		},
		clientSecret: 'key-🔑',
		clientSecretHex: '6b65792df09f9491',
		accessToken: 'ACCESS-TOKEN-0001',
		normalized:
			'4102444800\nzzzzzzzzzz\nPOST\n/auth/account/profile\napit.saisoncard.co.jp\n443\n\n',
		byteLength: 76,
		mac: 'ogzvmxYXKyENWA4rTAghLT3c1vS+4GRqs1g/CXoDHDM=',
		spaceHeader:
			'MAC id="ACCESS-TOKEN-0001" ts="4102444800" nonce="zzzzzzzzzz" mac="ogzvmxYXKyENWA4rTAghLT3c1vS+4GRqs1g/CXoDHDM="',
		commaHeader:
			'MAC id="ACCESS-TOKEN-0001", ts="4102444800", nonce="zzzzzzzzzz", mac="ogzvmxYXKyENWA4rTAghLT3c1vS+4GRqs1g/CXoDHDM="',
	},
	{
		id: 'sz-13',
		note: 'secret with leading and trailing spaces: must not be trimmed before signing',
		input: {
			ts: 1700000008,
			nonce: 'nonce00013',
			method: 'POST',
			requestUri: '/auth/account/profile',
			host: 'apit.saisoncard.co.jp',
			port: 443,
		},
		clientSecret: ' padded secret ',
		clientSecretHex: '207061646465642073656372657420',
		accessToken: 'ACCESS-TOKEN-0001',
		normalized:
			'1700000008\nnonce00013\nPOST\n/auth/account/profile\napit.saisoncard.co.jp\n443\n\n',
		byteLength: 76,
		mac: 'J+fAnzFWPyi3hoTGpg8ye5jfB/o/KUJJ6BsQn04ncTg=',
		spaceHeader:
			'MAC id="ACCESS-TOKEN-0001" ts="1700000008" nonce="nonce00013" mac="J+fAnzFWPyi3hoTGpg8ye5jfB/o/KUJJ6BsQn04ncTg="',
		commaHeader:
			'MAC id="ACCESS-TOKEN-0001", ts="1700000008", nonce="nonce00013", mac="J+fAnzFWPyi3hoTGpg8ye5jfB/o/KUJJ6BsQn04ncTg="',
	},
];

/** Figures other projects publish for the same draft, each of them recomputed. */
export interface PublishedVector {
	id: string;
	source: string;
	algorithm: 'sha1' | 'sha256';
	input: MacInput;
	key: string;
	ext: string;
	normalized: string;
	mac: string;
}

/**
 * Without the figure that section 1.1 of the draft prints: it does not follow from the draft's own
 * inputs. 'draft-1.1-corrected' is what they give, and what public test suites expect.
 */
export const PUBLISHED_VECTORS: readonly PublishedVector[] = [
	{
		id: 'draft-1.1-corrected',
		source:
			'https://github.com/nov/rack-oauth2 (spec/rack/oauth2/access_token/mac/signature_spec.rb)',
		algorithm: 'sha1',
		input: {
			ts: 1336363200,
			nonce: 'dj83hs9s',
			method: 'GET',
			requestUri: '/resource/1?b=1&a=2',
			host: 'example.com',
			port: 80,
		},
		key: '489dks293j39',
		ext: '',
		normalized: '1336363200\ndj83hs9s\nGET\n/resource/1?b=1&a=2\nexample.com\n80\n\n',
		mac: '6T3zZzy2Emppni6bzL7kdRxUWL4=',
	},
	{
		id: 'draft-3.2.1-with-ext',
		source:
			'https://github.com/nov/rack-oauth2 (spec/rack/oauth2/access_token/mac/signature_spec.rb)',
		algorithm: 'sha1',
		input: {
			ts: 264095,
			nonce: '7d8f3e4a',
			method: 'POST',
			requestUri: '/request?b5=%3D%253D&a3=a&c%40=&a2=r%20b&c2&a3=2+q',
			host: 'example.com',
			port: 80,
		},
		key: '489dks293j39',
		ext: 'a,b,c',
		normalized:
			'264095\n7d8f3e4a\nPOST\n/request?b5=%3D%253D&a3=a&c%40=&a2=r%20b&c2&a3=2+q\nexample.com\n80\na,b,c\n',
		mac: '+txL5oOFHGYjrfdNYH5VEzROaBY=',
	},
	{
		id: 'sha256-wallet-get',
		source:
			'https://github.com/nov/rack-oauth2 (spec/rack/oauth2/access_token/mac/signature_spec.rb)',
		algorithm: 'sha256',
		input: {
			ts: 1336363200,
			nonce: 'dj83hs9s',
			method: 'GET',
			requestUri: '/wallet/rest/api/v1/payment/123',
			host: 'www.webtopay.com',
			port: 443,
		},
		key: 'IrdTc8uQodU7PRpLzzLTW6wqZAO6tAMU',
		ext: '',
		normalized:
			'1336363200\ndj83hs9s\nGET\n/wallet/rest/api/v1/payment/123\nwww.webtopay.com\n443\n\n',
		mac: 'OZE9fTk2qiRtL1jb01L8lRxC66PTiAGhMDEmboeVeLs=',
	},
	{
		id: 'sha256-resource-get-www',
		source: 'public PHP client test suite for the Tent protocol (HmacHelperTest)',
		algorithm: 'sha256',
		input: {
			ts: 1336363200,
			nonce: 'dj83hs9s',
			method: 'GET',
			requestUri: '/resource/1?b=1&a=2',
			host: 'www.example.com',
			port: 80,
		},
		key: '489dks293j39',
		ext: '',
		normalized: '1336363200\ndj83hs9s\nGET\n/resource/1?b=1&a=2\nwww.example.com\n80\n\n',
		mac: 'lZWElzYo0LJevKwPpSXTWl73KR/mPzI/FVe/XLAv6GE=',
	},
	{
		id: 'sha256-resource-post',
		source: 'public Ruby, Java and PHP client test suites for the Tent protocol',
		algorithm: 'sha256',
		input: {
			ts: 1336363200,
			nonce: 'dj83hs9s',
			method: 'POST',
			requestUri: '/resource/1?b=1&a=2',
			host: 'example.com',
			port: 80,
		},
		key: '489dks293j39',
		ext: '',
		normalized: '1336363200\ndj83hs9s\nPOST\n/resource/1?b=1&a=2\nexample.com\n80\n\n',
		mac: 'Xt51rtHY5F+jxKXMCoiKgXa3geofWW/7RANCXB1yu08=',
	},
];

/** Form bodies, with what Python's urlencode makes of them. */
export const FORM_VECTORS: ReadonlyArray<{
	id: string;
	fields: Record<string, string>;
	encoded: string;
}> = [
	{
		id: 'form-01',
		fields: { data_flg: '1', info_key: 'card_meisho_sousho,birthday,sex,sex_name,add_cdA' },
		encoded: 'data_flg=1&info_key=card_meisho_sousho%2Cbirthday%2Csex%2Csex_name%2Cadd_cdA',
	},
	{
		id: 'form-02',
		fields: {
			grant_type: 'authorization_code',
			client_id: 'ZT300',
			client_secret: 's+e/c=r&e t',
			code: 'abc/def+ghi=',
		},
		encoded:
			'grant_type=authorization_code&client_id=ZT300&client_secret=s%2Be%2Fc%3Dr%26e+t&code=abc%2Fdef%2Bghi%3D',
	},
	{ id: 'form-03', fields: { v: 'a b~*セ' }, encoded: 'v=a+b~%2A%E3%82%BB' },
];

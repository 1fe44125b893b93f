import { parseAuthorizationCode } from '../../../../lib/saison/auth/authorization-code';
import { expectInvalid } from '../../support/errors';

const FIELD = 'Authorization Code';

describe('A pasted authorization code', () => {
	it.each([
		['abcDEF123', 'abcDEF123'],
		['  abc\n', 'abc'],
		['a-b_c.d~e', 'a-b_c.d~e'],
		['ab+/c==', 'ab+/c=='],
		['ab%2Bc', 'ab%2Bc'],
	])('is read from %j: %s', (pasted, code) => {
		expect(parseAuthorizationCode(pasted)).toBe(code);
	});

	it.each([
		['https://apit.saisoncard.co.jp/demo/api/screen_token?code=abc', 'abc'],
		['https://n8n.example.com/cb?state=s1&code=abc&x=y', 'abc'],
		['https://n8n.example.com/cb?code=abc&state=s1#part', 'abc'],
		['https://n8n.example.com/cb?code=ab%2Bc%2Fd%3D', 'ab+c/d='],
		['https://n8n.example.com/cb?code=ab+c/d==', 'ab+c/d=='],
		['https://n8n.example.com/cb?code=100%', '100%'],
		['https://n8n.example.com/cb?state=%E3%82%BB&code=%E3%82%BB', 'セ'],
		['  /cb?code=abc ', 'abc'],
		['?code=abc', 'abc'],
		['https://n8n.example.com/cb?mycode=no&code=abc', 'abc'],
	])('is read from the URL %s: %s', (pasted, code) => {
		expect(parseAuthorizationCode(pasted)).toBe(code);
	});

	it.each([
		'https://n8n.example.com/cb?error=access_denied',
		'https://n8n.example.com/cb?error=access_denied&state=x&code=abc',
		'https://n8n.example.com/cb?code=abc&error=x',
	])('is rejected if the URL is where a denied consent leads: %s', (pasted) => {
		expect(expectInvalid(() => parseAuthorizationCode(pasted), FIELD).message).toContain(
			'consent was denied',
		);
	});

	it.each([
		'https://n8n.example.com/cb?code=abc&code=def',
		'https://n8n.example.com/cb?code=abc&code=abc',
		'https://n8n.example.com/cb?code=',
		'https://n8n.example.com/cb?code',
		'https://n8n.example.com/cb?state=abc',
		'https://n8n.example.com/cb?',
		'https://n8n.example.com/cb?CODE=abc',
		'https://n8n.example.com/cb?x=1#?code=abc',
	])('is rejected if the URL does not contain exactly one: %s', (pasted) => {
		expect(expectInvalid(() => parseAuthorizationCode(pasted), FIELD).message).toContain(
			'exactly one code',
		);
	});

	it.each([
		'https://n8n.example.com/cb',
		'two words',
		'a\nb',
		'https://n8n.example.com/cb#code=abc',
	])('is rejected if %j is neither a code nor a URL that contains one', (pasted) => {
		expectInvalid(() => parseAuthorizationCode(pasted), FIELD);
	});

	it('is rejected with the name of the field it came from', () => {
		for (const pasted of ['two words', 'https://x/?state=a', 'https://x/?error=a']) {
			expectInvalid(() => parseAuthorizationCode(pasted, 'Code'), 'Code');
		}
	});

	it('is never shown in an error', () => {
		for (const pasted of [
			'two s3cr3t',
			'https://x/?code=s3cr3t&code=s3cr3t',
			'https://x/?error=s3cr3t',
		]) {
			expect(expectInvalid(() => parseAuthorizationCode(pasted), FIELD).text).not.toContain(
				's3cr3t',
			);
		}
	});
});

import { startLink } from '../../../../lib/saison/consent/start-url';
import { expectInvalid } from '../../support/errors';

const FIELD = 'Start URL';
const START = 'https://n8n.example.com/webhook/saison-connect/start';

describe('The link to the start URL', () => {
	it.each([
		[START, `${START}?state=abc`],
		[`  ${START}\n`, `${START}?state=abc`],
		[`${START}?`, `${START}?state=abc`],
		[`${START}?to=%2Fx%3Fy&z=a+b`, `${START}?to=%2Fx%3Fy&z=a+b&state=abc`],
		[`${START}?a=1&`, `${START}?a=1&state=abc`],
		[`${START}?mystate=1`, `${START}?mystate=1&state=abc`],
		['HTTPS://N8N.example.com:8443/start', 'https://n8n.example.com:8443/start?state=abc'],
		['https://n8n.example.com/セ/start', 'https://n8n.example.com/%E3%82%BB/start?state=abc'],
		['https://n8n.example.com/a@b/start', 'https://n8n.example.com/a@b/start?state=abc'],
		['http://localhost:5678/start', 'http://localhost:5678/start?state=abc'],
		['http://127.0.0.1/start', 'http://127.0.0.1/start?state=abc'],
		['http://[::1]:5678/start', 'http://[::1]:5678/start?state=abc'],
	])('from %j is %s', (startUrl, link) => {
		expect(startLink(startUrl, 'abc')).toBe(link);
	});

	it.each([
		['a path', '/webhook/saison-connect/start', 'full URL'],
		['a host alone', 'n8n.example.com/start', 'full URL'],
		['two leading slashes', '//n8n.example.com/start', 'full URL'],
		['one slash after the scheme', 'https:/n8n.example.com', 'full URL'],
		['another scheme', 'ftp://n8n.example.com/start', 'full URL'],
		['a script', 'javascript:alert(1)', 'full URL'],
		['a space', 'https://n8n.example.com/a b', 'not a valid'],
		['a line feed', 'https://n8n.example.com/a\nb', 'not a valid'],
		['a backslash', 'https:\\\\n8n.example.com', 'full URL'],
		['a backslash in the path', 'https://n8n.example.com\\@evil.example', 'not a valid'],
		['no host', 'https://', 'not a valid'],
		['more slashes before the host', 'https:////n8n.example.com/start', 'not a valid'],
		['more slashes before a user', 'https:////user@n8n.example.com/start', 'not a valid'],
		['a slash before the host', 'https:///n8n.example.com/start', 'not a valid'],
		['an invalid port', 'https://n8n.example.com:99999/', 'not a valid'],
		['a user', 'https://user@n8n.example.com/start', 'user name or password'],
		['a user and a password', 'https://user:s3cr3t@n8n.example.com/start', 'user name or password'],
		['an empty user', 'https://@n8n.example.com/start', 'user name or password'],
		['a fragment', `${START}#x`, 'fragment'],
		['an empty fragment', `${START}#`, 'fragment'],
		['plain http', 'http://n8n.example.com/start', 'https://'],
		[
			'plain http to a host that looks like this machine',
			'http://127.0.0.1.example.com/',
			'https://',
		],
		['plain http to a private address', 'http://192.168.0.2/', 'https://'],
		['the redirect URI', START.replace('/start', ''), 'must end in /start'],
		['a slash after /start', `${START}/`, 'must end in /start'],
		['no path', 'https://n8n.example.com', 'must end in /start'],
		['an existing state', `${START}?state=x`, 'already contains a state'],
		['an escaped state', `${START}?a=1&st%61te=x`, 'already contains a state'],
	])('is rejected for %s', (_what, startUrl, problem) => {
		const serviceError = expectInvalid(() => startLink(startUrl, 'abc'), FIELD);
		expect(serviceError.message).toContain(problem);
		expect(serviceError.text).not.toContain('s3cr3t');
	});
});

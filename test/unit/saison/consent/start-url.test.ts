import { startLink } from '../../../../lib/saison/consent/start-url';
import { expectInvalid } from '../../support/errors';

const FIELD = 'Start URL';
const START = 'https://n8n.example.com/webhook/saison-connect/start';

describe('The link to the start address', () => {
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
	])('for %j is %s', (startUrl, link) => {
		expect(startLink(startUrl, 'abc')).toBe(link);
	});

	it.each([
		['a path', '/webhook/saison-connect/start', 'whole address'],
		['a host alone', 'n8n.example.com/start', 'whole address'],
		['two slashes first', '//n8n.example.com/start', 'whole address'],
		['one slash after the scheme', 'https:/n8n.example.com', 'whole address'],
		['another scheme', 'ftp://n8n.example.com/start', 'whole address'],
		['a script', 'javascript:alert(1)', 'whole address'],
		['a blank', 'https://n8n.example.com/a b', 'not a valid'],
		['a line feed', 'https://n8n.example.com/a\nb', 'not a valid'],
		['a backslash', 'https:\\\\n8n.example.com', 'whole address'],
		['a backslash in the path', 'https://n8n.example.com\\@evil.example', 'not a valid'],
		['no host', 'https://', 'not a valid'],
		['a port that is none', 'https://n8n.example.com:99999/', 'not a valid'],
		['a user', 'https://user@n8n.example.com/start', 'user name or password'],
		['a user and a password', 'https://user:s3cr3t@n8n.example.com/start', 'user name or password'],
		['an empty user', 'https://@n8n.example.com/start', 'user name or password'],
		['a fragment', `${START}#x`, 'fragment'],
		['an empty fragment', `${START}#`, 'fragment'],
		['plain http', 'http://n8n.example.com/start', 'https://'],
		['plain http to what looks like this machine', 'http://127.0.0.1.example.com/', 'https://'],
		['plain http to a private address', 'http://192.168.0.2/', 'https://'],
		['the address to register', START.replace('/start', ''), 'must end in /start'],
		['a slash behind it', `${START}/`, 'must end in /start'],
		['no path', 'https://n8n.example.com', 'must end in /start'],
		['a state already', `${START}?state=x`, 'state already'],
		['a state in disguise', `${START}?a=1&st%61te=x`, 'state already'],
	])('is not made with %s', (_what, startUrl, says) => {
		const serviceError = expectInvalid(() => startLink(startUrl, 'abc'), FIELD);
		expect(serviceError.message).toContain(says);
		expect(serviceError.text).not.toContain('s3cr3t');
	});
});

import { isLoopback, parseOrigin } from '../../../../lib/core/http/base-url';
import { expectInvalid } from '../../support/errors';

describe('A base URL', () => {
	it.each([
		['https://api.example.com', 'https://api.example.com'],
		['https://api.example.com/', 'https://api.example.com'],
		['  https://api.example.com\n', 'https://api.example.com'],
		['HTTPS://API.Example.COM', 'https://api.example.com'],
		['https://api.example.com:443', 'https://api.example.com'],
		['https://api.example.com:8443/', 'https://api.example.com:8443'],
		['https://10.0.0.1', 'https://10.0.0.1'],
		['https://[2001:DB8::1]:8443', 'https://[2001:db8::1]:8443'],
		['https://セゾン.example.com', 'https://xn--1ckg3n.example.com'],
		['http://localhost', 'http://localhost'],
		['http://LOCALHOST:3101', 'http://localhost:3101'],
		['http://127.0.0.1:3101', 'http://127.0.0.1:3101'],
		['http://127.255.255.254', 'http://127.255.255.254'],
		['http://[::1]:3101', 'http://[::1]:3101'],
		['http://[0:0:0:0:0:0:0:1]', 'http://[::1]'],
		// Other spellings of this machine become the address that the request goes to.
		['http://0x7f.1', 'http://127.0.0.1'],
		['http://2130706433', 'http://127.0.0.1'],
		['http://127.0.0.1.', 'http://127.0.0.1'],
	])('%j is parsed to the origin %s', (text, origin) => {
		expect(parseOrigin(text)).toBe(origin);
	});

	it.each([
		['', 'is empty'],
		['   ', 'is empty'],
		['api.example.com', 'must begin with https://'],
		['//api.example.com', 'must begin with https://'],
		['ftp://api.example.com', 'must begin with https://'],
		['file:///etc/passwd', 'must begin with https://'],
		['javascript:alert(1)', 'must begin with https://'],
		['https:/api.example.com', 'must begin with https://'],
		['https:\\\\api.example.com', 'must begin with https://'],
		['https://', 'is not a valid address'],
		['https://:443', 'is not a valid address'],
		['https://a b', 'is not a valid address'],
		['https://api.example.com:99999', 'is not a valid address'],
		['https://api.example.com:0', 'is not a valid address'],
		[`https://${'a.'.repeat(128)}com`, 'is not a valid address'],
		['https://[::1', 'is not a valid address'],
		['https://256.1.1.1', 'is not a valid address'],
		['https://api.example.com/v1', 'path, a query or a fragment'],
		['https://api.example.com//', 'path, a query or a fragment'],
		['https://api.example.com/.', 'path, a query or a fragment'],
		['https://api.example.com?', 'path, a query or a fragment'],
		['https://api.example.com?a=b', 'path, a query or a fragment'],
		['https://api.example.com/?a=b', 'path, a query or a fragment'],
		['https://api.example.com#', 'path, a query or a fragment'],
		['https://api.example.com/#part', 'path, a query or a fragment'],
		['https://api.example.com\\v1', 'path, a query or a fragment'],
		['https://api.exam\tple.com', 'path, a query or a fragment'],
		['https:///api.example.com', 'path, a query or a fragment'],
		['https://user@api.example.com', 'user name or password'],
		['https://user:secret@api.example.com', 'user name or password'],
		['https://:@api.example.com', 'user name or password'],
		['https://api.example.com\\@evil.example.com', 'user name or password'],
	])('%j is rejected', (text, problem) => {
		expect(expectInvalid(() => parseOrigin(text), 'Base URL').message).toContain(problem);
	});

	it.each([
		'http://api.example.com',
		'http://10.0.0.1',
		'http://192.168.1.1',
		'http://0.0.0.0',
		'http://[::]',
		'http://[::2]',
		'http://[::ffff:127.0.0.1]',
		'http://128.0.0.1',
		'http://127.0.0.1.example.com',
		'http://localhost.example.com',
		'http://localhost.',
		'http://notlocalhost',
		'http://my.localhost',
		'http://localhost.localdomain',
		'http://lоcalhost',
		'http://127-0-0-1.example.com',
		'http://0x80.1',
	])('%s is rejected, since plain http is allowed for this machine only', (text) => {
		const serviceError = expectInvalid(() => parseOrigin(text), 'Base URL');
		expect(serviceError.message).toContain('must begin with https://');
		expect(serviceError.description).toContain('[::1]');
	});

	it('is named in errors as in the form', () => {
		expectInvalid(() => parseOrigin('', 'Gateway'), 'Gateway');
	});
});

describe('A host name', () => {
	it.each(['localhost', '127.0.0.1', '127.1.2.3', '[::1]'])('%s means this machine', (name) => {
		expect(isLoopback(name)).toBe(true);
	});

	it.each(['localhost.', '127.0.0.1.example.com', 'x127.0.0.1', '::1', '[::2]', '1127.0.0.1', ''])(
		'%j does not mean this machine',
		(name) => {
			expect(isLoopback(name)).toBe(false);
		},
	);
});

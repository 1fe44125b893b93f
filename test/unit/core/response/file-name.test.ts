import { fileNameOf, mimeTypeOf } from '../../../../lib/core/response/file-name';

const named = (disposition: string, path = '/a/list.csv?x=/y'): string =>
	fileNameOf({ headers: { 'content-disposition': disposition } }, path);

describe('The name of a file', () => {
	it.each([
		['attachment; filename="a b.pdf"', 'a b.pdf'],
		['attachment; filename=plain.pdf ; size=1', 'plain.pdf'],
		['inline; FILENAME="quo\\"te;.pdf"', 'quo"te;.pdf'],
		['attachment; filename="old.pdf"; filename*=UTF-8\'en\'%E2%82%AC.pdf', '€.pdf'],
		["attachment; filename*=iso-8859-1''%A3.pdf", '£.pdf'],
		[`attachment; filename="${Buffer.from('明細.pdf').toString('latin1')}"`, '明細.pdf'],
		['attachment; filename="../../etc/passwd"', 'passwd'],
		['attachment; filename="C:\\\\x\\\\y.txt"', 'y.txt'],
		["attachment; filename*=UTF-8''..%2F..%2Fz.txt", 'z.txt'],
		['attachment; filename="a\u0007b.txt"', 'ab.txt'],
		["attachment; filename*=UTF-8''%2e%2e%2f; filename=x.txt", 'list.csv'],
		["attachment; filename*=UTF-8''a%0d%0ab%00.txt", 'ab.txt'],
		["attachment; filename*=UTF-8''%E2%80%AEgpj.exe", 'gpj.exe'],
	])('of %j is %j', (disposition, name) => expect(named(disposition)).toBe(name));

	it.each(['', 'inline', 'attachment; filename=""', 'attachment; filename=".."'])(
		'is the last segment of the path for %j',
		(disposition) => expect(named(disposition)).toBe('list.csv'),
	);

	it.each([
		[`attachment; filename="${'a'.repeat(5_000)}.pdf"`, `${'a'.repeat(196)}.pdf`],
		[`attachment; filename="${'a'.repeat(300)}"`, 'a'.repeat(200)],
		[`attachment; filename="a.${'b'.repeat(300)}"`, `a.${'b'.repeat(198)}`],
		[
			`attachment; filename*=UTF-8''${'%F0%9F%98%80'.repeat(150)}.txt`,
			`${'\u{1F600}'.repeat(98)}.txt`,
		],
	])('is cut to 200 characters, and keeps its extension', (disposition, name) => {
		expect(named(disposition)).toBe(name);
	});

	it.each([
		['/points/history', 'Application/JSON; charset=utf-8', 'history.json'],
		['/a/list.csv', 'text/plain', 'list.csv'],
		['/a/v1.2', 'application/pdf', 'v1.2.pdf'],
		['/', 'text/html', 'file.html'],
		['/a/list', 'application/x-unknown', 'list'],
	])('of %s has an extension for %s', (path, type, name) => {
		expect(fileNameOf({ headers: { 'content-type': type } }, path)).toBe(name);
	});

	it('has no extension where the service names it without one', () => {
		const headers = { 'content-type': 'text/csv', 'content-disposition': 'inline; filename=x' };
		expect(fileNameOf({ headers }, '/a')).toBe('x');
	});

	it('is "file" if the path has none', () => {
		expect(named('', '/')).toBe('file');
		expect(named('', '/a/%2e%2e')).toBe('file');
	});
});

it('A MIME type comes without parameters, if there is one', () => {
	const typed = (type: string) => mimeTypeOf({ headers: { 'content-type': type } });
	expect(typed('Text/CSV; charset=Shift_JIS')).toBe('text/csv');
	expect(typed('nonsense')).toBeUndefined();
	expect(mimeTypeOf({ headers: {} })).toBeUndefined();
});

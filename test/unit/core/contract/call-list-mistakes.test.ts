import { expectInvalid } from '../../support/errors';
import { fieldsOf, read } from './support';

describe('A common mistake in a call list', () => {
	it.each([
		['GET /cards/:card', '"/cards/:card" has a name without braces. Expected: "/cards/{card}"'],
		['GET /a/:b/<c>', 'Expected: "/a/{b}/{c}"'],
		['GET /a/:', 'Expected: "/a/{name}"'],
		['GET /a?x={x}\n x', 'the path "/a?x={x}" has a query. Expected: a line "?x" below the call'],
		['GET /a?', 'Expected: a line "?name" below the call'],
		['GET HTTPS://a.example/b', 'has a host. Expected: the path only, without the host'],
		['POST ...', 'the path "..." is not filled in. Expected: the path from your contract'],
		['POST /...', 'the path "/..." is not filled in'],
		['POST /a/…', 'the path "/a/…" is not filled in'],
		[
			'GET /カード',
			'the path "/カード" contains characters that must be percent-encoded. Expected: a path',
		],
		['GET cards/{card}', '"cards/{card}" is not a path. Expected: a path that begins with a slash'],
		[
			'POST /a Buy (reed)',
			'"(reed)" does not say whether the call reads or writes. Expected: "(read)"',
		],
		['POST /a(read)', '"/a(read)" is more than a path. Expected: "/a (read)"'],
		['POST /a Buy(wirte)', 'Expected: "(write)"'],
		['POST /a (rea)', 'Expected: "(read)"'],
		['POST /a （writes）', 'Expected: "(write)"'],
		['- GET /a', '"- GET /a" begins with a bullet. Expected: the line without the bullet'],
		['・GET /a', 'begins with a bullet'],
		['* get /a', 'begins with a bullet'],
		['12. GET /a', 'begins with a bullet'],
	])('in a call, %j, is rejected with what to write instead', (text, message) => {
		const { message: said } = expectInvalid(() => read(text), 'API Description');
		expect(said).toContain('cannot be read at line 1: ');
		expect(said).toContain(message);
	});

	it.each([
		['...', 'the name "..." is not filled in. Expected: the name from your contract'],
		['?…  date', 'the name "…" is not filled in'],
		['- b', '"- b" begins with a bullet. Expected: the line without the bullet'],
		['・b', 'begins with a bullet'],
		['1) b', 'begins with a bullet'],
		['*b', 'the star stands before the name. Expected: the star right after the name: "b*"'],
		['*b  number', 'Expected: the star right after the name: "b* number"'],
		['* b', 'the star stands before the name'],
		[
			'b *',
			'the star does not come right after the name. Expected: the star right after the name: "b*"',
		],
		['b date *', 'Expected: the star right after the name: "b* date"'],
		['b date*', 'Expected: the star right after the name: "b* date"'],
		['b * 1 | 2', 'Expected: the star right after the name: "b* 1 | 2"'],
		['b 1 | 2 *', 'Expected: the star right after the name: "b* 1 | 2"'],
		['from: date', 'would make "from" a header. Expected: "from date", or "From: date" if it is'],
		['from:* date', 'would make "from" a header'],
		['shop_id:', 'Expected: "shop_id", or "Shop_id:" if it is a header'],
		['dryRun: yes/no', 'Expected: "dryRun yes/no", or "DryRun: yes/no" if it is a header'],
		['X-A : text', 'the colon does not come right after the name'],
		['カード: text', '"カード" cannot be the name of a header'],
		['A/B:', '"A/B" cannot be the name of a header'],
		['Get:', '"Get" cannot be the name of a header'],
		[':b', '":b" is more than a name. Expected: the name alone, "b"'],
		['{b}', 'the name alone, "b"'],
		['"b"', 'the name alone, "b"'],
		['b,', 'the name alone, "b"'],
		['b=1', 'the name alone, "b"'],
		['b?', 'the name alone, "b"'],
		['b(date)', 'the name alone, "b"'],
		[
			'items[].id',
			'"items[].id" has brackets, but a list is one parameter. Expected: "items json"',
		],
		['?items[0].id', 'Expected: "items json"'],
		['shop.items[]', 'Expected: "shop.items json"'],
		['[b]', '"[b]" is more than a name. Expected: the name alone, "b", or "b json" for a list'],
		['b cash, card', '"cash, card" is not a type. Expected: "cash | card".'],
		['b 1、2', 'Expected: "1 | 2".'],
		['b integer', '"integer" is not a type. Expected: number.'],
		['b Int', 'Expected: number.'],
		['b 数値', 'Expected: number.'],
		['b boolean', '"boolean" is not a type. Expected: yes/no.'],
		['b bool', 'Expected: yes/no.'],
		['b string', '"string" is not a type. Expected: text.'],
		['b varchar(20)', 'Expected: text.'],
		['b 文字列', 'Expected: text.'],
		['b datetime', '"datetime" is not a type. Expected: date for a day, or text'],
		['b string[]', '"string[]" is not a type. Expected: list.'],
		['b object', 'Expected: json.'],
		['b required', 'Expected: a star right after the name.'],
		['b 任意', 'Expected: nothing, since a parameter without a star is optional.'],
	])('in a parameter, %j, is rejected with what to write instead', (line, message) => {
		const { message: text } = expectInvalid(() => read(`POST /a\n ${line}`), 'API Description');
		expect(text).toContain('cannot be read at line 2: ');
		expect(text).toContain(message);
	});

	it.each([
		['x-till: list', 'header[comma]/x-till list'],
		['Till: date', 'header/Till date'],
		['X:* 1 | 2', 'header/X* text "1"|"2"'],
		['?ids[] list(repeat)', 'query[repeat]/ids%5B%5D list'],
		['filter[status]', 'body/filter%5Bstatus%5D text'],
		['$top', 'body/$top text'],
		['a* 1 | 2*', 'body/a* text "1"|"2*"'],
		['会員ID', 'body/会員ID text'],
	])('is not seen in %j', (line, field) => {
		expect(fieldsOf(`POST /a\n ${line}`)).toEqual([field]);
	});

	it.each(['(reading)', '(road trip)', '(rd)', '(tier)', '()', '(reed) first'])(
		'is not seen in the summary %j',
		(summary) => {
			expect(read(`POST /a ${summary}`)[0]).toMatchObject({ effect: undefined, summary });
		},
	);
});

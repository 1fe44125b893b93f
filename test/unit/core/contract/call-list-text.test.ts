import { fieldsOf, read } from './support';

describe('A call list as typed on a Japanese keyboard, or pasted', () => {
	it.each([
		['tabs', 'POST\t/a\tRead\n\tb*\tdate\n\t\tc'],
		['Windows line ends', 'POST /a Read\r\n b* date\r\n c\r\n'],
		['line separators', 'POST /a Read\u2028 b* date\v c'],
		['full-width spaces', 'POST\u3000/a\u3000Read\n\u3000b*\u3000date\u3000\n\u3000\u3000c'],
		['no-break spaces', 'POST\u00a0/a\u00a0Read\n\u00a0b*\u00a0date\n\u00a0c'],
		['a byte order mark', '\ufeffPOST /a Read\n b* date\n c'],
		['byte order marks within', '# x\n\ufeffPOST /a Read\n b* date\n c'],
		['zero-width spaces', '\u200bPOST /a\u200b Read\n b*\u200b date\n \u2060c'],
		['full-width methods', 'ＰＯＳＴ /a Read\n b* date\n c'],
		['full-width lower case', 'ｐｏｓｔ /a Read\n b* date\n c'],
		['full-width paths', 'POST ／ａ Read\n b* date\n c'],
		['full-width stars', 'POST /a Read\n b＊ date\n c'],
		['full-width names and types', 'POST /a Read\n ｂ＊　ｄａｔｅ\n ｃ'],
		['full-width comments', '＃ x\nPOST /a Read　＃ y\n b* date\n c ＃ z'],
	])('may have %s', (_, text) => {
		expect(read(text).map(({ method, path, summary }) => [method, path, summary])).toEqual([
			['POST', '/a', 'Read'],
		]);
		expect(fieldsOf(text)).toEqual(['body/b* date', 'body/c text']);
	});

	it.each([
		['POST /cards/｛card｝', 'card', 'path/card* text'],
		['POST /a', '？b', 'query/b text'],
		['POST /a', 'Ｘ－Ｔｉｌｌ：', 'header/X-Till text'],
		['POST /a', 'b yes／no', 'body/b boolean'],
		['POST /a', 'b list（repeat）', 'body[list]/b list'],
		['POST /a', 'b　1　｜　2', 'body/b text "1"|"2"'],
	])('may have %j with %j', (call, parameter, field) => {
		expect(fieldsOf(`${call}\n\u3000${parameter}`)).toEqual([field]);
	});

	it('keeps full-width text in summaries and allowed values', () => {
		const [call] = read('POST /a カード＃１　（Ａ）\n b Ａ会員 | Ｂ会員');
		expect(call.summary).toBe('カード＃１ （Ａ）');
		expect(call.fields()[0].allowed).toEqual(['Ａ会員', 'Ｂ会員']);
	});

	it.each(['履歴を取得（read）', '履歴を取得(read)', '履歴を取得 （ｒｅａｄ）'])(
		'may declare what the call does, as in %j',
		(summary) => {
			const [call] = read(`POST /a ${summary}`);
			expect([call.effect, call.summary]).toEqual(['read', '履歴を取得']);
		},
	);
});

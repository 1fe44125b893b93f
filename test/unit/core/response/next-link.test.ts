import { followLink, nextInLinkHeader } from '../../../../lib/core/response/next-link';

it.each([
	['</a?p=2>; rel="next"', '/a?p=2'],
	['</a>; rel=prev, </b,c;d>; title="x, <y>"; REL=Next', '/b,c;d'],
	['</a>; rel="last next"', '/a'],
	['</a>; rel="nextish"', undefined],
	['</a>', undefined],
	['', undefined],
])('The next page in the Link header %j is %j', (link, next) => {
	expect(nextInLinkHeader({ headers: { link } })).toBe(next);
});

describe('A next link', () => {
	const origin = 'https://api.example.com';
	const rules = { origin, bodyFormat: 'json', isForbiddenPath: (path: string) => path === '/auth' };
	const follow = (link: string): string =>
		followLink({ method: 'GET', path: '/a/list?p=1' }, link, rules as never, 200).path;

	it.each([
		['?p=2#top', '/a/list?p=2'],
		['next', '/a/next'],
		['../../up', '/up'],
		[`${origin}\\@other.example.com/x`, '/@other.example.com/x'],
		['/%E3%81%82?q=%27', '/%E3%81%82?q=%27'],
	])('%j leads to %s', (link, path) => expect(follow(link)).toBe(path));

	it.each([
		'http://api.example.com/x',
		`${origin}:8443/x`,
		'https://user:password@api.example.com/x',
		`${origin}.example.com/x`,
		'//other.example.com/x',
		'\\\\other.example.com/x',
		'\t//other.example.com/x',
		'javascript:alert(1)',
		`${origin}//other.example.com/x`,
		'/.//other.example.com/x',
		'http://[',
		'/auth',
		'/x/%2e%2e/auth',
		'/x/%2e%2e%2fAUTH;x',
		'/x\\..\\auth',
		'/%2561uth/',
	])('%j is an error of the response that names no address', (link) => {
		let error: unknown;
		try {
			follow(link);
		} catch (thrown) {
			error = thrown;
		}
		expect(error).toMatchObject({
			reason: 'bad_answer',
			message: expect.stringMatching(/^The next link [a-z ,]+\.$/),
		});
	});
});

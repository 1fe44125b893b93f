import { nextInLinkHeader } from '../../../../lib/core/response/next-link';

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

import * as fc from '../../property';
import { encodeForm, flattenQuery, type ArrayFormat } from '../../../lib/core/http/encoding';
import { ServiceError } from '../../../lib/core/errors/service-error';
import {
	buildUrl,
	encodePathSegment,
	checkPath,
	resolveOnOrigin,
} from '../../../lib/core/http/url';
import { anyText, formText, isWhole, segmentText } from './texts';

const ORIGINS = ['https://api.example.com', 'https://api.example.com:8443', 'http://[::1]:3101'];

const anyPath = fc
	.tuple(
		fc.constantFrom(
			'/',
			'/',
			'/',
			'//',
			'',
			'\\',
			'/\\',
			'https://evil.test/',
			' /',
			'@evil.test/',
		),
		fc.array(
			fc.oneof(
				anyText,
				fc.constantFrom('/', '/', '/../', '/./', '/%2e%2e/', '/.%2E', '%5c', '%2f', '/..;/', '...'),
				fc.stringMatching(/^[a-z0-9._-]{1,6}$/),
			),
			{ maxLength: 6 },
		),
	)
	.map(([start, parts]) => start + parts.join(''));

/** Returns what `work` does, or `undefined` when it rejects with a short text that names the field. */
function unlessRejected<Result>(work: () => Result, field = 'Path'): Result | undefined {
	try {
		return work();
	} catch (error) {
		expect(error).toBeInstanceOf(ServiceError);
		const serviceError = error as ServiceError;
		expect([serviceError.reason, serviceError.message.includes(`'${field}'`)]).toEqual([
			'invalid_input',
			true,
		]);
		expect(serviceError.text.length).toBeLessThan(300);
		return undefined;
	}
}

describe('Any text as a path', () => {
	it('is rejected, or begins with one slash and stays unchanged', () => {
		fc.assert(
			fc.property(anyPath, fc.constantFrom(...ORIGINS), (path, origin) => {
				const read = unlessRejected(() => checkPath(path));
				expect([undefined, path]).toContain(read);
				const url = unlessRejected(() => buildUrl(origin, path));
				if (url === undefined) return;
				// Only what a client sends unchanged, determined without a URL parser.
				expect(url).toBe(origin + path);
				expect(path).toMatch(/^\/(?!\/)[\x21\x23-\x3b\x3d\x3f-\x5b\x5d-\x7e]*$/);
				expect(path).not.toMatch(/#/);
				expect(path.split('?')[0].split('/')).not.toContain('..');
			}),
			{ numRuns: 2_000 },
		);
	});

	it('is accepted when it consists of plain characters', () => {
		fc.assert(
			fc.property(
				fc.stringMatching(/^(\/[A-Za-z0-9_~!$()*+,;=:@'-]{1,8}){1,4}(\?[a-z0-9=&%+/:@-]{1,12})?$/),
				(path) => {
					expect(buildUrl(ORIGINS[0], path)).toBe(ORIGINS[0] + path);
				},
			),
			{ numRuns: 500 },
		);
	});

	it('keeps its own query in front of the one that is added', () => {
		fc.assert(
			fc.property(
				fc.stringMatching(/^\/[a-z]{1,5}(\?[a-z]=[a-z])?$/),
				fc.array(fc.tuple(anyText.filter(isWhole), anyText.filter(isWhole)), { minLength: 1 }),
				(path, pairs) => {
					const query = pairs.map(([name, value]) => ({ name, value }));
					const glue = path.includes('?') ? '&' : '?';
					expect(buildUrl(ORIGINS[1], path, query)).toBe(
						`${ORIGINS[1]}${path}${glue}${formText(pairs)}`,
					);
				},
			),
			{ numRuns: 1_000 },
		);
	});
});

it('Any value is rejected as a segment, or stays one segment of a path', () => {
	fc.assert(
		fc.property(anyText, (value) => {
			const segment = unlessRejected(() => encodePathSegment(value, 'Campaign ID'), 'Campaign ID');
			const isRejected = value === '.' || value === '..' || !isWhole(value);
			expect(segment).toBe(isRejected ? undefined : segmentText(value));
			if (segment === undefined) return;
			expect(segment).not.toMatch(/[/\\?#\s]/);
			const url = `${ORIGINS[0]}/a/${segment}/b`;
			expect(buildUrl(ORIGINS[0], `/a/${segment}/b`)).toBe(url);
			expect(new URL(url).pathname.split('/')).toHaveLength(4);
		}),
		{ numRuns: 2_000 },
	);
});

it('Any pairs are serialized as a form, byte for byte', () => {
	fc.assert(
		fc.property(fc.array(fc.tuple(anyText.filter(isWhole), anyText.filter(isWhole))), (pairs) => {
			expect(encodeForm(pairs.map(([name, value]) => ({ name, value })))).toBe(formText(pairs));
		}),
		{ numRuns: 1_000 },
	);
});

describe('Any JSON as a query object', () => {
	/** The values in order, with arrays and objects walked through. */
	function leaves(value: unknown): string[] {
		if (Array.isArray(value)) return value.flatMap(leaves);
		if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(leaves);
		return [value === null ? '' : String(value)];
	}

	it('is flattened value by value, in order, without changing any prototype', () => {
		fc.assert(
			fc.property(
				fc.json({ maxDepth: 4 }),
				fc.constantFrom<ArrayFormat>('indices', 'brackets', 'repeat'),
				(text, format) => {
					const query = JSON.parse(`{"__proto__":{"polluted":1},"a":${text}}`) as object;
					const pairs = flattenQuery(query, format);
					expect(pairs.map(({ value }) => value)).toEqual(leaves(query));
					expect(pairs[0]).toEqual({ name: '__proto__[polluted]', value: '1' });
					expect(pairs.slice(1).every(({ name }) => name.startsWith('a'))).toBe(true);
					expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
				},
			),
			{ numRuns: 500 },
		);
	});
});

it('Any URL of any node stays on the origin or is rejected', () => {
	const part = fc.constantFrom(
		...[
			'https:',
			'http:',
			'ftp:',
			'//',
			'/',
			'\\',
			'@',
			':',
			'?',
			'#',
			'..',
			'\t',
			'\n',
			'%2e',
			' ',
		],
		...[
			'api.example.com',
			'api.example.com:8443',
			'evil.test',
			':8443',
			'user',
			'[::1]',
			'data:,x',
		],
		...ORIGINS,
	);
	const address = fc
		.array(fc.oneof(part, anyText), { maxLength: 7 })
		.map((parts) => parts.join(''));
	fc.assert(
		fc.property(
			fc.constantFrom(...ORIGINS),
			address,
			fc.option(fc.oneof(address, fc.constantFrom(...ORIGINS)), { nil: undefined }),
			(origin, text, base) => {
				let url: URL;
				try {
					url = resolveOnOrigin(origin, text, base);
				} catch (error) {
					expect((error as ServiceError).reason).toBe('invalid_input');
					expect((error as ServiceError).text).toMatch(/nothing was sent/);
					return;
				}
				expect(url.href.startsWith(`${origin}/`)).toBe(true);
				expect(url.username + url.password).toBe('');
			},
		),
		{ numRuns: 2_500 },
	);
});

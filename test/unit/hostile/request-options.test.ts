import * as fc from '../../property';
import type { IHttpRequestOptions } from 'n8n-workflow';
import { ServiceError } from '../../../lib/core/errors/service-error';
import { restrictToOrigin } from '../../../lib/core/http/request-options';
import { anyText } from './texts';

const ORIGIN = 'https://api.example.com:8443';

type Options = Record<string, unknown>;

const address = fc.oneof(
	{ weight: 4, arbitrary: anyText.map((text) => `${ORIGIN}/${text}`) },
	fc
		.array(
			fc.oneof(
				anyText,
				fc.constantFrom(
					...['https:', '//', '/', '\\', '@', ':8443', '?', '#', '..', '\t', 'evil.test', ORIGIN],
					...['https://evil.test', `${ORIGIN}@evil.test/`, `${ORIGIN}.evil.test/`, 'data:,x'],
				),
			),
			{ maxLength: 5 },
		)
		.map((parts) => parts.join('')),
);
const query = fc.oneof(
	fc.constantFrom<unknown>(undefined, null, '', '?', '?a=b', 'a=b#c', '#', 'a b', 5, true, []),
	anyText,
	anyText.map((text) => new URLSearchParams(text)),
	fc.jsonValue({ maxDepth: 3 }),
	fc
		.jsonValue({ maxDepth: 2 })
		.map((json): unknown => JSON.parse(`{"__proto__":${JSON.stringify(json)},"a":1}`)),
);
const sometimes = <Value>(arbitrary: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> =>
	fc.option(arbitrary, { nil: undefined });
/** Something that reveals the credential, in a few of many requests. */
const rarely = <Value>(bad: Value, good: Value): fc.Arbitrary<Value | undefined> =>
	fc.oneof(
		{ weight: 10, arbitrary: fc.constantFrom(undefined, good) },
		{ weight: 1, arbitrary: fc.constant(bad) },
	);
/** The newer shape has `url`, the older one `uri`; a node may fill in both. */
const options: fc.Arbitrary<Options> = fc
	.record({
		url: sometimes(address),
		uri: sometimes(address),
		baseURL: sometimes(
			fc.oneof(address, fc.constantFrom(ORIGIN, `${ORIGIN}/v1/`, 'https://evil.test')),
		),
		qs: query,
		arrayFormat: fc.constantFrom(undefined, 'indices', 'brackets', 'repeat', 'comma'),
		useQuerystring: fc.constantFrom(undefined, true, false),
		auth: fc.constantFrom(undefined, { username: 'a', password: 'b' }, { bearer: 'c' }),
		headers: fc.constantFrom(undefined, {}, { authorization: 'x' }),
		followRedirect: fc.constant(true),
		followAllRedirects: fc.constant(true),
		rejectUnauthorized: rarely(false, true),
		skipSslCertificateValidation: rarely(true, false),
		method: rarely('TRACE', 'get'),
		proxy: rarely('http://evil.test:8080', ''),
		agentOptions: rarely({ ca: 'x' }, {}),
		httpsAgent: fc.constant({}),
	})
	.map((record) =>
		Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)),
	);

function restrict(request: Options, ignoreSslIssues = false): URL {
	return restrictToOrigin(request as unknown as IHttpRequestOptions, ORIGIN, ignoreSslIssues);
}

it('Any options are rejected, or lead to the origin with nothing left to add', () => {
	let taken = 0;
	fc.assert(
		fc.property(options, (request) => {
			const isOld = request.uri !== undefined;
			let url: URL;
			try {
				url = restrict(request);
			} catch (error) {
				expect(error).toBeInstanceOf(ServiceError);
				expect((error as ServiceError).reason).toBe('invalid_input');
				expect((error as ServiceError).text.length).toBeLessThan(700);
				return;
			}
			taken++;
			const sent = String(isOld ? request.uri : request.url);
			expect(sent.startsWith(`${ORIGIN}/`)).toBe(true);
			expect(sent).toMatch(/^[\x21-\x7e]+$/);
			expect(new URL(sent)).toMatchObject({ href: sent, origin: ORIGIN, username: '', hash: '' });
			expect(url.href).toBe(sent);
			const mustBeGone = ['qs', 'baseURL', 'auth', 'proxy', 'agentOptions', 'httpsAgent'];
			for (const name of [...mustBeGone, isOld ? 'url' : 'uri']) {
				expect(request).not.toHaveProperty(name);
			}
			expect(request.method).not.toBe('TRACE');
			expect(request).toMatchObject(
				isOld
					? { followRedirect: false, followAllRedirects: false, rejectUnauthorized: true }
					: { disableFollowRedirect: true, skipSslCertificateValidation: false },
			);
			expect(request.headers).toBeDefined();
			expect(({} as { a?: unknown }).a).toBeUndefined();
			// Options are restricted again for each attempt.
			expect(restrict(request).href).toBe(sent);
		}),
		{ numRuns: 2_500 },
	);
	expect(taken).toBeGreaterThan(500);
});

it('The values of any query object arrive unchanged, after those of the address', () => {
	const whole = fc.string({ unit: 'grapheme', maxLength: 8 });
	fc.assert(
		fc.property(
			fc.dictionary(whole, whole, { maxKeys: 5 }),
			fc.constantFrom('url', 'uri'),
			fc.constantFrom('', '?x=1', '?', '#part', '?x=1#part'),
			(qs, shape, end) => {
				const request: Options = { [shape]: `${ORIGIN}/p${end}`, qs };
				restrict(request);
				const given = end.includes('x=1') ? [['x', '1']] : [];
				expect([...new URL(String(request[shape])).searchParams]).toEqual([
					...given,
					...Object.entries(qs),
				]);
			},
		),
		{ numRuns: 500 },
	);
});

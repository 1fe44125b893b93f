import * as fc from '../../property';
import { ServiceError } from '../../../lib/core/errors/service-error';
import { parseOrigin } from '../../../lib/core/http/base-url';
import { expectInvalid } from '../support/errors';

/** An allowed origin, written by hand so that no URL parser is involved. */
const SAFE_ORIGIN = new RegExp(
	'^(https://([^\\s\\x00-\\x1f\\x7f/\\\\?#@:\\[\\]%]+|\\[[0-9a-f:]+\\])|' +
		'http://(localhost|127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}|\\[::1\\]))(:[1-9]\\d{0,4})?$',
);

/** Names that look like this machine but are not, or that mean this machine but do not look like it. */
const HOSTS = [
	'localhost',
	'LOCALHOST',
	'localhost.',
	'localhost.evil.test',
	'evil.localhost',
	'ⓛocalhost',
	'lоcalhost',
	'%6cocalhost',
	'127.0.0.1',
	'127.0.0.1.',
	'127.0.0.1..',
	'127.0.0.1.evil.test',
	'127.0.0.1%00',
	'127.0.0.1%20',
	'127.1',
	'127.0.0.256',
	'0177.0.0.1',
	'0x7f.1',
	'0x7f000001',
	'2130706433',
	'1２7.0.0.1',
	'128.0.0.1',
	'0',
	'[::1]',
	'[0:0::1]',
	'[::ffff:127.0.0.1]',
	'[::127.0.0.1]',
	'[::1%25lo]',
	'[fe80::1%eth0]',
	'[::1',
	'::1',
	'api.example.com',
	'api.example.com.',
	'api..example.com',
	'api。example。com',
	'セゾン.example.com',
	'xn--1ckg3n.example.com',
	'xn--',
	'ex%61mple.com',
	'example.com%2fevil.test',
	'example.com%40evil.test',
	'example.com%5cevil.test',
	'ex\tample.com',
	'ex\nample.com',
	'ex ample.com',
	'ex\u00adample.com',
	'ex\u200bample.com',
	'',
];
const SCHEMES = [
	...[
		'https://',
		'https://',
		'http://',
		'http://',
		'HTTPS://',
		'hTTp://',
		' https://',
		'\nhttp://',
	],
	...[
		'https:/',
		'https:',
		'https:\\\\',
		'https:/\\',
		'ht\ttps://',
		'https:///',
		'ftp://',
		'//',
		'',
	],
];
const USERS = ['', 'a@', 'a:b@', '@', ':@', 'a%40', 'https://a@', 'evil.test\\@'];
const PORTS = [
	...['', ':', ':0', ':1', ':80', ':443', ':0443', ':65535', ':65536', ':99999999999'],
	...[':-1', ':+1', ':0x50', ':8\t0', ':８０', ':80:80', ':80@evil.test'],
];
const TAILS = [
	...['', '/', '//', '/v1', '/.', '/..', '?', '?a', '#', '#a', '\\', '\\evil.test'],
	...[' ', '\n', '\t', '\0', '%00', '@evil.test', ';a'],
];

/** Mostly the first, so that few addresses are wrong in more than one place. */
const piece = ([usual, ...others]: string[]): fc.Arbitrary<string> =>
	fc.oneof(
		{ weight: 3, arbitrary: fc.constant(usual) },
		{ weight: 1, arbitrary: fc.constantFrom(...others) },
	);
const host = fc.oneof(
	{ weight: 3, arbitrary: fc.constantFrom(...HOSTS) },
	fc.domain(),
	fc.ipV4(),
	fc.ipV4Extended(),
	fc.ipV6().map((address) => `[${address}]`),
	fc.string({ unit: 'binary', maxLength: 8 }),
);
const anyAddress = fc
	.tuple(piece(SCHEMES), piece(USERS), host, piece(PORTS), piece(TAILS))
	.map((parts) => parts.join(''));

/** The origin, or `undefined` for a rejection; anything else fails the test. */
function originOf(text: string): string | undefined {
	try {
		return parseOrigin(text);
	} catch (error) {
		expect(error).toBeInstanceOf(ServiceError);
		const { reason, message, text: whole } = error as ServiceError;
		expect([reason, message.startsWith("'Base URL' ")]).toEqual(['invalid_input', true]);
		expect(whole.length).toBeLessThan(300);
		return undefined;
	}
}

describe('Any text as a base URL', () => {
	it('is rejected, or is an origin with https or on this machine', () => {
		let taken = 0;
		fc.assert(
			fc.property(anyAddress, (text) => {
				const origin = originOf(text);
				if (origin === undefined) return;
				taken++;
				expect(origin).toMatch(SAFE_ORIGIN);
				const typed = text.replace(/^[\s\p{Cc}\p{Cf}]+|[\s\p{Cc}\p{Cf}]+$/gu, '');
				expect(typed).not.toMatch(/[@\\?#\s]/);
				expect(typed).toMatch(/^https?:\/\/[^/]+\/?$/i);
				expect(parseOrigin(origin)).toBe(origin);
			}),
			{ numRuns: 3_000 },
		);
		// Otherwise the property would say nothing.
		expect(taken).toBeGreaterThan(100);
	});

	it('is rejected with a character that URL parsers drop, wherever it is', () => {
		const good = 'https://api.example.com:8443/';
		fc.assert(
			fc.property(
				fc.integer({ min: 1, max: good.length - 1 }),
				fc.constantFrom('\t', '\n', '\r', '\r\n', ' ', '\0', '\\', '@', '\u2028'),
				(at, char) => {
					expect(originOf(good.slice(0, at) + char + good.slice(at))).toBeUndefined();
				},
			),
			{ numRuns: 500 },
		);
	});

	it('is accepted unchanged when it is a domain and a port', () => {
		fc.assert(
			fc.property(fc.domain(), fc.integer({ min: 1, max: 65_535 }), (domain, port) => {
				const expected = `https://${domain.toLowerCase()}${port === 443 ? '' : `:${port}`}`;
				expect(parseOrigin(`https://${domain}:${port}`)).toBe(expected);
				expect(parseOrigin(` https://${domain}:${port}/ `)).toBe(expected);
				expectInvalid(() => parseOrigin(`http://${domain}:${port}`), 'Base URL');
			}),
			{ numRuns: 300 },
		);
	});

	it('with plain http is accepted only for IP addresses of this machine', () => {
		fc.assert(
			fc.property(fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.boolean(), (random, near) => {
				const number = near ? 0x7f000000 + (random % 0x1000000) : random;
				const bytes = [24, 16, 8, 0].map((shift) => (number >>> shift) & 0xff);
				const spellings = [
					String(number),
					`0x${number.toString(16)}`,
					`0${number.toString(8)}`,
					bytes.join('.'),
					`${bytes[0]}.${number & 0xffffff}`,
					`${bytes.map((byte) => `0x${byte.toString(16)}`).join('.')}.`,
				];
				const expected = bytes[0] === 127 ? `http://${bytes.join('.')}` : undefined;
				for (const name of spellings) expect(originOf(`http://${name}`)).toBe(expected);
			}),
			{ numRuns: 300 },
		);
	});
});

const EXAMPLES: Array<[string, string | undefined]> = [
	['http://127.0.0.1.evil.test', undefined],
	['http://localhost.evil.test', undefined],
	['http://[::ffff:127.0.0.1]', undefined],
	['http://127.0.0.1%00', undefined],
	['http://[::1%25lo]', undefined],
	['https:\\\\evil.test', undefined],
	['https://api.example.com%40evil.test', undefined],
	['https://api.example.com:0', undefined],
	['https://api.example.com:65536', undefined],
	['http://127.1', 'http://127.0.0.1'],
	['http://ⓛocalhost', 'http://localhost'],
	['https://api.example.com:', 'https://api.example.com'],
	['https://api.example.com.', 'https://api.example.com.'],
	['https://api.example.com:65535', 'https://api.example.com:65535'],
	[`https://${'a'.repeat(1_000_000)}.test`, undefined],
	[`https://api.example.com/${'a'.repeat(1_000_000)}`, undefined],
];

it.each(EXAMPLES.map(([text, origin]) => [text.slice(0, 60), origin ?? 'rejected', text]))(
	'%s is %s',
	(_start, origin, text) => {
		expect(originOf(text) ?? 'rejected').toBe(origin);
	},
);

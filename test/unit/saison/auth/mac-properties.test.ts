import { createHash } from 'node:crypto';
import * as fc from '../../../property';
import {
	computeMac,
	hostAndPort,
	isHeaderSafe,
	macHeader,
	makeNonce,
	normalizedString,
	type MacInput,
} from '../../../../lib/saison/auth/mac';

/** The signed bytes, put together from parts instead of from a template. */
function signedBytes(input: MacInput): Buffer {
	const lines = [
		input.ts.toString(10),
		input.nonce,
		input.method.toUpperCase(),
		input.requestUri,
		input.host.toLowerCase(),
		input.port.toString(10),
		'',
	];
	return Buffer.concat(lines.flatMap((line) => [Buffer.from(line, 'utf8'), Buffer.from([0x0a])]));
}

/** HMAC by its definition (RFC 2104), from plain SHA-256. */
function hmac(key: Buffer, message: Buffer): string {
	const sha256 = (...parts: Buffer[]): Buffer =>
		createHash('sha256').update(Buffer.concat(parts)).digest();
	const block = Buffer.alloc(64);
	(key.length > 64 ? sha256(key) : key).copy(block);
	const inner = block.map((byte) => byte ^ 0x36);
	const outer = block.map((byte) => byte ^ 0x5c);
	return sha256(Buffer.from(outer), sha256(Buffer.from(inner), message)).toString('base64');
}

const segment = fc.stringMatching(/^[A-Za-z0-9._~!$&'()*+,;=:@%-]{0,12}$/);
const requestUri = fc
	.tuple(
		fc.array(segment, { minLength: 1, maxLength: 4 }),
		fc.option(fc.array(fc.tuple(segment, segment), { minLength: 1, maxLength: 4 })),
	)
	.map(([path, query]) => {
		const search = query?.map(([name, value]) => `${name}=${value}`).join('&');
		return `/${path.join('/')}${search === undefined ? '' : `?${search}`}`;
	});
const host = fc.oneof(
	fc.domain(),
	fc.domain().map((name) => name.toUpperCase()),
	fc.ipV4(),
	fc.ipV6().map((address) => `[${address}]`),
);
const macInput: fc.Arbitrary<MacInput> = fc.record({
	ts: fc.integer({ min: 1, max: 4_102_444_800 }),
	nonce: fc.stringMatching(/^[0-9A-Za-z]{10}$/),
	method: fc.constantFrom('GET', 'POST', 'get', 'Post', 'put', 'PATCH', 'delete', 'HEAD'),
	requestUri,
	host,
	port: fc.integer({ min: 1, max: 65_535 }),
});
const anySecret = fc.string({ unit: 'binary', minLength: 1, maxLength: 120 });

describe('The signed string', () => {
	it('is byte for byte that of an independent implementation', () => {
		fc.assert(
			fc.property(macInput, (input) => {
				expect(Buffer.from(normalizedString(input), 'utf8')).toEqual(signedBytes(input));
			}),
		);
	});

	it('has seven lines with a line feed at the end of each, whatever is signed', () => {
		fc.assert(
			fc.property(macInput, (input) => {
				const lines = normalizedString(input).split('\n');
				expect(lines).toHaveLength(8);
				expect(lines.slice(6)).toEqual(['', '']);
			}),
		);
	});
});

describe('The MAC', () => {
	it('is that of an independent implementation, for a secret of any characters', () => {
		fc.assert(
			fc.property(macInput, anySecret, (input, secret) => {
				expect(computeMac(input, secret)).toBe(
					hmac(Buffer.from(secret, 'utf8'), signedBytes(input)),
				);
			}),
			{ numRuns: 300 },
		);
	});

	it('changes with everything it covers', () => {
		const base: MacInput = {
			ts: 1_700_000_000,
			nonce: 'abcde12345',
			method: 'POST',
			requestUri: '/a?b=1',
			host: 'example.com',
			port: 443,
		};
		const variants: MacInput[] = [
			base,
			{ ...base, ts: base.ts + 1 },
			{ ...base, nonce: 'abcde12346' },
			{ ...base, method: 'GET' },
			{ ...base, requestUri: '/a?b=2' },
			{ ...base, host: 'www.example.com' },
			{ ...base, port: 8443 },
		];
		expect(new Set(variants.map((input) => computeMac(input, 's'))).size).toBe(variants.length);
		expect(computeMac(base, ' s ')).not.toBe(computeMac(base, 's'));
	});

	it('is in a header that can be parsed again, in both forms', () => {
		fc.assert(
			fc.property(macInput, fc.constantFrom('space', 'comma'), (input, separator) => {
				const header = macHeader(input, 'TOKEN', 'secret', separator);
				const glue = separator === 'comma' ? ', ' : ' ';
				expect(header.startsWith('MAC ')).toBe(true);
				const parts = header.slice(4).split(glue);
				expect(parts).toEqual([
					'id="TOKEN"',
					`ts="${input.ts}"`,
					`nonce="${input.nonce}"`,
					`mac="${hmac(Buffer.from('secret'), signedBytes(input))}"`,
				]);
			}),
		);
	});
});

describe('The nonce', () => {
	const nonces = Array.from({ length: 10_000 }, makeNonce);

	it('is always ten characters of 0-9, A-Z, a-z', () => {
		expect(nonces.filter((nonce) => !/^[0-9A-Za-z]{10}$/.test(nonce))).toEqual([]);
	});

	it('does not repeat in ten thousand', () => {
		expect(new Set(nonces).size).toBe(nonces.length);
	});

	it('uses all 62 characters, none of them much more often than another', () => {
		const counts = new Map<string, number>();
		for (const character of nonces.join('')) {
			counts.set(character, (counts.get(character) ?? 0) + 1);
		}
		expect(counts.size).toBe(62);
		// 1,613 on average; a plain modulo would give eight characters 25 % more. The limit is six standard deviations off.
		expect(Math.max(...counts.values())).toBeLessThan(1_613 + 250);
		expect(Math.min(...counts.values())).toBeGreaterThan(1_613 - 250);
	});
});

describe('Host and port', () => {
	it.each([
		['https://apit.saisoncard.co.jp/a', 'apit.saisoncard.co.jp', 443],
		['https://apit.saisoncard.co.jp:443/a', 'apit.saisoncard.co.jp', 443],
		['https://APIT.SaisonCard.co.jp:8443/a', 'apit.saisoncard.co.jp', 8443],
		['http://localhost/a', 'localhost', 80],
		['http://localhost:80/a', 'localhost', 80],
		['http://localhost:443/a', 'localhost', 443],
		['https://localhost:80/a', 'localhost', 80],
		['http://127.0.0.1:3101/a', '127.0.0.1', 3101],
		['https://[::1]/a', '[::1]', 443],
		['http://[::1]:3101/a', '[::1]', 3101],
		['https://[2001:DB8:0:0::1]:8443/a', '[2001:db8::1]', 8443],
	])('of %s are %s and %i', (address, expectedHost, port) => {
		expect(hostAndPort(new URL(address))).toEqual({ host: expectedHost, port });
	});

	it('are what the Host header says, with the default port', () => {
		fc.assert(
			fc.property(
				fc.constantFrom('http', 'https'),
				fc.oneof(
					fc.domain(),
					fc.ipV6().map((address) => `[${address}]`),
				),
				fc.option(fc.integer({ min: 1, max: 65_535 })),
				(scheme, name, port) => {
					const url = new URL(`${scheme}://${name}${port === null ? '' : `:${port}`}/x`);
					const result = hostAndPort(url);
					const standard = scheme === 'https' ? 443 : 80;
					expect(result.port).toBe(port ?? standard);
					const header = result.port === standard ? result.host : `${result.host}:${result.port}`;
					expect(header).toBe(url.host);
				},
			),
		);
	});
});

describe('Text that is safe in a header', () => {
	it('is printable ASCII without quotation mark and backslash', () => {
		const accepted = Array.from({ length: 0x180 }, (_, code) => String.fromCharCode(code)).filter(
			isHeaderSafe,
		);
		const expected = Array.from({ length: 0x7f - 0x20 }, (_, index) =>
			String.fromCharCode(0x20 + index),
		).filter((character) => character !== '"' && character !== '\\');
		expect(accepted).toEqual(expected);
		expect(isHeaderSafe('')).toBe(false);
		expect(isHeaderSafe('abc\n')).toBe(false);
		expect(isHeaderSafe('a\nb')).toBe(false);
	});
});

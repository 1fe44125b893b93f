import { createHmac } from 'node:crypto';
import { encodeForm } from '../../../../lib/core/http/encoding';
import { computeMac, macHeader, normalizedString } from '../../../../lib/saison/auth/mac';
import { FORM_VECTORS, MAC_VECTORS, PUBLISHED_VECTORS } from './mac-vectors';

describe('The signature of Saison Connect', () => {
	it('is checked with all thirteen vectors', () => {
		expect(MAC_VECTORS.map(({ id }) => id)).toEqual(
			Array.from({ length: 13 }, (_, index) => `sz-${String(index + 1).padStart(2, '0')}`),
		);
	});

	describe.each(MAC_VECTORS)('of $id ($note)', (vector) => {
		it('covers exactly these bytes', () => {
			expect(normalizedString(vector.input)).toBe(vector.normalized);
			expect(Buffer.byteLength(normalizedString(vector.input), 'utf8')).toBe(vector.byteLength);
		});

		it('has this value, with the secret in UTF-8 as key', () => {
			expect(Buffer.from(vector.clientSecret, 'utf8').toString('hex')).toBe(vector.clientSecretHex);
			expect(computeMac(vector.input, vector.clientSecret)).toBe(vector.mac);
		});

		it('is in the header, separated by spaces or commas', () => {
			const { input, accessToken, clientSecret } = vector;
			expect(macHeader(input, accessToken, clientSecret, 'space')).toBe(vector.spaceHeader);
			expect(macHeader(input, accessToken, clientSecret, 'comma')).toBe(vector.commaHeader);
		});
	});
});

describe('The signature, compared with vectors of other projects,', () => {
	const withEmptyExt = PUBLISHED_VECTORS.filter(({ ext }) => ext === '');
	const sha256 = withEmptyExt.filter(({ algorithm }) => algorithm === 'sha256');

	it('is checked with three of SHA-256 and two of SHA-1', () => {
		expect(sha256).toHaveLength(3);
		expect(PUBLISHED_VECTORS.filter(({ algorithm }) => algorithm === 'sha1')).toHaveLength(2);
	});

	it.each(sha256)('has the value of $id', ({ input, key, mac }) => {
		expect(computeMac(input, key)).toBe(mac);
	});

	it.each(withEmptyExt)('covers the seven lines of $id', ({ input, normalized, key, ...rest }) => {
		expect(normalizedString(input)).toBe(normalized);
		expect(createHmac(rest.algorithm, key).update(normalizedString(input)).digest('base64')).toBe(
			rest.mac,
		);
	});

	it('differs from the vector with an extension only in the seventh line', () => {
		const vector = PUBLISHED_VECTORS.find(({ ext }) => ext !== '')!;
		const ours = normalizedString(vector.input).split('\n');
		const theirs = vector.normalized.split('\n');
		expect(ours.slice(0, 6)).toEqual(theirs.slice(0, 6));
		expect([ours[6], theirs[6]]).toEqual(['', vector.ext]);
		expect(
			createHmac(vector.algorithm, vector.key).update(vector.normalized).digest('base64'),
		).toBe(vector.mac);
	});
});

describe('A form body', () => {
	it.each(FORM_VECTORS)(
		'of $id contains the same values as Python encodes',
		({ fields, encoded }) => {
			const ours = encodeForm(Object.entries(fields).map(([name, value]) => ({ name, value })));
			expect([...new URLSearchParams(ours)]).toEqual([...new URLSearchParams(encoded)]);
			expect([...new URLSearchParams(ours)]).toEqual(Object.entries(fields));
		},
	);

	it('is identical where encoders do not differ', () => {
		for (const { fields, encoded } of FORM_VECTORS.slice(0, 2)) {
			expect(encodeForm(Object.entries(fields).map(([name, value]) => ({ name, value })))).toBe(
				encoded,
			);
		}
	});
});

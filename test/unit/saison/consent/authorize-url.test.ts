import { authorizeUrl } from '../../../../lib/saison/consent/authorize-url';
import { readSaisonCredential } from '../../../../lib/saison/auth/credential';
import { saisonData, saisonDataAt } from '../../support/credentials';
import { expectInvalid } from '../../support/errors';

const url = (changes: Record<string, unknown> = {}, memberService = '', state = 'abc234'): string =>
	authorizeUrl(readSaisonCredential(saisonData(changes)), memberService, state);

describe('The authorization request (TEA001)', () => {
	it('has the URL of the usage example, with the state', () => {
		expect(url()).toBe(
			'https://apit.saisoncard.co.jp/auth/screen/na/authorize?response_type=code&client_id=ZT300&state=abc234',
		);
	});

	it.each([
		[{ environment: 'production' }, 'https://api.saisoncard.co.jp/auth/screen/na/authorize?'],
		[{ memberService: 'atu' }, '/auth/screen/atu/authorize?'],
		[{ memberService: 'custom', memberServiceCode: '7N' }, '/auth/screen/7N/authorize?'],
	])('follows the credential: %j', (changes, part) => {
		expect(url(changes)).toContain(part);
	});

	it("prefers a given member service to the credential's", () => {
		expect(url({ memberService: 'na' }, 'atu')).toContain('/auth/screen/atu/authorize?');
		expect(url({ memberService: 'custom' }, 'my_7-N')).toContain('/auth/screen/my_7-N/authorize?');
	});

	it('contains the scope as entered, encoded once, or no scope at all', () => {
		const { searchParams } = new URL(url({ scope: 'a,b c+d&e=f' }));
		expect(searchParams.get('scope')).toBe('a,b c+d&e=f');
		expect([...searchParams.keys()]).toEqual(['response_type', 'client_id', 'scope', 'state']);
		expect(new URL(url()).searchParams.has('scope')).toBe(false);
	});

	it('encodes the client id', () => {
		const { searchParams } = new URL(url({ clientId: 'a&b=c d' }));
		expect(searchParams.get('client_id')).toBe('a&b=c d');
	});

	it('contains neither a secret nor a redirect URI', () => {
		const text = url({ clientSecret: 's3cr3t' });
		expect(text).not.toContain('s3cr3t');
		expect(text).not.toContain('redirect_uri');
	});

	it('keeps the port of a gateway', () => {
		const credential = readSaisonCredential(saisonDataAt('http://127.0.0.1:8801'));
		expect(authorizeUrl(credential, '', 's')).toMatch(
			/^http:\/\/127\.0\.0\.1:8801\/auth\/screen\/na\//,
		);
	});

	it.each(['../x', 'a/b', 'a b', 'a?b', '%2e', 'セ'])(
		'rejects the member service %j',
		(service) => {
			expectInvalid(() => url({}, service), 'Member Service');
			expectInvalid(
				() => url({ memberService: 'custom', memberServiceCode: service }),
				'Member Service Code',
			);
		},
	);

	it('rejects a missing member service and says where to enter it', () => {
		const work = (): string => url({ memberService: 'custom', memberServiceCode: '' });
		expect(expectInvalid(work, 'Member Service Code').description).toContain('credential');
	});
});

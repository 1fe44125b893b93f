import { authorizeUrl } from '../../../../lib/saison/consent/authorize-url';
import { readSaisonCredential } from '../../../../lib/saison/auth/credential';
import { saisonData, saisonDataAt } from '../../support/credentials';
import { expectInvalid } from '../../support/errors';

const url = (changes: Record<string, unknown> = {}, memberService = '', state = 'abc234'): string =>
	authorizeUrl(readSaisonCredential(saisonData(changes)), memberService, state);

describe('The address of the consent page', () => {
	it('is the one of the usage example, with the state', () => {
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

	it("takes another service than the credential's", () => {
		expect(url({ memberService: 'na' }, 'atu')).toContain('/auth/screen/atu/authorize?');
		expect(url({ memberService: 'custom' }, 'my_7-N')).toContain('/auth/screen/my_7-N/authorize?');
	});

	it('holds the scope as it was typed, encoded once, and none where there is none', () => {
		const { searchParams } = new URL(url({ scope: 'a,b c+d&e=f' }));
		expect(searchParams.get('scope')).toBe('a,b c+d&e=f');
		expect([...searchParams.keys()]).toEqual(['response_type', 'client_id', 'scope', 'state']);
		expect(new URL(url()).searchParams.has('scope')).toBe(false);
	});

	it('encodes a client id that needs it', () => {
		const { searchParams } = new URL(url({ clientId: 'a&b=c d' }));
		expect(searchParams.get('client_id')).toBe('a&b=c d');
	});

	it('holds no secret and no address to come back to', () => {
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
		'is not made for the service %j',
		(service) => {
			expectInvalid(() => url({}, service), 'Member Service');
			expectInvalid(
				() => url({ memberService: 'custom', memberServiceCode: service }),
				'Member Service Code',
			);
		},
	);

	it('is not made without a service, and says where to fill it in', () => {
		const work = (): string => url({ memberService: 'custom', memberServiceCode: '' });
		expect(expectInvalid(work, 'Member Service Code').description).toContain('credential');
	});
});

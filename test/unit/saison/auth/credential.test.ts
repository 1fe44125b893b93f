import { fingerprint } from '../../../../lib/core/auth/fingerprint';
import type { CredentialData } from '../../../../lib/core/operation/service-definition';
import {
	bindingFor,
	boundAccessToken,
	storedGrant,
	readSaisonCredential,
	saisonSecrets,
} from '../../../../lib/saison/auth/credential';
import {
	ACCESS_TOKEN,
	CLIENT_SECRET,
	saisonData,
	saisonDataAt,
	withSaisonTokens,
} from '../../support/credentials';
import { expectInvalid } from '../../support/errors';

type Changes = Record<string, unknown>;

const read = (changes: Changes = {}) => readSaisonCredential(saisonData(changes));

describe('The Saison Connect credential', () => {
	it('is read with everything that a request needs', () => {
		expect(read()).toEqual({
			origin: 'https://apit.saisoncard.co.jp',
			clientId: 'ZT300',
			clientSecret: CLIENT_SECRET,
			tokenUrlPath: '/auth/token',
			apiVersion: '1',
			macSeparator: 'space',
			ignoreSslIssues: false,
			memberService: 'na',
			scope: '',
		});
	});

	it('knows its hosts', () => {
		expect(read({ environment: 'production' }).origin).toBe('https://api.saisoncard.co.jp');
		const custom = { environment: 'custom', baseUrl: 'http://127.0.0.1:3101/' };
		expect(read(custom).origin).toBe('http://127.0.0.1:3101');
		expect(read({ baseUrl: 'https://ignored.example.com' }).origin).toBe(
			'https://apit.saisoncard.co.jp',
		);
	});

	it('keeps the secret unchanged, with spaces and any characters', () => {
		expect(read({ clientSecret: ' セゾン ' }).clientSecret).toBe(' セゾン ');
	});

	it('separates by commas only if it is set so', () => {
		expect(read({ macSeparator: 'comma' }).macSeparator).toBe('comma');
		expect(read({ macSeparator: undefined }).macSeparator).toBe('space');
	});

	it('checks certificates unless it is set otherwise', () => {
		expect(read({ ignoreSslIssues: true }).ignoreSslIssues).toBe(true);
		expect(read({ ignoreSslIssues: 'true' }).ignoreSslIssues).toBe(false);
	});

	it.each<[string, Changes]>([
		['Base URL', { environment: 'custom', baseUrl: '' }],
		['Base URL', { environment: 'custom', baseUrl: 'https://gateway.example.com/v1' }],
		['Base URL', { environment: 'custom', baseUrl: 'http://gateway.example.com' }],
		['Base URL', { environment: 'unknown' }],
		['Base URL', { environment: 'constructor' }],
		['Client ID', { clientId: '' }],
		['Client ID', { clientId: ' ' }],
		['Client ID', { clientId: undefined }],
		['Client Secret', { clientSecret: '' }],
		['Client Secret', { clientSecret: ' ' }],
		['Token URL Path', { tokenUrlPath: '' }],
		['Token URL Path', { tokenUrlPath: 'auth/token' }],
		['Token URL Path', { tokenUrlPath: '//evil.example.com/token' }],
		['Token URL Path', { tokenUrlPath: 'https://evil.example.com/token' }],
		['Token URL Path', { tokenUrlPath: '/auth/../token' }],
		['API Version', { apiVersion: '' }],
		['API Version', { apiVersion: '1\r\nX-Evil: 1' }],
		['API Version', { apiVersion: '一' }],
	])('names the field %s for %j', (field, changes) => {
		expectInvalid(() => read(changes), field);
	});

	it('lists all of its secrets', () => {
		expect(
			saisonSecrets(saisonData({ authorizationCode: 'c', refreshToken: 'r', accessToken: 'a' })),
		).toEqual(expect.arrayContaining([CLIENT_SECRET, 'c', 'r', 'a']));
	});
});

describe('Tokens of Saison Connect', () => {
	const credential = read();
	const stored = withSaisonTokens(saisonData(), ACCESS_TOKEN, 'stored-refresh');

	it('are used with the credential that they belong to', () => {
		expect(boundAccessToken(credential, stored)).toBe(ACCESS_TOKEN);
		expect(storedGrant(credential, stored)).toEqual({
			grant: { refreshToken: 'stored-refresh' },
			isPasted: false,
		});
	});

	it('are still used after a change of anything else', () => {
		const changed = { ...stored, clientSecret: 'rolled', macSeparator: 'comma', scope: 'openid' };
		expect(boundAccessToken(readSaisonCredential(changed), changed)).toBe(ACCESS_TOKEN);
		expect(storedGrant(readSaisonCredential(changed), changed)?.isPasted).toBe(false);
	});

	it.each<[string, Changes]>([
		['host', { environment: 'production' }],
		['base URL', { environment: 'custom', baseUrl: 'https://gateway.example.com' }],
		['client', { clientId: 'ZT301' }],
	])('are not used after a change of the %s', (_name, changes) => {
		const changed = { ...stored, ...changes } as CredentialData;
		expect(boundAccessToken(readSaisonCredential(changed), changed)).toBe('');
		expect(storedGrant(readSaisonCredential(changed), changed)).toBeUndefined();
	});

	it('are not used if nothing says where they came from', () => {
		expect(boundAccessToken(credential, { ...stored, boundTo: '' })).toBe('');
		expect(boundAccessToken(credential, saisonData({ ...stored, boundTo: undefined }))).toBe('');
		expect(boundAccessToken(credential, saisonData())).toBe('');
	});

	it('are replaced by a refresh token that a user pastes, also over a stored one', () => {
		const pasted = { grant: { refreshToken: 'pasted' }, isPasted: true };
		expect(storedGrant(credential, saisonData({ refreshToken: ' pasted\n' }))).toEqual(pasted);
		expect(storedGrant(credential, { ...stored, refreshToken: 'pasted' })).toEqual(pasted);
	});

	it('are replaced by a pasted refresh token also if the host was changed with it', () => {
		const changed = { ...stored, environment: 'production', refreshToken: 'pasted' };
		expect(storedGrant(readSaisonCredential(changed), changed)).toEqual({
			grant: { refreshToken: 'pasted' },
			isPasted: true,
		});
	});

	it('include no refresh token if the field is empty', () => {
		for (const refreshToken of ['', ' ', undefined]) {
			expect(storedGrant(credential, saisonData({ ...stored, refreshToken }))).toBeUndefined();
		}
	});

	it('count as pasted with a binding that an older version stored', () => {
		const client = fingerprint('saison-connect', 'https://apit.saisoncard.co.jp', 'ZT300');
		const boundTo = `${client}.${fingerprint('refresh', 'stored-refresh')}`;
		const old = { ...stored, boundTo };
		expect(boundAccessToken(credential, old)).toBe('');
		expect(storedGrant(credential, old)).toEqual({
			grant: { refreshToken: 'stored-refresh' },
			isPasted: true,
		});
	});

	it('are bound by a text that contains no secret', () => {
		const binding = bindingFor(credential, 'stored-refresh');
		expect(binding).toMatch(/^[0-9a-f]{64}\.[0-9a-f]{32}\.[0-9a-f]{64}$/);
		expect(
			bindingFor(
				readSaisonCredential(saisonDataAt('https://apit.saisoncard.co.jp')),
				'stored-refresh',
			),
		).toBe(binding);
		expect(bindingFor(credential, 'other')).not.toBe(binding);
	});
});

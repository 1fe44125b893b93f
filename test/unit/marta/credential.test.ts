import { fingerprint } from '../../../lib/core/auth/fingerprint';
import type { CredentialData } from '../../../lib/core/operation/service-definition';
import {
	bindingFor,
	boundSessionToken,
	loginKey,
	martaSecrets,
	readMartaCredential,
} from '../../../lib/marta/credential';
import { martaData, withMartaSession } from '../support/credentials';
import { expectInvalid } from '../support/errors';

const read = (changes: Record<string, unknown> = {}) => readMartaCredential(martaData(changes));

describe('The MARTA credential', () => {
	it('is read without spaces around its fields, but with those of a password', () => {
		expect(
			read({
				apiKey: ' key ',
				password: ' p ',
				username: ' u ',
				campaignId: ' 1 ',
				serialNumber: ' 007 ',
			}),
		).toMatchObject({
			origin: 'https://martaapidemo.keyx.it',
			apiKey: 'key',
			apiKeyEverywhere: false,
			username: 'u',
			password: ' p ',
			campaignId: '1',
			serialNumber: '007',
		});
	});

	it('uses the base URL only for the custom environment', () => {
		expect(read({ environment: 'custom', baseUrl: 'http://[::1]:3102/' }).origin).toBe(
			'http://[::1]:3102',
		);
		expect(read({ baseUrl: 'https://ignored.example.com' }).origin).toBe(
			'https://martaapidemo.keyx.it',
		);
	});

	it('puts the API key on every request only if it is set so', () => {
		expect(read({ apiKeyOn: 'all' }).apiKeyEverywhere).toBe(true);
		expect(read({ apiKeyOn: undefined }).apiKeyEverywhere).toBe(false);
	});

	it.each<[string, Record<string, unknown>]>([
		['API Key', { apiKey: '' }],
		['API Key', { apiKey: '  ' }],
		['API Key', { apiKey: undefined }],
		['API Key', { apiKey: 'a\r\nX-Evil: 1' }],
		['API Key', { apiKey: 'キー' }],
		['Scope', { scope: '' }],
		['Scope', { scope: 'admin' }],
		['Scope', { scope: 'toString' }],
		['Base URL', { environment: 'custom', baseUrl: '' }],
		['Base URL', { environment: 'custom', baseUrl: 'http://marta.example.com' }],
		['Base URL', { environment: 'custom', baseUrl: 'https://marta.example.com/api' }],
		['Base URL', { environment: 'production' }],
	])('names the field %s for %j', (field, changes) => {
		expectInvalid(() => read(changes), field);
	});

	it('lists all of its secrets', () => {
		expect(martaSecrets(martaData({ sessionToken: 'jwt' }))).toEqual(
			expect.arrayContaining(['api-key-0001', 'till-password', 'jwt']),
		);
	});
});

describe('A session of MARTA', () => {
	const stored = withMartaSession(martaData(), 'jwt');

	it('is used with the login that it came from', () => {
		expect(boundSessionToken(read(), stored)).toBe('jwt');
	});

	it.each<[string, CredentialData]>([
		['environment', { environment: 'custom', baseUrl: 'https://marta.example.com' }],
		['api key', { apiKey: 'other' }],
		['scope', { scope: 'terminal-backoffice' }],
		['username', { username: 'other' }],
		['password', { password: 'other' }],
		['campaign', { campaignId: '1' }],
		['serial number', { serialNumber: '444001' }],
		['device type', { deviceType: '3' }],
		['foreign ID', { foreignId: 'f' }],
	])('is not used after a change of the %s', (_name, changes) => {
		const changed = { ...stored, ...changes };
		expect(boundSessionToken(readMartaCredential(changed), changed)).toBe('');
	});

	it('is still used after a change of anything else', () => {
		const changed = { ...stored, apiKeyOn: 'all', ignoreSslIssues: true };
		expect(boundSessionToken(readMartaCredential(changed), changed)).toBe('jwt');
	});

	it('is not used if nothing says which login it came from', () => {
		expect(boundSessionToken(read(), { ...stored, boundTo: '' })).toBe('');
		expect(boundSessionToken(read(), martaData({ sessionToken: 'jwt', boundTo: undefined }))).toBe(
			'',
		);
	});

	it('is not used, and nothing crashes, with a binding that an older version stored', () => {
		const { apiKey, scope, username, password, campaignId, serialNumber } = martaData();
		const account = [apiKey, scope, username, password].map(String);
		const login = [...account, String(campaignId), String(serialNumber), '1', ''];
		const boundTo = fingerprint('marta', 'https://martaapidemo.keyx.it', ...login);
		expect(loginKey(read())).toBe(boundTo);
		expect(boundSessionToken(read(), { ...stored, boundTo })).toBe('');
	});

	it('is bound by a salted hash, which no fast hash of the login can be compared with', () => {
		expect(bindingFor(read())).toMatch(/^[0-9a-f]{32}\.[0-9a-f]{64}$/);
		expect(bindingFor(read())).not.toContain(loginKey(read()));
	});

	it('does not mix up fields', () => {
		expect(loginKey(read({ username: 'ab', password: 'c' }))).not.toBe(
			loginKey(read({ username: 'a', password: 'bc' })),
		);
	});
});

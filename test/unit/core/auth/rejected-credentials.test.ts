import { invalidInput } from '../../../../lib/core/errors/service-error';
import { isRejected, restrictRequest } from '../../../../lib/core/auth/rejected-credentials';
import type { CredentialData } from '../../../../lib/core/operation/service-definition';
import { serviceErrorOf } from '../../support/errors';

const ORIGIN = 'https://api.example.com';
const read = (): { origin: string; ignoreSslIssues: boolean } => ({
	origin: ORIGIN,
	ignoreSslIssues: false,
});
const restrict = (data: CredentialData, url: string, readCredential = read) =>
	restrictRequest(data, { url }, readCredential);

describe('The memory of refused requests', () => {
	it('knows the very credentials object that a request was refused for', () => {
		const data = { a: 1 };
		const wrong = (): never => {
			throw invalidInput('Client ID', 'is empty.');
		};
		serviceErrorOf(() => restrict(data, 'https://evil.example.com/'));
		expect(isRejected(data)).toBe(true);
		expect(isRejected({ a: 1 })).toBe(false);
		const other = {};
		serviceErrorOf(() => restrict(other, ORIGIN, wrong));
		expect(isRejected(other)).toBe(true);
	});

	it('passes on what was not refused, and forgets an earlier refusal', () => {
		const data = {};
		serviceErrorOf(() => restrict(data, 'https://evil.example.com/'));
		const { credential, url } = restrict(data, `${ORIGIN}/a`);
		expect([credential.origin, url.href]).toEqual([ORIGIN, `${ORIGIN}/a`]);
		expect(isRejected(data)).toBe(false);
	});
});

import { runPreAuthentication } from '../../../lib/core/auth/credential-hooks';
import type { CredentialData } from '../../../lib/core/operation/service-definition';

/** Whether a credential's hook would do nothing for this object. */
export function isRejected(data: CredentialData): boolean {
	let hasRun = false;
	void runPreAuthentication(data, [], async () => {
		hasRun = true;
		return await Promise.resolve({});
	});
	return !hasRun;
}

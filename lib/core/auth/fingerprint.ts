import { createHash } from 'node:crypto';
import type { CredentialData, ServiceDefinition } from '../operation/service-definition';

/**
 * SHA-256 over an unambiguous list of texts, as hex. Used as a key wherever secrets decide what is
 * the same, so that no map has a secret as its key and no two lists share a key.
 */
export function fingerprint(...parts: string[]): string {
	return createHash('sha256').update(JSON.stringify(parts), 'utf8').digest('hex');
}

/** A key of what a credential resolves to, without the fields that nobody but a renewal fills. */
export function credentialFingerprint<Credential>(
	data: CredentialData,
	{ credentialType, renewedFields }: ServiceDefinition<Credential>,
): string {
	const fields = Object.entries(data).filter(([name]) => !renewedFields.includes(name));
	return fingerprint(credentialType, JSON.stringify(fields));
}

import { ServiceError } from '../errors/service-error';

/** Texts with which n8n itself rejects a request, and what to do. They name hosts, never a secret. */
const RESTRICTIONS: ReadonlyArray<[RegExp, string]> = [
	[
		/^The request was blocked because the destination hostname is restricted/,
		"This is n8n's SSRF protection. Ask your n8n administrator to add the host to N8N_SSRF_ALLOWED_HOSTNAMES, or to remove it from N8N_SSRF_BLOCKED_HOSTNAMES.",
	],
	[
		/^The request was blocked because it resolves to a restricted IP address/,
		"This is n8n's SSRF protection. Ask your n8n administrator to add the host to N8N_SSRF_ALLOWED_HOSTNAMES, or its address to N8N_SSRF_ALLOWED_IP_RANGES.",
	],
	[
		/^Domain not allowed: |^No allowed domains specified/,
		"Add the host to 'Allowed Domains' in the credential, or set 'Allowed HTTP Request Domains' there to 'All'.",
	],
];

/**
 * Finds a request that n8n did not send because of its settings.
 *
 * @param messages of the error and its causes
 * @param service what was called, as named within a sentence
 */
export function n8nRestriction(
	messages: readonly string[],
	service: string,
): ServiceError | undefined {
	for (const message of messages) {
		const advice = RESTRICTIONS.find(([pattern]) => pattern.test(message))?.[1];
		if (advice === undefined) continue;
		return new ServiceError({
			reason: 'network',
			message: `n8n did not send the request to ${service}. ${message.replace(/\.?\s*$/, '.')}`,
			description: advice,
		});
	}
	return undefined;
}

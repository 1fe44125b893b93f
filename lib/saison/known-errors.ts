import type { Reason, Recovery } from '../core/errors/service-error';

export interface KnownError {
	reason: Reason;
	message: string;
	description: string;
	recovery?: Recovery;
}

/** The `error` values of the TEB001 page. */
export const KNOWN_ERRORS: Record<string, KnownError> = {
	invalid_request: {
		reason: 'service_error',
		message: 'Saison Connect rejected the request: the access token is empty or malformed.',
		description:
			'Check the token that was sent, and the parameters against your contract documents.',
	},
	insufficient_scope: {
		reason: 'insufficient_scope',
		message: 'The access token does not allow this call.',
		description: 'The member must consent to it: send the member to the consent page again.',
	},
	maintenance: {
		reason: 'maintenance',
		message: 'Saison Connect is under maintenance.',
		description: 'Try again after the maintenance.',
	},
	maintenance_resource: {
		reason: 'maintenance',
		message: 'The data server behind Saison Connect is under maintenance.',
		description: 'Try again after the maintenance.',
	},
	temporarily_unavailable: {
		reason: 'temporarily_unavailable',
		message: 'Saison Connect is overloaded at the moment.',
		description: "Try again later, or lower 'Max Concurrent Requests'.",
		recovery: 'retry',
	},
	server_error: {
		reason: 'service_error',
		message: 'Saison Connect could not process the request.',
		description:
			'Try again later. If the problem persists, contact Credit Saison and include the time of the request.',
		recovery: 'retry',
	},
};

export const GATEWAY: KnownError = {
	reason: 'service_error',
	message: 'The gateway in front of Saison Connect got no response.',
	description: 'Try again later.',
};

/** For responses without an `error`, which gateways send instead of the service. */
export const KNOWN_STATUSES = new Map([
	[500, KNOWN_ERRORS.server_error],
	[503, KNOWN_ERRORS.temporarily_unavailable],
]);

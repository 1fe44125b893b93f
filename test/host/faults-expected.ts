import type { Fault } from '../../sandbox';
import type { TestedOperation, ServiceName } from './faults-operations';

/** What must happen in case of a fault. */
export interface Expected {
	/** Left out = the item succeeds, and its output contains what the fault sent. */
	reason?: string;
	httpStatus?: number;
	resultCode?: string;
	/** What happened, in the service's terms, and what to do about it. */
	says?: RegExp;
	/**
	 * What a read does about it; a write is only ever sent again with a new token. `refreshOnly`: the
	 * token is renewed, but the request not sent again. `signAgain`: the first request is sent again with
	 * the service's time, the others with it from the start.
	 */
	recovery?: 'retry' | 'refreshToken' | 'refreshOnly' | 'signAgain';
	/** Whether a write may have been processed all the same. */
	mayHaveBeenProcessed?: boolean;
}

/** Addresses of servers other than the credential's. */
export interface OtherServers {
	/** Speaks plain HTTP, and must not be called. */
	decoy: string;
	/** Speaks TLS, with a certificate that is not trusted. */
	untrusted: string;
}

/** Where nothing listens as it should: faults of the address, not of a response. */
export interface AddressFault {
	baseUrl(servers: OtherServers): string;
}

/** A service whose clock is ahead of the host's, or behind if negative. */
export interface ClockFault {
	clockOffsetS: number;
}

export interface FaultCase {
	name: string;
	/** `decoy` is the address of another server, which must not be called. */
	fault: ((decoy: string) => Fault) | AddressFault | ClockFault;
	/** `undefined` = not run against this operation. */
	expected(operation: TestedOperation): Expected | undefined;
	/** A short time limit, in ms, where the fault is that time passes. */
	timeout?: number;
	/** Which of three items meets the fault when it occurs once; 1 by default. */
	hits?: number;
	/** How many items meet the fault when it persists, and how many at once; 2 by default. */
	items?: number;
	concurrency?: number;
}

/** The time limit of a request that gets no good response in time, in ms. */
export const SHORT_TIMEOUT = 5000;
export const NEVER = 60_000;

/** As texts name the service. */
export const name = (service: ServiceName): string =>
	service === 'saison' ? 'Saison Connect' : 'MARTA';

/** How a login, or the exchange of a grant, is named where it fails. */
const LOGINS = {
	marta: {
		busy: 'The login of MARTA is not available',
		subject: 'The login of MARTA',
		rejects: 'MARTA rejected the login',
		withoutToken: 'The login of MARTA returned no usable token',
		reason: 'bad_answer',
	},
	saison: {
		busy: 'The token endpoint of Saison Connect is not available',
		subject: 'The token endpoint of Saison Connect',
		rejects: 'The token endpoint of Saison Connect rejected the request',
		withoutToken:
			'The token endpoint of Saison Connect returned a response without an access token',
		reason: 'service_error',
	},
} as const;

/** Who asked for tokens in vain should know whether the code or refresh token may be gone. */
export const MAYBE_USED_UP = 'may already have been used: if it is rejected';

export function json(status: number, body: object, more: object = {}): () => Fault {
	return () => ({ kind: 'status', status, body, ...more });
}

export const limited = (more: object): (() => Fault) => json(429, { message: 'slow down' }, more);

export function rateLimited(waits: RegExp, recovery?: 'retry'): FaultCase['expected'] {
	return ({ service, kind }) => ({
		reason: 'rate_limited',
		httpStatus: 429,
		says: new RegExp(
			kind === 'login'
				? `${LOGINS[service].busy} \\(HTTP 429\\).*Try again later.*${waits.source}`
				: `${name(service)} received too many requests\\..*Lower 'Max Concurrent Requests'.*${waits.source}`,
		),
		recovery,
	});
}

export function overload(status: number, data: Expected): FaultCase['expected'] {
	return ({ kind, service }) =>
		kind === 'login'
			? {
					reason: 'temporarily_unavailable',
					httpStatus: status,
					says: new RegExp(
						`${LOGINS[service].busy} \\(HTTP ${status}\\).*Try again later${service === 'saison' ? `.*${MAYBE_USED_UP}` : ''}`,
					),
				}
			: { httpStatus: status, mayHaveBeenProcessed: true, ...data };
}

export function rejectedLogin(operation: TestedOperation, httpStatus: number): Expected {
	const { rejects } = LOGINS[operation.service];
	const check = operation.service === 'saison' ? "Check 'Environment'" : "Check 'API Key'";
	const says =
		operation.name === 'customer.logIn'
			? `MARTA rejected the customer's login \\(HTTP ${httpStatus}\\).*Check 'Username' and 'Password'`
			: `${rejects} \\(HTTP ${httpStatus}\\).*${check}`;
	return { reason: 'service_error', httpStatus, says: new RegExp(says) };
}

/** A response to a login or a grant that is neither tokens nor a known error. */
export function unexpectedLogin(service: ServiceName, status: number, advice: string): Expected {
	const { rejects, reason } = LOGINS[service];
	return {
		reason,
		httpStatus: status,
		says: new RegExp(`${rejects} \\(HTTP ${status}\\)\\..*${advice}`),
	};
}

export function withoutToken(service: ServiceName): Expected {
	return { reason: 'bad_answer', httpStatus: 200, says: new RegExp(LOGINS[service].withoutToken) };
}

export const bad = (what: string, advice: string): FaultCase['expected'] => {
	return ({ service, kind }) => ({
		reason: 'bad_answer',
		httpStatus: 200,
		says: new RegExp(
			`${kind === 'login' ? LOGINS[service].subject : name(service)} returned ${what} \\(HTTP 200\\)\\..*${advice}`,
		),
		mayHaveBeenProcessed: true,
	});
};

/** A write that may have been processed must not be run again without a check. */
function again({ service, kind }: TestedOperation): string {
	if (kind === 'write') return '(?!.*Run the item again)';
	return kind === 'login' && service === 'saison' ? `.*${MAYBE_USED_UP}` : '.*Run the item again';
}

export const dropped: FaultCase['expected'] = (operation) => ({
	reason: 'network',
	says: new RegExp(
		`connection to ${name(operation.service)} was dropped before the response was complete\\.${again(operation)}`,
	),
	recovery: 'retry',
	mayHaveBeenProcessed: true,
});

export const timedOut: FaultCase['expected'] = ({ service }) => ({
	reason: 'timeout',
	says: new RegExp(
		`${name(service)} did not respond within ${SHORT_TIMEOUT} ms\\..*Increase the option 'Timeout'`,
	),
	mayHaveBeenProcessed: true,
});

/** Only what is signed depends on the clock. */
export const signedAgain: FaultCase['expected'] = ({ service, kind }) =>
	service === 'saison' && kind !== 'login' ? { recovery: 'signAgain' } : {};

/** Nothing reached the service. */
export function neverSent(says: string): FaultCase['expected'] {
	return ({ service }) => ({
		reason: 'network',
		says: new RegExp(says.replace('SERVICE', name(service))),
	});
}

export const rejectedToken: FaultCase['expected'] = (operation) =>
	operation.kind === 'login'
		? rejectedLogin(operation, 401)
		: {
				reason: 'token_expired',
				httpStatus: 401,
				says:
					operation.service === 'saison'
						? /rejected the access token right after it was renewed\. Check 'Client Secret'/
						: /rejected the session right after the login\..*Check 'Scope'/,
				recovery: 'refreshToken',
			};

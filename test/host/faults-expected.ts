import type { Fault } from '../../sandbox';
import type { PlayedOperation, ServiceName } from './faults-operations';

/** What must come of a fault. */
export interface Expected {
	/** Left out = the item gets an answer, and what the fault sent is part of it. */
	reason?: string;
	httpStatus?: number;
	resultCode?: string;
	/** What happened, in the service's terms, and what to do about it. */
	says?: RegExp;
	/** What a read does about it; a write is only ever sent again with a new token. */
	cure?: 'repeat' | 'renew';
	/** Whether a write may have been carried out all the same. */
	maybeCarriedOut?: boolean;
}

/** Addresses of servers that are none of the credential's. */
export interface OtherServers {
	/** Speaks plain HTTP, and must not be called. */
	decoy: string;
	/** Speaks TLS, with a certificate nobody vouches for. */
	untrusted: string;
}

/** Where nothing listens as it should: faults of the address, not of an answer. */
export interface AddressFault {
	baseUrl(servers: OtherServers): string;
}

export interface PlayedFault {
	name: string;
	/** `decoy` is the address of another server, which must not be called. */
	fault: ((decoy: string) => Fault) | AddressFault;
	/** `undefined` = not played against this operation. */
	expected(operation: PlayedOperation): Expected | undefined;
	/** A short time limit, in ms, where the fault is that time passes. */
	timeout?: number;
	/** Which of three items meets the fault when it is played once; 1 by default. */
	hits?: number;
	/** How many items meet the fault when it stays, and how many at once; 2 by default. */
	items?: number;
	concurrency?: number;
}

/** Long enough for a good answer on a busy machine. */
export const SHORT_TIMEOUT = 1500;
export const NEVER = 60_000;

/** As texts name the service. */
export const name = (service: ServiceName): string =>
	service === 'saison' ? 'Saison Connect' : 'MARTA';

export function json(status: number, body: object, more: object = {}): () => Fault {
	return () => ({ kind: 'status', status, body, ...more });
}

export const limited = (more: object): (() => Fault) => json(429, { message: 'slow down' }, more);

export function rateLimited(waits: RegExp, cure?: 'repeat'): PlayedFault['expected'] {
	return ({ service, kind }) => ({
		reason: 'rate_limited',
		httpStatus: 429,
		says: new RegExp(
			kind === 'login'
				? `login of MARTA is not available \\(HTTP 429\\).*Run again later.*${waits.source}`
				: `${name(service)} asks for fewer requests\\..*Lower 'Max Concurrent Requests'.*${waits.source}`,
		),
		cure,
	});
}

export function overload(status: number, data: Expected): PlayedFault['expected'] {
	return ({ kind }) =>
		kind === 'login'
			? {
					reason: 'temporarily_unavailable',
					httpStatus: status,
					says: new RegExp(`login of MARTA is not available \\(HTTP ${status}\\).*Run again later`),
				}
			: { httpStatus: status, maybeCarriedOut: true, ...data };
}

export function refusedLogin(operation: PlayedOperation, httpStatus: number): Expected {
	const says =
		operation.name === 'customer.logIn'
			? `does not accept the login of the customer \\(HTTP ${httpStatus}\\).*Check 'Username' and 'Password'`
			: `refuses the login \\(HTTP ${httpStatus}\\).*Check 'API Key'`;
	return { reason: 'service_error', httpStatus, says: new RegExp(`MARTA ${says}`) };
}

export const bad = (what: string, advice: string): PlayedFault['expected'] => {
	return ({ service, kind }) => ({
		reason: 'bad_answer',
		httpStatus: 200,
		says: new RegExp(
			`${kind === 'login' ? 'The login of MARTA' : name(service)} answered with ${what} \\(HTTP 200\\)\\..*${advice}`,
		),
		maybeCarriedOut: true,
	});
};

/** A write that may have been carried out is not to be run again just so. */
function again(kind: PlayedOperation['kind']): string {
	return kind === 'write' ? '(?!.*Run the item again)' : '.*Run the item again';
}

export const dropped: PlayedFault['expected'] = ({ service, kind }) => ({
	reason: 'network',
	says: new RegExp(
		`connection to ${name(service)} was dropped before the answer was complete\\.${again(kind)}`,
	),
	cure: 'repeat',
	maybeCarriedOut: true,
});

export const timedOut: PlayedFault['expected'] = ({ service }) => ({
	reason: 'timeout',
	says: new RegExp(
		`${name(service)} did not answer within ${SHORT_TIMEOUT} ms\\..*Raise the option 'Timeout'`,
	),
	maybeCarriedOut: true,
});

/** Nothing reached the service. */
export function neverSent(says: string): PlayedFault['expected'] {
	return ({ service }) => ({
		reason: 'network',
		says: new RegExp(says.replace('SERVICE', name(service))),
	});
}

export const refusedToken: PlayedFault['expected'] = (operation) =>
	operation.kind === 'login'
		? refusedLogin(operation, 401)
		: {
				reason: 'token_expired',
				httpStatus: 401,
				says:
					operation.service === 'saison'
						? /refuses the access token right after it was renewed\..*Check the clock/
						: /refuses the session right after the login\..*Check 'Scope'/,
				cure: 'renew',
			};

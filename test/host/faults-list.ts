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

/** Where nothing listens as it should: faults of the address, not of an answer. */
export interface AddressFault {
	baseUrl(decoy: string): string;
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
const SHORT_TIMEOUT = 1500;
const NEVER = 60_000;

const name = (service: ServiceName): string => (service === 'saison' ? 'Saison Connect' : 'MARTA');

function json(status: number, body: object, more: object = {}): () => Fault {
	return () => ({ kind: 'status', status, body, ...more });
}

const limited = (more: object): (() => Fault) => json(429, { message: 'slow down' }, more);

function rateLimited(waits: RegExp, cure?: 'repeat'): PlayedFault['expected'] {
	return ({ service, kind }) => ({
		reason: 'rate_limited',
		httpStatus: 429,
		says: new RegExp(
			kind === 'login'
				? `login of MARTA is not available \\(HTTP 429\\).*Run again later.*${waits.source}`
				: `${name(service)} asks for fewer requests\\..*Lower Max Concurrent Requests.*${waits.source}`,
		),
		cure,
	});
}

function overload(status: number, data: Expected): PlayedFault['expected'] {
	return ({ kind }) =>
		kind === 'login'
			? {
					reason: 'temporarily_unavailable',
					httpStatus: status,
					says: new RegExp(`login of MARTA is not available \\(HTTP ${status}\\).*Run again later`),
				}
			: { httpStatus: status, maybeCarriedOut: true, ...data };
}

function refusedLogin(operation: PlayedOperation, httpStatus: number): Expected {
	const says =
		operation.name === 'customer.logIn'
			? `does not accept the login of the customer \\(HTTP ${httpStatus}\\).*Check 'Username' and 'Password'`
			: `refuses the login \\(HTTP ${httpStatus}\\).*Check API Key`;
	return { reason: 'service_error', httpStatus, says: new RegExp(`MARTA ${says}`) };
}

const bad = (what: string, advice: string): PlayedFault['expected'] => {
	return ({ service, kind }) => ({
		reason: 'bad_answer',
		httpStatus: 200,
		says: new RegExp(
			`${kind === 'login' ? 'The login of MARTA' : name(service)} answered with ${what} \\(HTTP 200\\)\\..*${advice}`,
		),
		maybeCarriedOut: true,
	});
};

const dropped: PlayedFault['expected'] = ({ service }) => ({
	reason: 'network',
	says: new RegExp(
		`connection to ${name(service)} was dropped before the answer was complete\\..*Run the item again`,
	),
	cure: 'repeat',
	maybeCarriedOut: true,
});

const timedOut: PlayedFault['expected'] = ({ service }) => ({
	reason: 'timeout',
	says: new RegExp(
		`${name(service)} did not answer within ${SHORT_TIMEOUT} ms\\..*Raise the Timeout option`,
	),
	maybeCarriedOut: true,
});

/** Nothing reached the service. */
function neverSent(says: string): PlayedFault['expected'] {
	return ({ service }) => ({
		reason: 'network',
		says: new RegExp(says.replace('SERVICE', name(service))),
	});
}

const refusedToken: PlayedFault['expected'] = (operation) =>
	operation.kind === 'login'
		? refusedLogin(operation, 401)
		: {
				reason: 'token_expired',
				httpStatus: 401,
				says:
					operation.service === 'saison'
						? /refuses the access token right after it was renewed\..*Check the clock/
						: /refuses the session right after the login\..*Check Scope/,
				cure: 'renew',
			};

export const FAULTS: PlayedFault[] = [
	{
		name: 'HTTP 401: the token is refused',
		fault: json(401, { error: 'invalid_token' }),
		expected: refusedToken,
		items: 5,
		concurrency: 1,
	},
	{
		name: 'HTTP 401 with result code 101',
		fault: json(401, { error: 'invalid_token', result_code: '101' }),
		expected: (operation) => {
			if (operation.service === 'marta') return undefined;
			if (!operation.finalCodes?.includes('101')) {
				return { ...refusedToken(operation), resultCode: '101' };
			}
			return {
				reason: 'member_not_eligible',
				httpStatus: 401,
				resultCode: '101',
				says: /The member does not exist\. \(result code 101\).*A new token does not help/,
			};
		},
		items: 5,
		concurrency: 1,
	},
	{
		name: 'HTTP 403: the scope does not cover the call',
		fault: json(403, { error: 'insufficient_scope' }),
		expected: (operation) =>
			operation.kind === 'login'
				? refusedLogin(operation, 403)
				: {
						reason: 'insufficient_scope',
						httpStatus: 403,
						says:
							operation.service === 'saison'
								? /does not cover this call\..*consent page again/
								: /MARTA does not allow this call.*credential whose Scope covers it/,
					},
	},
	{
		name: 'HTTP 404',
		fault: () => ({ kind: 'status', status: 404 }),
		expected: ({ service, kind, name: operation }) => {
			// What the service says about the person is the outcome.
			if (operation === 'card.check') return {};
			return {
				reason: kind === 'login' ? 'bad_answer' : 'service_error',
				httpStatus: 404,
				says: new RegExp(
					kind === 'login'
						? 'MARTA refuses the login \\(HTTP 404\\)\\. Check .*Base URL'
						: `${name(service)} answered with HTTP 404\\. Check the path`,
				),
			};
		},
	},
	{
		name: 'HTTP 429 with Retry-After: 1',
		fault: limited({ retryAfter: 1 }),
		expected: rateLimited(/asked to wait 1 s\./, 'repeat'),
	},
	{
		name: 'HTTP 429 with Retry-After as a date',
		fault: limited({ retryAfterDateS: 1 }),
		expected: rateLimited(/asked to wait \d s\./, 'repeat'),
	},
	{
		name: 'HTTP 429 with Retry-After: 120',
		fault: limited({ retryAfter: 120 }),
		expected: rateLimited(/asked to wait 120 s\./),
		// Later items of the run are held.
		hits: 2,
	},
	{
		name: 'HTTP 500 server_error',
		fault: json(500, { error: 'server_error' }),
		expected: (operation) =>
			overload(500, {
				reason: 'service_error',
				says: new RegExp(
					`${name(operation.service)} could not carry out the call.*ask (Credit Saison|MARTA) with the time`,
				),
				cure: 'repeat',
			})(operation),
	},
	{
		name: 'HTTP 503 maintenance',
		fault: json(503, { error: 'maintenance' }),
		expected: (operation) =>
			overload(503, {
				reason: 'maintenance',
				says: new RegExp(
					`${name(operation.service)} is under maintenance\\..*when the maintenance is over`,
				),
				maybeCarriedOut: false,
			})(operation),
	},
	{
		name: 'HTTP 503 temporarily_unavailable',
		fault: json(503, { error: 'temporarily_unavailable' }),
		expected: (operation) =>
			overload(503, {
				reason: 'temporarily_unavailable',
				says: new RegExp(
					`${name(operation.service)} is overloaded at the moment\\..*Run again later`,
				),
				cure: 'repeat',
			})(operation),
	},
	{
		name: 'HTTP 200 with result_code 201',
		fault: json(200, { result_code: '201', error_msg: 'point%20system%20%E5%81%9C%E6%AD%A2' }),
		expected: ({ service }) =>
			service === 'marta'
				? undefined
				: {
						reason: 'service_error',
						httpStatus: 200,
						resultCode: '201',
						says: /reports result code 201\. The service says: point system 停止 Look the code up/,
						maybeCarriedOut: true,
					},
	},
	{
		name: 'A web page with HTTP 200',
		fault: () => ({ kind: 'html' }),
		expected: bad('a web page instead of data', 'Check the base URL and the path'),
	},
	{
		name: 'An empty body',
		fault: () => ({ kind: 'empty' }),
		expected: bad('an empty body', 'Check the path'),
	},
	{
		name: 'JSON that is cut off',
		fault: () => ({ kind: 'cutJson' }),
		expected: bad('JSON that is cut off', 'Run the item again'),
	},
	{
		name: 'Another character set (Shift_JIS)',
		fault: () => ({ kind: 'wrongCharset' }),
		expected: bad('text that is not UTF-8', 'Ask the service which character set'),
	},
	{
		name: 'A body of 5 MB',
		fault: () => ({ kind: 'big' }),
		expected: ({ kind }) =>
			kind === 'login'
				? {
						reason: 'bad_answer',
						httpStatus: 200,
						says: /login of MARTA gave an answer without a usable token\. Check the Base URL/,
					}
				: {},
		items: 1,
	},
	{
		name: 'A redirect to another host (HTTP 302)',
		fault: (decoy) => ({ kind: 'redirect', location: decoy }),
		expected: ({ service, kind }) => ({
			reason: kind === 'login' ? 'bad_answer' : 'service_error',
			httpStatus: 302,
			says: new RegExp(
				`${kind === 'login' ? 'MARTA refuses the login' : `${name(service)} answered with HTTP 302`}.*points to another address, which is not followed\\. Check the Base URL`,
			),
			maybeCarriedOut: true,
		}),
	},
	{
		name: 'The connection is reset before the answer',
		fault: () => ({ kind: 'reset' }),
		expected: dropped,
	},
	{
		name: 'The connection is reset in the middle of the answer',
		fault: () => ({ kind: 'resetInBody' }),
		expected: dropped,
	},
	{
		name: 'The connection ends in the middle of the answer',
		fault: () => ({ kind: 'cut' }),
		expected: dropped,
	},
	{
		name: 'The answer begins after the time limit',
		fault: () => ({ kind: 'delay', ms: NEVER }),
		expected: timedOut,
		timeout: SHORT_TIMEOUT,
	},
	{
		name: 'The answer pauses in the middle for longer than the time limit',
		fault: () => ({ kind: 'delayInBody', ms: NEVER }),
		expected: timedOut,
		timeout: SHORT_TIMEOUT,
	},
	{
		name: 'No answer at all',
		fault: () => ({ kind: 'hang' }),
		expected: timedOut,
		timeout: SHORT_TIMEOUT,
	},
	{
		name: 'Nothing listens at the address',
		fault: { baseUrl: () => 'http://127.0.0.1:1' },
		expected: neverSent('SERVICE refused the connection\\. Check the base URL'),
	},
	{
		name: 'The host name does not exist',
		fault: { baseUrl: () => 'https://no-such-host.invalid' },
		expected: neverSent('SERVICE has a host name that cannot be resolved.*Check the base URL'),
	},
	{
		name: 'The host does not speak TLS',
		fault: { baseUrl: (decoy) => decoy.replace('http:', 'https:') },
		expected: neverSent(
			'secure connection to SERVICE could not be set up\\. Check the certificate',
		),
	},
];

/** Every pair that is played, in the order of the lists. */
export interface Pair {
	fault: PlayedFault;
	operation: PlayedOperation;
	expected: Expected;
}

export function pairs(operations: PlayedOperation[]): Pair[] {
	return FAULTS.flatMap((fault) =>
		operations.flatMap((operation) => {
			const expected = fault.expected(operation);
			return expected === undefined ? [] : [{ fault, operation, expected }];
		}),
	);
}

import {
	bad,
	dropped,
	json,
	limited,
	name,
	NEVER,
	neverSent,
	overload,
	rateLimited,
	rejectedLogin,
	rejectedToken,
	SHORT_TIMEOUT,
	signedAgain,
	unexpectedLogin,
	timedOut,
	withoutToken,
	type Expected,
	type FaultCase,
} from './faults-expected';

export const FAULTS: FaultCase[] = [
	{
		name: 'HTTP 401: the token is rejected',
		fault: json(401, { error: 'invalid_token' }),
		expected: rejectedToken,
		items: 5,
		concurrency: 1,
	},
	{
		name: 'HTTP 401 with result code 101',
		fault: json(401, { error: 'invalid_token', result_code: '101' }),
		expected: (operation) => {
			if (operation.service === 'marta') return undefined;
			if (operation.kind === 'login') return rejectedLogin(operation, 401);
			if (!operation.memberCodes?.includes('101')) {
				return { ...rejectedToken(operation), resultCode: '101' };
			}
			return {
				reason: 'member_not_eligible',
				httpStatus: 401,
				resultCode: '101',
				says: /The member does not exist \(result code 101\)\..*A new token does not help/,
			};
		},
		items: 5,
		concurrency: 1,
	},
	{
		name: 'HTTP 401 with a result code that is not known',
		fault: json(401, { error: 'invalid_token', result_code: '299' }),
		expected: (operation) => {
			if (operation.kind === 'login') return undefined;
			const rejection = rejectedToken(operation) as Expected;
			const resultCode = operation.service === 'saison' ? '299' : undefined;
			if (operation.kind === 'read') return { ...rejection, resultCode };
			return {
				...rejection,
				resultCode,
				says: /not sent again, because the response contains more than/,
				recovery: 'refreshOnly',
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
				? rejectedLogin(operation, 403)
				: {
						reason: 'insufficient_scope',
						httpStatus: 403,
						says:
							operation.service === 'saison'
								? /does not allow this call\..*consent page again/
								: /session's scope does not allow this call.*credential whose 'Scope' allows it/,
					},
	},
	{
		name: 'HTTP 404 with an empty body',
		fault: () => ({ kind: 'empty', status: 404 }),
		expected: ({ service, kind, name: operation }) => {
			if (operation === 'card.check') {
				return {
					reason: 'bad_answer',
					httpStatus: 404,
					says: /MARTA returned an empty body \(HTTP 404\).*says nothing about the person/,
				};
			}
			if (kind === 'login') return unexpectedLogin(service, 404, 'Check .*Base URL');
			return {
				reason: 'service_error',
				httpStatus: 404,
				says: new RegExp(`${name(service)} returned HTTP 404\\. Check the path`),
			};
		},
	},
	{
		name: 'HTTP 404 with JSON',
		fault: json(404, { message: 'unknown' }),
		// What the service says about the person is the outcome.
		expected: ({ name: operation }) => (operation === 'card.check' ? {} : undefined),
	},
	{
		name: 'HTTP 408',
		fault: () => ({ kind: 'status', status: 408 }),
		expected: ({ service, kind }) =>
			kind === 'login'
				? unexpectedLogin(service, 408, 'Check .*Base URL')
				: {
						reason: 'service_error',
						httpStatus: 408,
						says: new RegExp(
							`gateway in front of ${name(service)} got no response \\(HTTP 408\\)\\..*Try again later`,
						),
						mayHaveBeenProcessed: true,
					},
	},
	{
		name: 'HTTP 429 with Retry-After: 0',
		fault: limited({ retryAfter: 0 }),
		expected: rateLimited(/(?!.*asked to wait)/, 'retry'),
	},
	{
		name: 'HTTP 429 with Retry-After: 1',
		fault: limited({ retryAfter: 1 }),
		expected: rateLimited(/asked to wait 1 s\./, 'retry'),
	},
	{
		name: 'HTTP 429 with Retry-After as a date',
		fault: limited({ retryAfterDateS: 1 }),
		expected: rateLimited(/asked to wait \d s\./, 'retry'),
	},
	{
		name: 'HTTP 429 with Retry-After: 120',
		fault: limited({ retryAfter: 120 }),
		expected: rateLimited(/asked to wait 120 s\./),
		// The run pauses: whether a second item was already sent depends on the machine.
		items: 1,
		hits: 2,
	},
	{
		name: 'HTTP 500 server_error',
		fault: json(500, { error: 'server_error' }),
		expected: (operation) =>
			overload(500, {
				reason: 'service_error',
				says: new RegExp(
					`${name(operation.service)} could not process the request.*contact (Credit Saison|MARTA) and include the time`,
				),
				recovery: 'retry',
			})(operation),
	},
	{
		name: 'HTTP 503 maintenance',
		fault: json(503, { error: 'maintenance' }),
		expected: ({ service }) => ({
			reason: 'maintenance',
			httpStatus: 503,
			says: new RegExp(`${name(service)} is under maintenance\\..*after the maintenance`),
		}),
	},
	{
		name: 'HTTP 503 temporarily_unavailable',
		fault: json(503, { error: 'temporarily_unavailable' }),
		expected: (operation) =>
			overload(503, {
				reason: 'temporarily_unavailable',
				says: new RegExp(
					`${name(operation.service)} is overloaded at the moment\\..*Try again later`,
				),
				recovery: 'retry',
			})(operation),
	},
	{
		name: 'HTTP 200 with result_code 201',
		fault: json(200, { result_code: '201', error_msg: 'point%20system%20%E5%81%9C%E6%AD%A2' }),
		expected: ({ service, kind }) =>
			service === 'marta'
				? undefined
				: kind === 'login'
					? withoutToken(service)
					: {
							reason: 'service_error',
							httpStatus: 200,
							resultCode: '201',
							says: /reports result code 201\. The service says: "point system 停止"\..*Look up the code/,
							mayHaveBeenProcessed: true,
						},
	},
	{
		name: 'A web page with HTTP 200',
		fault: () => ({ kind: 'html' }),
		expected: bad('a web page instead of data', "Check the path, and 'Environment' and 'Base URL'"),
	},
	{
		name: 'An empty body',
		fault: () => ({ kind: 'empty' }),
		// A write is confirmed by it.
		expected: (operation) =>
			operation.parameters.resource === 'apiRequest' && operation.method !== 'GET'
				? {}
				: bad('an empty body', 'Check the path')(operation),
	},
	{
		name: 'Incomplete JSON',
		fault: () => ({ kind: 'cutJson' }),
		expected: bad('incomplete JSON', 'The response ended too early'),
	},
	{
		name: 'Another character set (Shift_JIS)',
		fault: () => ({ kind: 'wrongCharset' }),
		expected: bad('text that is not UTF-8', 'Ask the service which character set'),
	},
	{
		name: 'A body of 5 MB',
		fault: () => ({ kind: 'big' }),
		expected: ({ service, kind }) => (kind === 'login' ? withoutToken(service) : {}),
		items: 1,
	},
	{
		name: 'A body of 64 MB, compressed to 64 kB',
		fault: () => ({ kind: 'gzipBomb' }),
		expected: ({ service }) => ({
			reason: 'bad_answer',
			httpStatus: 200,
			says: new RegExp(`${name(service)} returned more than 16 MB \\(HTTP 200\\)\\..*Ask for less`),
			mayHaveBeenProcessed: true,
		}),
		items: 1,
	},
	{
		name: 'JSON that is nested 100,000 levels deep',
		fault: () => ({ kind: 'deepJson' }),
		expected: bad('JSON that is nested too deeply', 'more than 200 levels'),
	},
	{
		name: 'A redirect to another host (HTTP 302)',
		fault: (decoy) => ({ kind: 'redirect', location: decoy }),
		expected: ({ service, kind }) => {
			const advice =
				"redirects to another address, but redirects are not followed\\. Check 'Environment'";
			if (kind === 'login') return unexpectedLogin(service, 302, advice);
			return {
				reason: 'service_error',
				httpStatus: 302,
				says: new RegExp(`${name(service)} returned HTTP 302.*${advice}`),
				mayHaveBeenProcessed: true,
			};
		},
	},
	{
		name: 'The connection is reset before the response',
		fault: () => ({ kind: 'reset' }),
		expected: dropped,
	},
	{
		name: 'The connection is reset in the middle of the response',
		fault: () => ({ kind: 'resetInBody' }),
		expected: dropped,
	},
	{
		name: 'The connection ends in the middle of the response',
		fault: () => ({ kind: 'cut' }),
		expected: dropped,
	},
	{
		name: 'The response begins after the time limit',
		fault: () => ({ kind: 'delay', ms: NEVER }),
		expected: timedOut,
		timeout: SHORT_TIMEOUT,
	},
	{
		name: 'The response pauses in the middle for longer than the time limit',
		fault: () => ({ kind: 'delayInBody', ms: NEVER }),
		expected: timedOut,
		timeout: SHORT_TIMEOUT,
	},
	{
		name: 'No response at all',
		fault: () => ({ kind: 'hang' }),
		expected: timedOut,
		timeout: SHORT_TIMEOUT,
	},
	{
		name: 'HTTP 101 Switching Protocols',
		fault: () => ({ kind: 'switchProtocols' }),
		expected: timedOut,
		timeout: SHORT_TIMEOUT,
	},
	{
		name: 'A body that trickles for longer than the time limit',
		fault: () => ({ kind: 'trickle' }),
		expected: timedOut,
		timeout: SHORT_TIMEOUT,
	},
	{
		name: 'The clock of the n8n host is 10 minutes behind',
		fault: { clockOffsetS: 600 },
		expected: signedAgain,
		concurrency: 1,
	},
	{
		name: 'The clock of the n8n host is 10 minutes ahead',
		fault: { clockOffsetS: -600 },
		expected: signedAgain,
		concurrency: 1,
	},
	{
		name: 'Nothing listens at the address',
		fault: { baseUrl: () => 'http://127.0.0.1:1' },
		expected: neverSent("SERVICE refused the connection\\. Check 'Environment' and 'Base URL'"),
	},
	{
		name: 'The host name does not exist',
		fault: { baseUrl: () => 'https://no-such-host.invalid' },
		expected: neverSent(
			"host name of SERVICE could not be resolved.*Check 'Environment' and 'Base URL'",
		),
	},
	{
		name: 'The host does not speak TLS',
		fault: { baseUrl: ({ decoy }) => decoy.replace('http:', 'https:') },
		expected: neverSent(
			"secure connection to SERVICE could not be established\\. Check the host's certificate",
		),
	},
	{
		name: 'The certificate of the host is not trusted',
		fault: { baseUrl: ({ untrusted }) => untrusted },
		expected: neverSent(
			"secure connection to SERVICE could not be established\\. Check the host's certificate",
		),
	},
];

import { NodeApiError, type INode, type JsonObject } from 'n8n-workflow';
import { networkError } from '../../../../lib/core/http/network-errors';

describe('A network error', () => {
	const node = { name: 'MARTA', type: 'marta', parameters: {} } as unknown as INode;

	/** n8n wraps what its HTTP client throws in an error with another text. */
	const failed = (code: string, message = 'text') => {
		const cause = Object.assign(new Error(message), { code });
		return networkError(new NodeApiError(node, cause as unknown as JsonObject), 'MARTA', 1_234);
	};

	it.each([
		'ECONNREFUSED',
		'ENOTFOUND',
		'EAI_AGAIN',
		'EHOSTUNREACH',
		'EHOSTDOWN',
		'ENETUNREACH',
		'ENETDOWN',
		'EADDRNOTAVAIL',
	])('for %s means that nothing was sent, so that even a write is retried', (code) => {
		const serviceError = failed(code, `connect ${code} 192.0.2.1:443`);
		expect(serviceError).toMatchObject({
			reason: 'network',
			recovery: 'retryAfterPause',
			notSent: true,
			mayHaveBeenProcessed: false,
		});
		expect(serviceError.text).not.toContain(code);
	});

	it.each(['read', 'write'])('during a %s of an open connection may come too late', (call) => {
		expect(failed('EHOSTUNREACH', `${call} EHOSTUNREACH`)).toMatchObject({
			recovery: 'retry',
			notSent: false,
			mayHaveBeenProcessed: true,
		});
	});

	it.each([
		[
			'The request was blocked because it resolves to a restricted IP address',
			/SSRF protection.*N8N_SSRF_ALLOWED_HOSTNAMES.*N8N_SSRF_ALLOWED_IP_RANGES/,
		],
		[
			'The request was blocked because the destination hostname is restricted',
			/SSRF protection.*N8N_SSRF_ALLOWED_HOSTNAMES.*N8N_SSRF_BLOCKED_HOSTNAMES/,
		],
		[
			'Domain not allowed: This credential is restricted from accessing a.example. Only the following domains are allowed: b.example',
			/'Allowed Domains'.*'Allowed HTTP Request Domains'/,
		],
		[
			'No allowed domains specified. Configure allowed domains or change restriction setting.',
			/'Allowed Domains'.*'Allowed HTTP Request Domains'/,
		],
	])('of n8n itself is told in its words: %s', (words, advice) => {
		const serviceError = failed('', words);
		expect(serviceError.message).toContain(words);
		expect(serviceError.message).toMatch(/^n8n did not send the request to MARTA\. /);
		expect(serviceError.description).toMatch(advice);
		expect(serviceError).toMatchObject({ reason: 'network', mayHaveBeenProcessed: false });
		expect(serviceError.recovery).toBeUndefined();
	});

	it.each(['ECONNRESET', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE', 'ERR_BAD_RESPONSE'])(
		'for %s is a dropped connection, after which a read may be retried',
		(code) => {
			expect(failed(code)).toMatchObject({
				reason: 'network',
				recovery: 'retry',
				mayHaveBeenProcessed: true,
			});
		},
	);

	it('is a dropped connection even if only the text says so', () => {
		expect(networkError(new Error('socket hang up'), 'MARTA').recovery).toBe('retry');
	});

	it("is recognized by what n8n 1.x leaves of it: the code as 'httpCode', and the text", () => {
		const left = (code: string, message: string): NodeApiError => {
			const error = new NodeApiError(node, Object.assign(new Error(message), { code }) as never);
			error.cause = undefined;
			return error;
		};
		const refused = networkError(left('ECONNREFUSED', 'connect 127.0.0.1'), 'MARTA');
		expect(refused).toMatchObject({ reason: 'network', mayHaveBeenProcessed: false });
		expect(networkError(left('ECONNABORTED', 'timeout of 5ms exceeded'), 'MARTA', 5)).toMatchObject(
			{
				reason: 'timeout',
				mayHaveBeenProcessed: true,
			},
		);
		expect(networkError(left('', 'socket hang up'), 'MARTA').recovery).toBe('retry');
		expect(networkError(left('ERR_CANCELED', 'canceled'), 'MARTA').message).toMatch(/cancelled/);
	});

	it('is a timeout that names the time limit', () => {
		for (const serviceError of [
			failed('ETIMEDOUT'),
			failed('ECONNABORTED', 'timeout of 1234ms exceeded'),
		]) {
			expect(serviceError).toMatchObject({ reason: 'timeout', mayHaveBeenProcessed: true });
			expect(serviceError.recovery).toBeUndefined();
			expect(serviceError.message).toContain('1234 ms');
		}
	});

	it.each([
		'DEPTH_ZERO_SELF_SIGNED_CERT',
		'CERT_HAS_EXPIRED',
		'ERR_TLS_CERT_ALTNAME_INVALID',
		'EPROTO',
	])('for %s names the setting for self-signed certificates', (code) => {
		expect(failed(code)).toMatchObject({ reason: 'network', mayHaveBeenProcessed: false });
		expect(failed(code).description).toContain('Ignore SSL Issues');
	});

	it('is a cancelled execution, which is not retried', () => {
		expect(failed('ERR_CANCELED').recovery).toBeUndefined();
		expect(failed('ERR_CANCELED').message).toContain('cancelled');
	});

	it('never quotes the HTTP client, whose text may contain the address or headers', () => {
		expect(networkError(new Error('Bearer s3cr3t'), 'MARTA').text).not.toContain('s3cr3t');
		expect(networkError('s3cr3t', 'MARTA').text).not.toContain('s3cr3t');
	});
});

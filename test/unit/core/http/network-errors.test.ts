import { NodeApiError, type INode, type JsonObject } from 'n8n-workflow';
import { networkError } from '../../../../lib/core/http/network-errors';

describe('A network error', () => {
	const node = { name: 'MARTA', type: 'marta', parameters: {} } as unknown as INode;

	/** n8n wraps what its HTTP client throws in an error with another text. */
	const failed = (code: string, message = 'text') => {
		const cause = Object.assign(new Error(message), { code });
		return networkError(new NodeApiError(node, cause as unknown as JsonObject), 'MARTA', 1_234);
	};

	it.each(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'])(
		'for %s means that nothing was sent',
		(code) => {
			const serviceError = failed(code);
			expect(serviceError).toMatchObject({ reason: 'network', mayHaveBeenProcessed: false });
			expect(serviceError.text).not.toContain(code);
		},
	);

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

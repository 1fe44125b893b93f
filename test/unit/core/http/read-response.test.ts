/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a test */
import { PassThrough, Readable } from 'node:stream';
import { readResponse } from '../../../../lib/core/http/read-response';

const MB = 1024 * 1024;

async function read(body: unknown, signal = new AbortController().signal, headers?: object) {
	return await readResponse({ statusCode: 429, headers, body }, 'the login of MARTA', signal);
}

describe('A response of n8n', () => {
	it('has header names in lower case', async () => {
		const { status, headers } = await read('', undefined, {
			'Retry-After': 5,
			'SET-COOKIE': ['a', 'b'],
		});
		expect(status).toBe(429);
		expect(headers).toEqual({ 'retry-after': '5', 'set-cookie': 'a,b' });
	});

	it.each<[string, () => unknown, string]>([
		['a stream', () => Readable.from([Buffer.from('a'), Buffer.from('é')]), 'aé'],
		['an empty stream', () => Readable.from([]), ''],
		['a buffer', () => Buffer.from('é'), 'é'],
		['a text', () => 'é', 'é'],
		['an array buffer', () => Uint8Array.from([0x61, 0x62]).buffer, 'ab'],
		['undefined', () => undefined, ''],
		['null', () => null, ''],
		['an object', () => ({ a: 1 }), '{"a":1}'],
	])('is read into a buffer from %s', async (_what, body, text) => {
		expect((await read(body())).body.toString('utf8')).toBe(text);
	});

	it('may have up to 16 MB', async () => {
		const chunks = Array.from({ length: 16 }, () => Buffer.alloc(MB));
		expect((await read(Readable.from(chunks))).body).toHaveLength(16 * MB);
	});

	it('of more than 16 MB is an error, and the rest is not read', async () => {
		let produced = 0;
		const endless = Readable.from(
			(function* () {
				for (;;) yield Buffer.alloc((produced++, MB));
			})(),
		);
		await expect(read(endless)).rejects.toMatchObject({
			reason: 'bad_answer',
			message: 'The login of MARTA returned more than 16 MB (HTTP 429).',
			httpStatus: 429,
			mayHaveBeenProcessed: true,
		});
		expect(endless.destroyed).toBe(true);
		expect(produced).toBeLessThan(40);
		await expect(read(Buffer.alloc(16 * MB + 1))).rejects.toMatchObject({ reason: 'bad_answer' });
	});

	it('is closed when nobody waits for it any more', async () => {
		const controller = new AbortController();
		const body = new PassThrough();
		const response = read(body, controller.signal);
		body.write('{"result');
		controller.abort();
		await expect(response).rejects.toThrow();
		expect(body.destroyed).toBe(true);
	});

	it('is closed, not read, if nobody waits for it when it arrives', async () => {
		const body = Readable.from([Buffer.from('late')]);
		await expect(read(body, AbortSignal.abort())).rejects.toThrow();
		expect(body.destroyed).toBe(true);
	});

	it('passes on the error of a connection that drops', async () => {
		const body = new PassThrough();
		const response = read(body);
		body.destroy(Object.assign(new Error('aborted'), { code: 'ECONNRESET' }));
		await expect(response).rejects.toMatchObject({ code: 'ECONNRESET' });
	});
});

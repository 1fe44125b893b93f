/* eslint-disable @n8n/community-nodes/no-restricted-globals -- a test */
import { readHeap } from '../../../bench/soak/heap';

const fetched = jest.spyOn(globalThis, 'fetch');
const read = async (respond: () => Promise<Response>) => {
	fetched.mockImplementation(respond);
	return await readHeap('http://n8n.test/webhook/heap');
};
const responds =
	(text: string, status = 200) =>
	async () =>
		await Promise.resolve(new Response(text, { status }));

afterAll(() => fetched.mockRestore());

test('a reading is what the node returned', async () => {
	const heap = { objects: 60_000_000, external: 1_000_000, rss: 200_000_000 };
	await expect(read(responds(JSON.stringify(heap)))).resolves.toEqual(heap);
});

test('a reading that takes too long ends, so it cannot hold the soak', async () => {
	await read(responds('{"objects":1,"external":1,"rss":1}'));
	expect(fetched.mock.lastCall?.[1]?.signal).toBeInstanceOf(AbortSignal);
});

test.each<[string, () => Promise<Response>, string]>([
	['an error', responds('{"message":"Error"}', 500), 'HTTP 500, {"message":"Error"}'],
	['a missing number', responds('{"objects":1,"rss":1}'), 'HTTP 200, {"objects":1,"rss":1}'],
	['no JSON', responds('<html>'), 'HTTP 200, <html>'],
	['no response', async () => await Promise.reject(new Error('timed out')), 'timed out'],
])('%s is no reading', async (_what, respond, message) => {
	await expect(read(respond)).rejects.toThrow(`The heap of n8n could not be read: ${message}`);
});

/* eslint-disable @n8n/community-nodes/no-restricted-globals -- a test */
import { makeCalls } from '../../../bench/soak/calls';
import { isRejected } from '../../../bench/soak/member';
import { quickPlan } from '../../../bench/soak/settings';

const plan = { ...quickPlan, atOnce: 4, rejectedOneIn: 10 };
const fetched = jest.spyOn(globalThis, 'fetch');
const tokens = (): string[] =>
	fetched.mock.calls.map(([, init]) => JSON.parse(String(init?.body)).memberToken as string);

/** n8n as it should be: a call whose token is rejected fails. */
const asItShould: typeof fetch = async (_url, init) => {
	const { memberToken } = JSON.parse(String(init?.body)) as { memberToken: string };
	return await Promise.resolve(new Response('{}', { status: isRejected(memberToken) ? 500 : 200 }));
};

const make = async (to: number, deadline = Date.now() + 60_000) =>
	await makeCalls({ url: 'http://n8n.test/webhook/soak', from: 0, to, deadline, plan, say() {} });

beforeEach(() => fetched.mockReset().mockImplementation(asItShould));
afterAll(() => fetched.mockRestore());

test('every call brings a token of its own, and one in ten a rejected one', async () => {
	await make(100);
	expect(new Set(tokens()).size).toBe(100);
	expect(tokens().filter(isRejected)).toHaveLength(10);
});

test.each<[string, () => Promise<Response>, string]>([
	[
		'that failed',
		async () => await Promise.resolve(new Response('{"message":"Error"}', { status: 500 })),
		'Call 5 of the soak returned HTTP 500 instead of 200: {"message":"Error"}',
	],
	[
		'without a response',
		async () => await Promise.reject(new Error('timed out')),
		'Call 5 of the soak got no response: timed out',
	],
])('a call %s ends the soak', async (_what, respond, message) => {
	fetched.mockImplementation(async (url, init) =>
		tokens().length === 6 ? await respond() : await asItShould(url, init),
	);
	await expect(make(1_000)).rejects.toThrow(message);
	expect(fetched.mock.calls.length).toBeLessThan(12);
});

test('a rejected token that is accepted ends the soak', async () => {
	fetched.mockImplementation(async () => await Promise.resolve(new Response('{}')));
	await expect(make(5)).rejects.toThrow('Call 0 of the soak returned HTTP 200 instead of 500: {}');
});

test('a soak that takes too long ends by itself', async () => {
	await expect(make(1_000, Date.now() - 1)).rejects.toThrow(
		'The soak took too long: it ended at call 0 of 1000.',
	);
	expect(fetched).not.toHaveBeenCalled();
});

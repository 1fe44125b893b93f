/* eslint-disable @n8n/community-nodes/no-restricted-globals -- a test */
import type { IExecuteFunctions } from 'n8n-workflow';
import { authenticatedSender, STRICT_OPTIONS } from '../../../../lib/core/http/transport';

describe('The options of every request', () => {
	it('return every status, follow no redirects and leave the body to be read', () => {
		expect(STRICT_OPTIONS).toEqual({
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
			encoding: 'stream',
		});
	});
});

describe('An authenticated request', () => {
	beforeEach(() => jest.useFakeTimers());
	afterEach(() => jest.useRealTimers());

	/** Sends with an empty token: the hook takes 20 s, then the service takes as long as given. */
	function start(responseMs: number) {
		const after = async (ms: number) => await new Promise((resolve) => setTimeout(resolve, ms));
		const signals: AbortSignal[] = [];
		const cancel = new AbortController();
		const context = {
			getNode: () => ({ credentials: {} }),
			getExecutionCancelSignal: () => cancel.signal,
			helpers: {
				async httpRequestWithAuthentication(
					this: IExecuteFunctions,
					_type: string,
					_options: object,
					more: { credentialsDecrypted: { data: Record<string, string> } },
				) {
					signals.push(this.getExecutionCancelSignal() as AbortSignal);
					await after(20_000);
					more.credentialsDecrypted.data.token = 'new';
					await after(responseMs);
					return { statusCode: 200, headers: {}, body: '{}' };
				},
			},
		} as unknown as IExecuteFunctions;
		const send = authenticatedSender(context, 'martaApi', 'MARTA', 'token');
		const options = { url: 'https://service.example', timeout: 10_000 };
		const outcome: { result?: unknown } = {};
		void send(options, { token: '' }).then((result) => (outcome.result = result));
		return { outcome, signals, cancel };
	}

	it('has its time limit for itself: a login before it does not count', async () => {
		const { outcome } = start(9_000);
		await jest.advanceTimersByTimeAsync(29_500);
		expect(outcome.result).toMatchObject({ status: 200 });
	});

	it('is told to end when its own time is over', async () => {
		const { outcome, signals } = start(60_000);
		await jest.advanceTimersByTimeAsync(29_500);
		expect(signals[0].aborted).toBe(false);
		await jest.advanceTimersByTimeAsync(1_000);
		expect(signals[0].aborted).toBe(true);
		expect(outcome.result).toMatchObject({
			reason: 'timeout',
			message: 'MARTA did not respond within 10000 ms.',
			mayHaveBeenProcessed: true,
		});
	});

	it('is told to end when the execution is cancelled', async () => {
		const { signals, cancel } = start(1_000);
		cancel.abort();
		expect(signals[0].aborted).toBe(true);
		await jest.advanceTimersByTimeAsync(60_000);
	});
});

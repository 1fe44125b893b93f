import { sleep } from 'n8n-workflow';
import { addRunHint, describeRun } from '../../../../lib/core/execution/run-hint';
import { RunReport } from '../../../../lib/core/operation/run-report';

describe('The text about a run', () => {
	const describeWith = (changes: Partial<RunReport>, items = 50): string =>
		describeRun(Object.assign(new RunReport(), changes), items);

	it('is empty when all went well', () => {
		expect(describeWith({})).toBe('');
	});

	it.each<[Partial<RunReport>, string]>([
		[{ retriedRequests: 1 }, '1 request was retried.'],
		[{ retriedRequests: 12 }, '12 requests were retried.'],
		[{ renewals: 1 }, 'The token was renewed once during the run.'],
		[{ renewals: 2 }, 'The token was renewed 2 times during the run.'],
		[{ itemsWithPagesCut: 1 }, "'Max Pages' was reached for 1 item; there may be more."],
		[
			{ itemsWithRepeatedPage: 2 },
			"Pagination stopped early for 2 items, because the service returned the same page again. Check 'Parameter Name' and 'Send Parameter In'.",
		],
		[
			{
				failures: new Map([
					['token_expired', 2],
					['rate_limited', 1],
				] as const),
			},
			'3 of 50 items failed: token expired (2), rate limited (1).',
		],
		[
			{ failures: new Map([['network', 1]] as const), itemsWithPagesCut: 3 },
			"1 of 50 items failed: network. 'Max Pages' was reached for 3 items; there may be more.",
		],
	])('of %j is right in number', (changes, text) => {
		expect(describeWith(changes)).toBe(text);
	});

	it.each([
		[1, 'The item failed: network.'],
		[2, 'Both items failed: network.'],
		[3, 'All 3 items failed: network.'],
	])('says of %d items that none succeeded', (items, text) => {
		expect(describeWith({ failures: new Map([['network', items]] as const) }, items)).toBe(text);
	});

	it('names the HTTP status of what was not successful, and no other', () => {
		const describeErrors = (...statuses: Array<number | undefined>): string => {
			const report = new RunReport();
			for (const httpStatus of statuses) report.itemFailed({ reason: 'service_error', httpStatus });
			report.itemFailed({ reason: 'bad_answer', httpStatus: 200 });
			return describeRun(report, 9);
		};
		expect(describeErrors(404, 404)).toBe('3 of 9 items failed: HTTP 404 (2), bad answer (1).');
		expect(describeErrors(200, 201, undefined)).toBe(
			'4 of 9 items failed: rejected by the service (2), unexpected error (1), bad answer (1).',
		);
	});

	it('counts what items wait for at the same time once', async () => {
		jest.useFakeTimers();
		const report = new RunReport();
		void report.waiting(sleep(3_000));
		await jest.advanceTimersByTimeAsync(2_000);
		void report.waiting(sleep(3_000));
		await jest.advanceTimersByTimeAsync(10_000);
		jest.useRealTimers();
		expect(describeRun(report, 2)).toBe('The run waited 5 s for the service.');
	});

	it('takes the least difference of clocks, since a proxy may have written a date', () => {
		const report = new RunReport();
		for (const hostAheadMs of [-95_000, -70_000, -200_000]) {
			report.clockCompared({ hostAheadMs, wasMisdated: false });
		}
		expect(describeRun(report, 1)).toMatch(/is 70 s behind the service's clock/);
		report.clockCompared({ hostAheadMs: 0, wasMisdated: false });
		expect(describeRun(report, 1)).toBe('');
	});
});

it('A host that cannot show a hint keeps the output', () => {
	const addExecutionHints = jest.fn(() => {
		throw new Error('no hints here');
	});
	const report = Object.assign(new RunReport(), { renewals: 1 });
	expect(() => addRunHint({ addExecutionHints }, report, 1)).not.toThrow();
	expect(addExecutionHints).toHaveBeenCalledTimes(1);
});

import type { IExecuteFunctions } from 'n8n-workflow';
import type { FailureCause, RunReport } from '../operation/run-report';
import { describeHostClock } from '../time/service-clock';
import { adviseOnWaiting } from './waiting-advice';

const ALL_ITEMS: Record<number, string> = { 1: 'The item', 2: 'Both items' };

/** Shows in the node's output what is worth knowing about the run; nothing if all went well. */
export function addRunHint(
	context: Pick<IExecuteFunctions, 'addExecutionHints'>,
	report: RunReport,
	itemCount: number,
): void {
	const message = describeRun(report, itemCount);
	if (message === '') return;
	const needsAction =
		report.failures.size + report.itemsWithPagesCut + report.itemsWithRepeatedPage;
	const type = needsAction > 0 ? 'warning' : 'info';
	try {
		// Older versions of n8n have no hints.
		context.addExecutionHints?.({ message, type, location: 'outputPane' });
	} catch {
		// Everything has been sent: the output matters more.
	}
}

/** @returns sentences without markup, '' if all went well */
export function describeRun(report: RunReport, itemCount: number): string {
	const { renewals, itemsWithPagesCut: cut, itemsWithRepeatedPage: repeated } = report;
	const sentences = [
		describeFailures(report, itemCount),
		cut > 0 && `'Max Pages' was reached for ${count(cut, 'item')}; there may be more.`,
		repeated > 0 &&
			`Pagination stopped early for ${count(repeated, 'item')}, because the service returned the same page again. Check 'Parameter Name' and 'Send Parameter In'.`,
		describeRetries(report),
		renewals > 0 &&
			`The token was renewed ${renewals === 1 ? 'once' : `${renewals} times`} during the run.`,
		describeHostClock(report.clock),
		adviseOnWaiting(report, itemCount),
	];
	return sentences.filter(Boolean).join(' ');
}

function describeFailures({ failures, failedItems: failed }: RunReport, itemCount: number): string {
	// The most frequent first.
	const reasons = [...failures].sort(([, a], [, b]) => b - a);
	if (reasons.length === 0) return '';
	const subject =
		failed < itemCount
			? `${failed} of ${count(itemCount, 'item')}`
			: (ALL_ITEMS[itemCount] ?? `All ${itemCount} items`);
	const texts = reasons.map(([cause, times]) => {
		const text = describeCause(cause);
		return reasons.length === 1 ? text : `${text} (${times})`;
	});
	return `${subject} failed: ${texts.join(', ')}.`;
}

function describeCause(cause: FailureCause): string {
	if (typeof cause === 'number') return `HTTP ${cause}`;
	if (cause === 'rejected') return 'rejected by the service';
	return cause === 'unexpected' ? 'unexpected error' : cause.replaceAll('_', ' ');
}

function describeRetries({ retriedRequests, waitedMs }: RunReport): string {
	const were = retriedRequests === 1 ? 'was' : 'were';
	const seconds = Math.ceil(waitedMs / 1_000);
	const parts = [
		retriedRequests > 0 && `${count(retriedRequests, 'request')} ${were} retried`,
		seconds > 0 && `the run waited ${seconds} s for the service`,
	];
	const text = parts.filter(Boolean).join('; ');
	return text && `${text[0].toUpperCase()}${text.slice(1)}.`;
}

function count(number: number, noun: string): string {
	return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

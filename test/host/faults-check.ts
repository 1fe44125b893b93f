import type { FaultCase } from './faults-expected';
import type { ItemOutcome, FaultResult } from './faults-run';
import { ITEMS_WHEN_ONCE } from './faults-run';

const RETRIES = 3;
/** Tokens that one item asks for in vain, a write once, and items that do so before the run stops. */
const RENEWALS_PER_ITEM = { read: 2, write: 1, login: 0 };
const ITEMS_BEFORE_STOP = 3;

/** How often the request of one item is sent, and its token renewed, while the fault persists. */
function sendsOfOne({ expected, operation }: FaultResult): { calls: number; renewals: number } {
	const renewals = RENEWALS_PER_ITEM[operation.kind];
	if (expected.recovery === 'refreshToken') return { calls: 1 + renewals, renewals };
	if (expected.recovery === 'refreshOnly') return { calls: 1, renewals };
	const retries = operation.kind === 'read' && expected.recovery === 'retry' ? RETRIES : 0;
	return { calls: 1 + retries, renewals: 0 };
}

function renewsToken({ recovery }: FaultResult['expected']): boolean {
	return recovery === 'refreshToken' || recovery === 'refreshOnly';
}
const MAYBE = /The request may have been processed: check before you send it again\./;

/** What the user reads about a failed item. */
export function textOf({ json }: ItemOutcome): string {
	return String(json.error ?? '');
}

export function hasSucceeded({ json }: ItemOutcome): boolean {
	return json.error === undefined;
}

/** Runs of a pair, and items that got neither a response nor an error, or more than one. */
export function tally(result: FaultResult): { cases: number; lost: number } {
	const { fault, always, stop, once } = result;
	const missing = (items: ItemOutcome[], wanted: number): number => Math.abs(wanted - items.length);
	const lost = missing(always.items, fault.items ?? 2) + (once ? missing(once.items, 3) : 0);
	const isStopLost = stop.error === undefined && stop.status !== 'success';
	return { cases: once ? 3 : 2, lost: lost + Number(isStopLost) };
}

/** How the result differs from what is expected, in words; empty if it does not. */
export function problemsOf(result: FaultResult): string[] {
	return [...checkAlways(result), ...checkStop(result), ...checkOnce(result)].map(
		(problem) => `${result.operation.name}: ${problem}`,
	);
}

type Check = [what: string, found: unknown, wanted: unknown];

function differences(when: string, checks: Check[]): string[] {
	return checks
		.filter(([, found, wanted]) => JSON.stringify(found) !== JSON.stringify(wanted))
		.map(
			([what, found, wanted]) =>
				`${when}: ${what} is ${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}`,
		);
}

function checkAlways(result: FaultResult): string[] {
	const { fault, operation, expected, always } = result;
	const count = fault.items ?? 2;
	const { calls, renewals, items } = always;
	const ofOne = sendsOfOne(result);
	// The run stops using a credential whose tokens are all rejected: later items are not sent.
	const sentItems = renewsToken(expected) ? Math.min(count, ITEMS_BEFORE_STOP) : count;
	const signedAgain = expected.recovery === 'signAgain' ? 1 : 0;
	const when = 'the fault persists';
	return [
		...differences(when, [
			['number of items', items.length, count],
			['pairing', items.map((item) => item.pairedItem), indices(count)],
			['calls', calls, calls && ofOne.calls * sentItems + signedAgain],
			['renewals', renewals, renewals && ofOne.renewals * sentItems],
		]),
		...items.flatMap((item, index) =>
			checkItem(`${when}, item ${index}`, item, { expected, operation }),
		),
	];
}

function checkItem(
	when: string,
	item: ItemOutcome,
	{ expected, operation }: Pick<FaultResult, 'expected' | 'operation'>,
): string[] {
	if (expected.reason === undefined) {
		return differences(when, [['succeeded', hasSucceeded(item), true]]);
	}
	const text = textOf(item);
	return [
		...differences(when, [
			['keys', Object.keys(item.json), ['error', 'details']],
			[
				'details',
				item.json.details,
				{
					reason: expected.reason,
					httpStatus: expected.httpStatus ?? null,
					resultCode: expected.resultCode ?? null,
				},
			],
			[
				'"may have been processed"',
				MAYBE.test(text),
				operation.kind === 'write' && expected.mayHaveBeenProcessed === true,
			],
		]),
		...(expected.says?.test(text) === false ? [`${when}: the text is "${text}"`] : []),
	];
}

function checkStop(result: FaultResult): string[] {
	const { fault, expected, always, stop } = result;
	const when = 'the node stops';
	if (expected.reason === undefined) {
		return differences(when, [['status', stop.status, 'success']]);
	}
	const { error } = stop;
	const text = [error?.message.replace(/ \[item 0\]$/, ''), error?.description]
		.filter(Boolean)
		.join(' ');
	const first = always.items[0];
	return differences(when, [
		['status', stop.status, 'error'],
		['kind of error', error?.name, 'NodeApiError'],
		['item', [/\[item 0\]$/.test(error?.message ?? ''), error?.context?.itemIndex], [true, 0]],
		['details', error?.context?.details, first?.json.details],
		['text', steadyText(fault, text), first && steadyText(fault, textOf(first))],
		// The second item is not sent any more.
		['calls', stop.calls, stop.calls && sendsOfOne(result).calls],
	]);
}

function checkOnce({ fault, operation, expected, once }: FaultResult): string[] {
	if (!once) return [];
	const when = 'the fault occurs once';
	const hit = fault.hits ?? 1;
	const isRecovered =
		expected.recovery === 'refreshToken' ||
		(expected.recovery === 'retry' && operation.kind === 'read');
	const { items } = once;
	return [
		...differences(when, [
			['number of items', items.length, ITEMS_WHEN_ONCE],
			['pairing', items.map((item) => item.pairedItem), indices(ITEMS_WHEN_ONCE)],
			['calls', once.calls, ITEMS_WHEN_ONCE + (isRecovered ? 1 : 0)],
			['renewals', once.renewals, renewsToken(expected) ? 1 : 0],
		]),
		...items.flatMap((item, index) => {
			if (index === hit && !isRecovered) {
				return checkItem(`${when}, item ${index}`, item, { expected, operation });
			}
			return differences(`${when}, item ${index}`, [
				['response', matches(item.json, operation.output), true],
			]);
		}),
	];
}

function matches(json: unknown, output: object): boolean {
	try {
		expect(json).toMatchObject(output);
		return true;
	} catch {
		return false;
	}
}

function indices(count: number): Array<{ item: number }> {
	return Array.from({ length: count }, (_, item) => ({ item }));
}

/** A date as `Retry-After` leaves more or less of a second; and a resolver may say it is only busy. */
export function steadyText({ name }: FaultCase, text: string): string {
	const steady = text.replace('could not be resolved at the moment', 'could not be resolved');
	return name.endsWith('date') ? steady.replace(/to wait \d s\./, 'to wait … s.') : steady;
}

import type { PlayedFault } from './faults-expected';
import type { ItemOutcome, Played } from './faults-play';
import { ITEMS_WHEN_ONCE } from './faults-play';

const REPEATS = 3;
/** Tokens that one item asks for in vain, and items that do so before the run gives up. */
const RENEWALS_IN_VAIN = 2;
const ITEMS_IN_VAIN = 3;
const MAYBE = /The request may have been processed: check before you send it again\./;

/** What the user reads about a failed item. */
export function textOf({ json }: ItemOutcome): string {
	return String(json.error ?? '');
}

export function isAnswered({ json }: ItemOutcome): boolean {
	return json.error === undefined;
}

/** Plays of a pair, and items that got neither an answer nor an error, or more than one. */
export function tally(played: Played): { cases: number; lost: number } {
	const { fault, always, stop, once } = played;
	const missing = (items: ItemOutcome[], wanted: number): number => Math.abs(wanted - items.length);
	const lost = missing(always.items, fault.items ?? 2) + (once ? missing(once.items, 3) : 0);
	const isStopLost = stop.error === undefined && stop.status !== 'success';
	return { cases: once ? 3 : 2, lost: lost + Number(isStopLost) };
}

/** What is not as it must be, in words; nothing when all is well. */
export function problemsOf(played: Played): string[] {
	return [...judgeAlways(played), ...judgeStop(played), ...judgeOnce(played)].map(
		(problem) => `${played.operation.name}: ${problem}`,
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

function judgeAlways({ fault, operation, expected, always }: Played): string[] {
	const count = fault.items ?? 2;
	const isRead = operation.kind === 'read';
	const { calls, renewals, items } = always;
	const callsOfOne = isRead && expected.cure === 'repeat' ? 1 + REPEATS : 1;
	const renewed = expected.cure === 'renew';
	const inVain = Math.min(count, ITEMS_IN_VAIN);
	const when = 'the fault stays';
	return [
		...differences(when, [
			['number of items', items.length, count],
			['pairing', items.map((item) => item.pairedItem), indices(count)],
			// The run gives up on a credential whose tokens are all refused: later items are not sent.
			['calls', calls, calls && (renewed ? (1 + RENEWALS_IN_VAIN) * inVain : callsOfOne * count)],
			['renewals', renewals, renewals && (renewed ? RENEWALS_IN_VAIN * inVain : 0)],
		]),
		...items.flatMap((item, index) =>
			judgeItem(`${when}, item ${index}`, item, { expected, operation }),
		),
	];
}

function judgeItem(
	when: string,
	item: ItemOutcome,
	{ expected, operation }: Pick<Played, 'expected' | 'operation'>,
): string[] {
	if (expected.reason === undefined) {
		return differences(when, [['answered', isAnswered(item), true]]);
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
				operation.kind === 'write' && expected.maybeCarriedOut === true,
			],
		]),
		...(expected.says?.test(text) === false ? [`${when}: the text is "${text}"`] : []),
	];
}

function judgeStop({ fault, expected, operation, always, stop }: Played): string[] {
	const when = 'the node stops';
	if (expected.reason === undefined) {
		return differences(when, [['status', stop.status, 'success']]);
	}
	const { error } = stop;
	const text = [error?.message.replace(/ \[item 0\]$/, ''), error?.description]
		.filter(Boolean)
		.join(' ');
	const isRead = operation.kind === 'read';
	const calls = isRead && expected.cure === 'repeat' ? 1 + REPEATS : 1;
	const first = always.items[0];
	return differences(when, [
		['status', stop.status, 'error'],
		['kind of error', error?.name, 'NodeApiError'],
		['item', [/\[item 0\]$/.test(error?.message ?? ''), error?.context?.itemIndex], [true, 0]],
		['details', error?.context?.details, first?.json.details],
		['text', steadyText(fault, text), first && steadyText(fault, textOf(first))],
		// The second item is not sent any more.
		['calls', stop.calls, stop.calls && (expected.cure === 'renew' ? 1 + RENEWALS_IN_VAIN : calls)],
	]);
}

function judgeOnce({ fault, operation, expected, once }: Played): string[] {
	if (!once) return [];
	const when = 'the fault comes once';
	const hit = fault.hits ?? 1;
	const isCured =
		expected.cure === 'renew' || (expected.cure === 'repeat' && operation.kind === 'read');
	const { items } = once;
	return [
		...differences(when, [
			['number of items', items.length, ITEMS_WHEN_ONCE],
			['pairing', items.map((item) => item.pairedItem), indices(ITEMS_WHEN_ONCE)],
			['calls', once.calls, ITEMS_WHEN_ONCE + (isCured ? 1 : 0)],
			['renewals', once.renewals, expected.cure === 'renew' ? 1 : 0],
		]),
		...items.flatMap((item, index) => {
			if (index === hit && !isCured) {
				return judgeItem(`${when}, item ${index}`, item, { expected, operation });
			}
			return differences(`${when}, item ${index}`, [
				['answer', matches(item.json, operation.output), true],
			]);
		}),
	];
}

function matches(json: unknown, answer: object): boolean {
	try {
		expect(json).toMatchObject(answer);
		return true;
	} catch {
		return false;
	}
}

function indices(count: number): Array<{ item: number }> {
	return Array.from({ length: count }, (_, item) => ({ item }));
}

/** A date as `Retry-After` leaves more or less of a second; and a resolver may say it is only busy. */
export function steadyText({ name }: PlayedFault, text: string): string {
	const steady = text.replace('does not resolve at the moment', 'does not resolve');
	return name.endsWith('date') ? steady.replace(/to wait \d s\./, 'to wait … s.') : steady;
}

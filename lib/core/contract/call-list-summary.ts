import type { CallId } from './call';
import type { Parsed } from './call-list-mistakes';
import { toAscii } from './call-list-text';
import { quote } from './description-error';

const EFFECTS = ['read', 'write'] as const;

/** @param text what follows the path of a call */
export function parseSummary(text: string): Parsed<Pick<CallId, 'effect'> & { summary: string }> {
	const mark = /\(([^()]*)\)$/.exec(toAscii(text));
	if (mark === null) return { effect: undefined, summary: text };
	const word = mark[1].trim().toLowerCase();
	const effect = EFFECTS.find((entry) => entry === word);
	// The text in ASCII is as long as the text itself.
	if (effect !== undefined) return { effect, summary: text.slice(0, mark.index).trim() };
	const meant = EFFECTS.find((entry) => isOneEditAway(word, entry));
	if (meant === undefined) return { effect: undefined, summary: text };
	return {
		problem: `${quote(mark[0])} does not say whether the call reads or writes`,
		expected: quote(`(${meant})`),
	};
}

/** Whether one letter is missing, added or another one, or two neighbors have changed places. */
function isOneEditAway(word: string, other: string): boolean {
	const length = Math.max(word.length, other.length);
	let start = 0;
	while (start < length && word[start] === other[start]) start++;
	const [rest, otherRest] = [word.slice(start), other.slice(start)];
	const swapped = `${rest[1] ?? ''}${rest[0] ?? ''}${rest.slice(2)}`;
	return (
		rest.slice(1) === otherRest ||
		rest === otherRest.slice(1) ||
		rest.slice(1) === otherRest.slice(1) ||
		swapped === otherRest
	);
}

/** Where something was found: first code unit, and the one after the last. */
export type Span = [start: number, end: number];

/** A piece of a secret of this length is searched for on its own: texts are cut, secrets too. */
const FRAGMENT_LENGTH = 8;

/** Texts to be found in others, whole or in part. */
export class Needles {
	private readonly texts: string[];
	private pieces?: Map<string, { text: string; at: number }>;

	/** @param minCutLength how much of a text must be left where it was cut */
	constructor(
		texts: Iterable<string>,
		private readonly minCutLength: number,
	) {
		this.texts = [...new Set(texts)];
	}

	findWhole(haystack: string): Span[] {
		const spans: Span[] = [];
		for (const text of this.texts) {
			for (let at = haystack.indexOf(text); at >= 0; at = haystack.indexOf(text, at + 1)) {
				spans.push([at, at + text.length]);
			}
		}
		return spans;
	}

	/** Pieces of the texts: the beginning, the end, and whatever else is long enough. */
	findPieces(haystack: string): Span[] {
		const spans: Span[] = [];
		this.pieces ??= this.collectPieces();
		let last = { text: '', end: 0 };
		for (let start = 0; start + FRAGMENT_LENGTH <= haystack.length; start++) {
			const piece = this.pieces.get(haystack.slice(start, start + FRAGMENT_LENGTH));
			// Inside the last span of the same text, as in a text that repeats itself.
			const isKnown = piece?.text === last.text && start + FRAGMENT_LENGTH <= last.end;
			if (!piece || isKnown) continue;
			const span = extend(haystack, start, piece.text, piece.at);
			spans.push(span);
			last = { text: piece.text, end: span[1] };
		}
		return spans;
	}

	/** The beginning of a text where the haystack ends, and the end of a text where it begins. */
	findCut(haystack: string, begin: number, end: number): Span[] {
		const spans: Span[] = [];
		for (const text of this.texts) {
			for (
				let length = Math.min(text.length, FRAGMENT_LENGTH) - 1;
				length >= this.minCutLength;
				length--
			) {
				if (haystack.startsWith(text.slice(-length), begin)) spans.push([begin, begin + length]);
				if (haystack.endsWith(text.slice(0, length), end)) spans.push([end - length, end]);
			}
		}
		return spans;
	}

	/** Not at every place, since whatever is twice as long contains one of these. */
	private collectPieces(): Map<string, { text: string; at: number }> {
		const pieces = new Map<string, { text: string; at: number }>();
		for (const text of this.texts) {
			const last = text.length - FRAGMENT_LENGTH;
			for (let at = 0; at <= last; at += FRAGMENT_LENGTH) {
				pieces.set(text.slice(at, at + FRAGMENT_LENGTH), { text, at });
			}
			if (last >= 0) pieces.set(text.slice(last), { text, at: last });
		}
		return pieces;
	}
}

/** The longest stretch that is the same in both. */
function extend(haystack: string, start: number, text: string, at: number): Span {
	let before = 0;
	while (before < Math.min(start, at) && haystack[start - before - 1] === text[at - before - 1]) {
		before++;
	}
	let after = FRAGMENT_LENGTH;
	while (at + after < text.length && haystack[start + after] === text[at + after]) after++;
	return [start - before, start + after];
}

/** A line of a call list without its comment and indentation. */
export interface ContentLine {
	/** Counted from 1. */
	line: number;
	text: string;
	indented: boolean;
}

/** Byte order marks, zero-width spaces and direction marks, which come along when text is pasted. */
const INVISIBLE = /[\ufeff\u200b\u200e\u200f\u2060\u202a-\u202e]/g;
const LINE_END = /\r\n|[\r\n\v\f\u2028\u2029]/;
/** A full-width hash may be part of a word, so a space has to precede it. */
const COMMENT = /#.*|(?<!\S)\uff03.*/;

/** The lines that say something. Spaces may be of any kind, e.g. full-width. */
export function* contentLines(text: string): Iterable<ContentLine> {
	const lines = text
		.split(LINE_END)
		.map((line) => line.replace(INVISIBLE, '').replace(COMMENT, '').trimEnd());
	// A list that was copied out of a document may be indented as a whole.
	const depths = lines.filter((line) => line !== '').map((line) => line.search(/\S/));
	const margin = depths.reduce((least, depth) => Math.min(least, depth), Infinity);
	for (const [index, line] of lines.entries()) {
		if (line === '') continue;
		yield { line: index + 1, text: line.trimStart(), indented: line.search(/\S/) > margin };
	}
}

/** Full-width letters and signs, as Japanese keyboards type them, in ASCII. The length stays the same. */
export function toAscii(text: string): string {
	return text.replace(/[\uff01-\uff5e]/g, (character) =>
		String.fromCharCode(character.charCodeAt(0) - 0xfee0),
	);
}

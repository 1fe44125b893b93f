import { HTML_ENTITIES } from './html-entities';

const HEX = '[0-9a-fA-F]';
/** Bytes, several in a row for a character of UTF-8. */
const BYTES = [`(?:%${HEX}{2})+`, String.raw`(?:\\[xX]${HEX}{2})+`, String.raw`(?:\\[0-7]{1,3})+`];
const BYTE = new RegExp(String.raw`%(${HEX}{2})|\\[xX](${HEX}{2})|\\([0-7]{1,3})`, 'g');
/** Code points: of JavaScript's `escape`, PHP, Python, JSON, and of HTML in hex. */
const HEX_CODE = new RegExp(String.raw`^(?:%[uU]|\\[uU]\{?|&#[xX]0*)(${HEX}{1,8})(?:\}|;)?$`);
const ESCAPE = new RegExp(
	[
		...BYTES,
		`%[uU]${HEX}{4}`,
		String.raw`\\[uU]\{${HEX}{1,6}\}`,
		String.raw`\\U${HEX}{8}`,
		String.raw`\\[uU]${HEX}{4}`,
		String.raw`\\[abefnrtv]`,
		// What begins an escape of another kind is left to that one.
		String.raw`\\[^A-Za-z0-9&%]`,
		`&#[xX]0*${HEX}{1,6};?`,
		'&#0*[0-9]{1,7};?',
		'&[A-Za-z0-9]{2,24};',
		'&(?:amp|lt|gt|quot)',
	].join('|'),
	'g',
);
const CONTROLS: Record<string, string> = {
	a: '\x07',
	b: '\b',
	e: '\x1b',
	f: '\f',
	n: '\n',
	r: '\r',
	t: '\t',
	v: '\v',
};

/** A text, and where each of its UTF-16 code units stood in the original. */
export class TracedText {
	constructor(
		readonly text: string,
		private readonly starts?: readonly number[],
		private readonly ends?: readonly number[],
	) {}

	/** Where the code unit began in the original. */
	start(index: number): number {
		return this.starts ? this.starts[index] : index;
	}

	/** Where it ended, exclusive. */
	end(index: number): number {
		return this.ends ? this.ends[index] : index + 1;
	}
}

/**
 * Takes off one layer of escapes: percent-encoding, those of JSON, JavaScript, PHP and Python, and
 * HTML entities.
 *
 * @returns the same object if there is none
 */
export function decodeEscapes(traced: TracedText): TracedText {
	const { text } = traced;
	let decoded = '';
	const starts: number[] = [];
	const ends: number[] = [];
	const add = (characters: string, from: number, to: number): void => {
		decoded += characters;
		for (let unit = 0; unit < characters.length; unit++) {
			starts.push(traced.start(from));
			ends.push(traced.end(to - 1));
		}
	};
	let position = 0;
	for (const { 0: escape, index } of text.matchAll(ESCAPE)) {
		for (; position < index; position++) add(text[position], position, position + 1);
		for (const [characters, length] of decode(escape)) {
			add(characters, position, position + length);
			position += length;
		}
	}
	if (position === 0) return traced;
	for (; position < text.length; position++) add(text[position], position, position + 1);
	return new TracedText(decoded, starts, ends);
}

/** @returns characters, each with the length of its escape; the escape itself if it means nothing */
function decode(escape: string): Array<[characters: string, length: number]> {
	const bytes = [...escape.matchAll(BYTE)];
	if (bytes.length > 0) return decodeBytes(bytes);
	const { length } = escape;
	const code =
		parseInt(HEX_CODE.exec(escape)?.[1] ?? '', 16) ||
		parseInt(/^&#([0-9]+);?$/.exec(escape)?.[1] ?? '', 10);
	if (code) return [[code <= 0x10ffff ? String.fromCodePoint(code) : escape, length]];
	if (escape.startsWith('&')) {
		const name = escape.slice(1).replace(';', '');
		const known = HTML_ENTITIES.get(name) ?? HTML_ENTITIES.get(name.toLowerCase());
		return [[known ?? escape, length]];
	}
	return [[CONTROLS[escape[1]] ?? escape.slice(1), length]];
}

/** As UTF-8, and as Latin-1 where the bytes are not UTF-8. */
function decodeBytes(matches: RegExpExecArray[]): Array<[string, number]> {
	const bytes = matches.map(([, percent, hex, octal]) =>
		octal === undefined ? parseInt(percent ?? hex, 16) : parseInt(octal, 8) & 0xff,
	);
	const result: Array<[string, number]> = [];
	for (let index = 0; index < bytes.length;) {
		const size = sizeOfCharacter(bytes[index]);
		const sequence = Buffer.from(bytes.slice(index, index + size));
		const text = sequence.toString();
		const isUtf8 = sequence.length === size && Buffer.from(text).equals(sequence);
		const used = isUtf8 ? size : 1;
		const length = matches
			.slice(index, index + used)
			.reduce((total, [escape]) => total + escape.length, 0);
		result.push([isUtf8 ? text : String.fromCharCode(bytes[index]), length]);
		index += used;
	}
	return result;
}

/** Of a character of UTF-8, in bytes, by the first one. */
function sizeOfCharacter(first: number): number {
	if (first >= 0xf0) return 4;
	if (first >= 0xe0) return 3;
	return first >= 0xc0 ? 2 : 1;
}

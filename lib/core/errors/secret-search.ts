import { decodeEscapes, TracedText } from './escapes';
import { Needles, type Span } from './needles';

/** Shorter secrets cannot be told from ordinary text. In characters. */
const MIN_SECRET_LENGTH = 4;
/** How many layers of escapes are taken off. */
const MAX_LAYERS = 6;
/** Of the compact form of a secret, whose word boundaries are gone. */
const MIN_COMPACT_LENGTH = 8;
const MIN_CUT_LENGTH = 4;
const MIN_COMPACT_CUT_LENGTH = 6;
const ENCODED = /[A-Za-z0-9+/_=-]/;
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;

/**
 * Finds secrets in a text, in every form in which a service may echo them: in other letter case, with
 * any mixture of the escapes of `decodeEscapes`, and as hex or Base64 of either alphabet, wherever it
 * starts in the encoded data. The work grows with the length of the text and no faster.
 */
export class SecretSearch {
	private readonly plain: Needles;
	private readonly compact: Needles;

	/** @param secrets those that are too short are ignored */
	constructor(secrets: readonly string[]) {
		const known = secrets.flatMap(readable).filter((secret) => !isTooShort(secret));
		const forms = known.flatMap((secret) => layersOf(secret).map(({ text }) => fold(text)));
		this.plain = new Needles(
			// Without a backslash at the end, which may belong to what stands behind the secret.
			forms
				.flatMap((form) => [form, form.replace(/\\+$/, '')])
				.filter((form) => form.length >= MIN_SECRET_LENGTH),
			MIN_CUT_LENGTH,
		);
		this.compact = new Needles(known.flatMap(compactForms), MIN_COMPACT_CUT_LENGTH);
	}

	/**
	 * Replaces every secret by `***`.
	 *
	 * @param alsoPieces whether pieces of secrets are replaced too, as of a text that was cut
	 */
	clean(text: string, alsoPieces: boolean): string {
		const spans: Span[] = layersOf(text).flatMap((layer) =>
			[...this.searchPlain(layer, alsoPieces), ...this.searchCompact(layer, alsoPieces)].map(
				([start, end]): Span => [layer.start(start), layer.end(end - 1)],
			),
		);
		return replaceSpans(text, spans);
	}

	private searchPlain({ text }: TracedText, alsoPieces: boolean): Span[] {
		const folded = fold(text);
		if (!alsoPieces) return this.plain.findWhole(folded);
		return [
			...this.plain.findWhole(folded),
			...this.plain.findPieces(folded),
			...this.plain.findCut(folded, 0, folded.length),
			...this.plain.findCut(folded, ...withoutEdges(folded)),
			...this.plain.findCut(folded, 0, withoutCutEscape(text)),
		];
	}

	private searchCompact({ text }: TracedText, alsoPieces: boolean): Span[] {
		const { compact, positions } = compactOf(text);
		const whole = this.compact.findWhole(compact);
		const spans = alsoPieces
			? [
					...whole,
					...this.compact.findPieces(compact),
					...this.compact.findCut(compact, 0, compact.length),
				]
			: whole;
		let run: Span = [0, 0];
		return spans.map(([first, end]): Span => {
			let from = positions[first];
			let to = positions[end - 1] + 1;
			// Known already, since a long run may contain many spans.
			if (from >= run[0] && to <= run[1]) return run;
			// At either end, a character of Base64 may hold bits of the secret and of its neighbor.
			while (from > 0 && ENCODED.test(text[from - 1])) from--;
			while (to < text.length && ENCODED.test(text[to])) to++;
			return (run = [from, to]);
		});
	}
}

/** Whether a secret, in any form, could stand in ordinary text by chance, like a letter or a short number. */
export function isTooShort(secret: string): boolean {
	return [...layersOf(secret).map(({ text }) => text), ...base64Forms(secret.trim())].some(isShort);
}

function isShort(text: string): boolean {
	return text.trim().length < MIN_SECRET_LENGTH;
}

/**
 * A pass through UTF-8 replaces incomplete characters, which cannot be encoded. Others read UTF-8 as
 * Latin-1, or compose letters and their accents in another way.
 */
function readable(secret: string): string[] {
	const itself = secret.trim();
	const bytes = Buffer.from(itself);
	const composed = [itself.normalize('NFC'), itself.normalize('NFD')];
	return [...new Set([itself, bytes.toString(), bytes.toString('latin1'), ...composed])];
}

/** The text itself, and what is left when layer after layer of escapes is taken off. */
function layersOf(text: string): TracedText[] {
	const layers = [new TracedText(text)];
	while (layers.length <= MAX_LAYERS) {
		const last = layers[layers.length - 1];
		const next = decodeEscapes(last);
		if (next === last) break;
		layers.push(next);
	}
	return layers;
}

/** One case, and one kind of space: a form has a plus sign for it. Keeps the length. */
function fold(text: string): string {
	const lower = text.toLowerCase();
	// Of all letters, only U+0130 is longer in lower case.
	const folded =
		lower.length === text.length ? lower : text.replaceAll('\u0130', 'I').toLowerCase();
	return folded.replace(/[+\s]/g, ' ').replaceAll('ς', 'σ');
}

/**
 * Letters and digits alone, in one case, so that line breaks, separators and the two alphabets of
 * Base64 make no difference, nor does any way to quote.
 */
function compactOf(text: string): { compact: string; positions: number[] } {
	const folded = fold(text);
	const positions: number[] = [];
	let compact = '';
	for (let index = 0; index < folded.length; index++) {
		if (!LETTER_OR_DIGIT.test(folded[index])) continue;
		compact += folded[index];
		positions.push(index);
	}
	return { compact, positions };
}

function compactForms(secret: string): string[] {
	const itself = compactOf(secret).compact;
	// Also as part of a form or of JSON: gateways write whole bodies in Base64 or hex.
	const inBody = new URLSearchParams([['', secret]]).toString().slice(1);
	const written = [...new Set([secret, inBody, JSON.stringify(secret).slice(1, -1)])];
	return [
		...written.map((text) => Buffer.from(text).toString('hex')),
		...written.flatMap(base64Forms),
		...(itself.length >= MIN_COMPACT_LENGTH ? [itself] : []),
	];
}

/** In the three ways in which the bytes may meet the groups of three, without what depends on others. */
function base64Forms(secret: string): string[] {
	const bytes = Buffer.from(secret);
	return [0, 1, 2].map((offset) => {
		const encoded = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
		const whole = Math.floor(((offset + bytes.length) * 8) / 6);
		return compactOf(encoded.slice(Math.ceil((offset * 8) / 6), whole)).compact;
	});
}

/** Without what may stand around a text that was cut, like dots or quotes. */
function withoutEdges(text: string): Span {
	let begin = 0;
	let end = text.length;
	while (begin < end && !LETTER_OR_DIGIT.test(text[begin])) begin++;
	while (end > begin && !LETTER_OR_DIGIT.test(text[end - 1])) end--;
	return [begin, end];
}

/** @returns where an escape begins that was cut, or the end of the text */
function withoutCutEscape(text: string): number {
	const rest = text.slice(-10);
	const cut = /(?:%[0-9a-f]?|\\[ux]?[0-9a-f]{0,7}|&#?\w{0,8})$/i.exec(rest);
	return text.length - (cut?.[0].length ?? 0);
}

function replaceSpans(text: string, spans: Span[]): string {
	spans.sort(([a], [b]) => a - b);
	let result = '';
	let position = 0;
	for (let index = 0; index < spans.length; index++) {
		const [start] = spans[index];
		let end = spans[index][1];
		while (index + 1 < spans.length && spans[index + 1][0] <= end) {
			end = Math.max(end, spans[++index][1]);
		}
		result += `${text.slice(position, start)}***`;
		position = end;
	}
	return result + text.slice(position);
}

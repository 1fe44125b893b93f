/** For a character class: white space, control characters, and those without a shape, e.g. zero-width ones. */
const INVISIBLE = String.raw`\s\p{Cc}\p{Cf}`;
const VISIBLE = new RegExp(`[^${INVISIBLE}]`, 'u');
/** A client secret may begin or end with a space (RFC 6749, appendix A.2). */
const VISIBLE_OR_SPACE = new RegExp(`[^${INVISIBLE}]| `, 'u');

/** What `trimInvisible` and `trimSecret` remove, as regular expressions for an expression of n8n. */
export const AROUND_TEXT = `/^[${INVISIBLE}]+|[${INVISIBLE}]+$/gu`;
export const AROUND_SECRET = `/^(?:(?! )[${INVISIBLE}])+|(?:(?! )[${INVISIBLE}])+$/gu`;

/** Removes spaces and invisible characters around a text, which come along when it is pasted. */
export function trimInvisible(text: string): string {
	return trimTo(VISIBLE, text);
}

/** Removes invisible characters around a secret, but not spaces, which may be part of it. */
export function trimSecret(secret: string): string {
	return trimTo(VISIBLE_OR_SPACE, secret);
}

function trimTo(kept: RegExp, text: string): string {
	const start = text.search(kept);
	if (start < 0) return '';
	let end = text.length;
	let last = lastCharacter(text, end);
	while (!kept.test(last)) {
		end -= last.length;
		last = lastCharacter(text, end);
	}
	return text.slice(start, end);
}

/** The whole character: half of a surrogate pair does not show whether the pair is visible. */
function lastCharacter(text: string, end: number): string {
	const isPair = (text.codePointAt(end - 2) ?? 0) > 0xffff;
	return text.slice(end - (isPair ? 2 : 1), end);
}

/**
 * Turns full-width letters, digits and signs, as input methods for Japanese type them, into the ASCII
 * characters they stand for. Everything else stays as it is.
 */
export function toAsciiWidth(text: string): string {
	return text
		.replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
		.replaceAll('\u3000', ' ');
}

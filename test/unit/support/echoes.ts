/** A second opinion on how services write texts: shares nothing with `lib/`. */
export type Encode = (text: string) => string;

const bytesOf = (text: string): number[] => [...new TextEncoder().encode(text)];
const hex = (value: number, length: number): string => value.toString(16).padStart(length, '0');
const units = (text: string): number[] =>
	Array.from({ length: text.length }, (_, index) => text.charCodeAt(index));
const points = (text: string): number[] => Array.from(text, (char) => char.codePointAt(0) ?? 0);
const escapeUnits = (text: string, isEscaped: (unit: number) => boolean): string =>
	units(text)
		.map((unit) => (isEscaped(unit) ? `\\u${hex(unit, 4)}` : String.fromCharCode(unit)))
		.join('');

const percentAll: Encode = (text) =>
	bytesOf(text)
		.map((byte) => `%${hex(byte, 2)}`)
		.join('');
const lowerPercent: Encode = (text) =>
	encodeURIComponent(text).replace(/%../g, (escape) => escape.toLowerCase());
const form: Encode = (text) => new URLSearchParams([['', text]]).toString().slice(1);
const json: Encode = (text) => JSON.stringify(text).slice(1, -1);
const phpJson: Encode = (text) =>
	escapeUnits(json(text).replaceAll('/', '\\/'), (unit) => unit > 126);
const htmlSpecial: Encode = (text) =>
	text
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll('"', '&quot;')
		.replaceAll("'", '&#039;');
const NAMES: Record<string, string> = {
	'&': 'amp',
	'<': 'lt',
	'"': 'quot',
	"'": 'apos',
	'/': 'sol',
	'+': 'plus',
	'=': 'equals',
	'%': 'percnt',
	'\\': 'bsol',
	'{': 'lcub',
	'(': 'lpar',
	$: 'dollar',
	'#': 'num',
	'@': 'commat',
	'!': 'excl',
	é: 'eacute',
	ü: 'uuml',
};
const htmlNamed: Encode = (text) =>
	Array.from(text, (char) => (Object.hasOwn(NAMES, char) ? `&${NAMES[char]};` : char)).join('');
const htmlDecimal: Encode = (text) =>
	points(text)
		.map((point) => `&#${point};`)
		.join('');
const htmlHex: Encode = (text) =>
	points(text)
		.map((point) => `&#x${point.toString(16)};`)
		.join('');
const addSlashes: Encode = (text) => text.replace(/["'\\]/g, '\\$&');
const pythonText: Encode = (text) =>
	Array.from(text, (char) => {
		const point = char.codePointAt(0) ?? 0;
		if (char === '\\' || char === "'") return `\\${char}`;
		if (point < 127) return char;
		if (point < 256) return `\\x${hex(point, 2)}`;
		return point < 0x10000 ? `\\u${hex(point, 4)}` : `\\U${hex(point, 8)}`;
	}).join('');
const pythonBytes: Encode = (text) =>
	bytesOf(text)
		.map((byte) => {
			const char = String.fromCharCode(byte);
			if (char === '\\' || char === "'") return `\\${char}`;
			return byte < 127 ? char : `\\x${hex(byte, 2)}`;
		})
		.join('');
const octal: Encode = (text) =>
	bytesOf(text)
		.map((byte) => `\\${byte.toString(8).padStart(3, '0')}`)
		.join('');
const phpPoints: Encode = (text) =>
	points(text)
		.map((point) => `\\u{${point.toString(16)}}`)
		.join('');

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
/** RFC 4648, section 4, bit by bit. */
const base64: Encode = (text) => {
	const bits = bytesOf(text)
		.map((byte) => byte.toString(2).padStart(8, '0'))
		.join('');
	const digits = (bits.match(/.{1,6}/g) ?? []).map(
		(six) => ALPHABET[parseInt(six.padEnd(6, '0'), 2)],
	);
	return digits.join('').padEnd(Math.ceil(digits.length / 4) * 4, '=');
};
const urlSafe: Encode = (text) =>
	base64(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
const inHex: Encode = (text) =>
	bytesOf(text)
		.map((byte) => hex(byte, 2))
		.join('');

/** By what a user would call them. */
export const ECHOES: Record<string, Encode> = {
	'as it is': (text) => text,
	'percent-encoded': encodeURIComponent,
	'percent-encoded in lower case': lowerPercent,
	'percent-encoded throughout': percentAll,
	'percent-encoded twice': (text) => encodeURIComponent(encodeURIComponent(text)),
	'percent-encoded twice, in lower case': (text) => lowerPercent(lowerPercent(text)),
	'percent-encoded three times': (text) => encodeURIComponent(encodeURIComponent(percentAll(text))),
	'of JavaScript’s escape': (text) => escape(text),
	'of a form': form,
	'of a form, half decoded': (text) => decodeURIComponent(form(text)),
	'of a form, encoded again': (text) => encodeURIComponent(form(text)),
	JSON: json,
	'JSON in ASCII, with escaped slashes': phpJson,
	'JSON with nothing but escapes': (text) => escapeUnits(text, () => true),
	'JSON with nothing but escapes in upper case': (text) =>
		escapeUnits(text, () => true).replace(/[a-f]/g, (digit) => digit.toUpperCase()),
	'JSON within JSON': (text) => json(json(text)),
	'JSON within JSON within JSON': (text) => json(json(phpJson(text))),
	'HTML of PHP': htmlSpecial,
	'HTML with names': htmlNamed,
	'HTML in decimal': htmlDecimal,
	'HTML in hex': htmlHex,
	'HTML in hex, in upper case': (text) => htmlHex(text).toUpperCase(),
	'HTML twice': (text) => htmlSpecial(htmlSpecial(text)),
	'JSON within HTML': (text) => htmlSpecial(phpJson(text)),
	'HTML within JSON': (text) => phpJson(htmlNamed(text)),
	'percent-encoded within HTML within JSON': (text) => json(htmlHex(encodeURIComponent(text))),
	'addslashes of PHP': addSlashes,
	'PHP in octal': octal,
	'PHP by code point': phpPoints,
	'a text of Python': pythonText,
	'bytes of Python': pythonBytes,
	Base64: base64,
	'Base64 after one byte': (text) => base64(`:${text}`),
	'Base64 after two bytes, with more behind': (text) => base64(`a:${text}:b`),
	'Base64 with one byte behind': (text) => base64(`${text}:`),
	'Base64 in JSON of PHP': (text) => base64(`ab:${text}`).replaceAll('/', '\\/'),
	'Base64 in lines': (text) => (base64(`user:${text}`).match(/.{1,16}/g) ?? []).join('\r\n'),
	'Base64 in a form': (text) => form(base64(text)),
	'Base64 for addresses': urlSafe,
	'Base64 for addresses, after one byte': (text) => urlSafe(`:${text}`),
	'Base64 for addresses, after two bytes': (text) => urlSafe(`::${text}`),
	hex: inHex,
	'hex in upper case': (text) => inHex(text).toUpperCase(),
	'hex with colons': (text) => (inHex(text).match(/../g) ?? []).join(':'),
	'in upper case': (text) => text.toUpperCase(),
	'in lower case': (text) => text.toLowerCase(),
	'in upper case, percent-encoded': (text) => encodeURIComponent(text.toUpperCase()),
};

import * as fc from '../../property';

/** Texts that some layer between a field and the network is known to misread. */
export const NASTY_TEXTS = [
	...['', ' ', '+', '%', '%%', '%2', '%zz', '%20', '%00', '%0d%0a', '&', '=', '?', '#', ';', ':'],
	...[
		'\0',
		'\t',
		'\n',
		'\r\n',
		'\r\nX-Evil: 1\r\n\r\n',
		'\x7f',
		'\x80',
		'\u2028',
		'\ufeff',
		'\u00a0',
	],
	...[
		'"',
		"'",
		'\\',
		'\\"',
		'`',
		'<x>',
		'{}',
		'[]',
		'{{ 1 }}',
		'${1}',
		'$&',
		'|',
		'^',
		'~',
		'*',
		'!()',
	],
	...[
		'__proto__',
		'constructor',
		'prototype',
		'toString',
		'a[b]',
		'a[]',
		'a[__proto__]',
		'@',
		'//',
		'..',
	],
	...[
		'é',
		'カード',
		'👨‍👩‍👧',
		'\u202egnp',
		'ﬃ',
		'\ud83d',
		'\ude00',
		'\ude00\ud83d',
		'null',
		'undefined',
		'NaN',
	],
];

/** Any text: those above, random ones, and incomplete surrogate pairs. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
	fc.constantFrom(...NASTY_TEXTS),
	fc.array(fc.constantFrom(...NASTY_TEXTS), { maxLength: 5 }).map((parts) => parts.join('')),
	fc.string({ unit: 'binary', maxLength: 12 }),
	fc.string({ unit: 'grapheme', maxLength: 12 }),
	fc.string({ maxLength: 12 }),
	fc
		.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 6 })
		.map((units) => String.fromCharCode(...units)),
);

/** Whether every surrogate is part of a pair, checked unit by unit. */
export function isWhole(text: string): boolean {
	for (let index = 0; index < text.length; index++) {
		const unit = text.charCodeAt(index);
		if (unit < 0xd800 || unit > 0xdfff) continue;
		const next = text.charCodeAt(index + 1);
		if (unit > 0xdbff || !(next >= 0xdc00 && next <= 0xdfff)) return false;
		index++;
	}
	return true;
}

function encode(text: string, plain: string, space: string): string {
	let encoded = '';
	for (const byte of Buffer.from(text, 'utf8')) {
		const char = String.fromCharCode(byte);
		if (char === ' ') encoded += space;
		else if (/[A-Za-z0-9]/.test(char) || plain.includes(char)) encoded += char;
		else encoded += `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
	}
	return encoded;
}

/** `application/x-www-form-urlencoded` as defined in the WHATWG URL Standard, section 5.2. */
export function formText(pairs: ReadonlyArray<readonly [string, string]>): string {
	return pairs.map((pair) => pair.map((text) => encode(text, '*-._', '+')).join('=')).join('&');
}

/** One segment of a path: everything but letters, digits and these characters is encoded. */
export function segmentText(value: string): string {
	return encode(value, "-_.!~*'()", '%20');
}

/** Words that are left of a value that was missing. */
export const MISSING_WORDS = ['', 'undefined', 'null', 'NaN', '[object Object]'];

/** Full-width characters of ASCII as such. */
export function narrow(text: string): string {
	return text.replace(/[\uff01-\uff5e\u3000]/g, (sign) => sign.normalize('NFKC'));
}

/** A text without spaces and invisible characters around it. */
export function visible(text: string): string {
	return text
		.replace(/^[\s\p{Cc}\p{Cf}]+/u, '')
		.replace(/(?<![\s\p{Cc}\p{Cf}])[\s\p{Cc}\p{Cf}]+$/u, '');
}

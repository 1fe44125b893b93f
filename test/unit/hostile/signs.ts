import fc from 'fast-check';

/** Texts that some layer on the way to the wire is known to treat as something else. */
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

/** Any text: nasty ones, random ones of whole characters, and halves of surrogate pairs. */
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

/** Whether every surrogate has its other half, found unit by unit. */
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

function encode(text: string, plain: string, blank: string): string {
	let encoded = '';
	for (const byte of Buffer.from(text, 'utf8')) {
		const sign = String.fromCharCode(byte);
		if (sign === ' ') encoded += blank;
		else if (/[A-Za-z0-9]/.test(sign) || plain.includes(sign)) encoded += sign;
		else encoded += `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
	}
	return encoded;
}

/** `application/x-www-form-urlencoded` by its definition (WHATWG URL, section 5.2). */
export function formText(pairs: ReadonlyArray<readonly [string, string]>): string {
	return pairs.map((pair) => pair.map((text) => encode(text, '*-._', '+')).join('=')).join('&');
}

/** One segment of a path: everything but letters, digits and these signs is encoded. */
export function segmentText(value: string): string {
	return encode(value, "-_.!~*'()", '%20');
}

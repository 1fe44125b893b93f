import * as fc from '../../../property';
import {
	AROUND_SECRET,
	AROUND_TEXT,
	trimInvisible,
	trimSecret,
} from '../../../../lib/core/http/typed-text';
import { anyText, visible } from '../../hostile/texts';

const invisible = fc
	.array(
		fc.constantFrom(' ', '\t', '\0', '\u200b', '\ufeff', '\u{1bca0}', '\u{e0001}', '\u{e007f}'),
	)
	.map((signs) => signs.join(''));
const anyPasted = fc.tuple(invisible, anyText, invisible).map((parts) => parts.join(''));

/** What n8n makes of the same text in an expression of a credential. */
function replaced(text: string, around: string): string {
	const [, pattern, flags] = /^\/(.*)\/(\w+)$/u.exec(around) ?? [];
	return text.replace(new RegExp(pattern, flags), '');
}

test('nothing invisible stays around a text, in a node and in a credential', () => {
	fc.assert(
		fc.property(anyPasted, (text) => {
			expect(trimInvisible(text)).toBe(visible(text));
			expect(replaced(text, AROUND_TEXT)).toBe(visible(text));
		}),
		{ numRuns: 2000 },
	);
});

test('nothing but spaces stays around a secret, in a node and in a credential', () => {
	fc.assert(
		fc.property(anyPasted, (secret) => {
			const trimmed = trimSecret(secret);
			expect(trimmed).toBe(replaced(secret, AROUND_SECRET));
			expect(visible(trimmed)).toBe(visible(secret));
		}),
		{ numRuns: 2000 },
	);
});

test.each([
	['code\u{e007f}', 'code'],
	['\u{1bca0}code\u{1bca0}', 'code'],
	['🏯\u{e0001}', '🏯'],
	['\ud83d', '\ud83d'],
	['\u{e0001}', ''],
])('a surrogate pair is one character: %j', (text, trimmed) => {
	expect(trimInvisible(text)).toBe(trimmed);
	expect(trimSecret(text)).toBe(trimmed);
});

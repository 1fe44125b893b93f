import * as fc from '../../../property';
import { parseExpression, type Expression } from '../../../../lib/core/operation/expression';
import { keepsShape } from '../../../../lib/core/operation/json-template';

const parse = (template: string): Expression => parseExpression(template) as Expression;
/** Fills in the values as n8n does. */
const fillIn = ({ text }: Expression, values: string[]): string =>
	text.split('\0').reduce((json, typed, index) => `${json}${values[index - 1]}${typed}`);

const OBJECT = parse(
	`={ "card": "C-7", "note": "{{ $fromAI('note') }}", "points": {{ $fromAI('points') }} }`,
);
const LIST = parse(`=["{{ $fromAI('a') }}", 10, "{{ $fromAI('b') }}", "C-7", {{ $fromAI('c') }}]`);

it('values that a model fills in keep the shape of the template', () => {
	for (const values of [
		['', 1],
		['said {[,:]}', '-1.5e3'],
		['a \\"b\\" \\\\', null],
	]) {
		expect(keepsShape(OBJECT, values)).toBe(true);
	}
});

it('a model that fills in valid JSON with another member, key, type or fixed value does not', () => {
	const text = fc
		.array(
			fc.constantFrom('"', '\\', ',', ':', '{', '}', '[', ']', '1', 'card', 'points', ' ', 'x'),
		)
		.map((parts) => parts.join(''));
	const valuesOf = (template: Expression, values: string[]): unknown[] => {
		if (!keepsShape(template, values)) return [];
		try {
			return Object.entries(JSON.parse(fillIn(template, values)) as object);
		} catch {
			return [];
		}
	};
	const isScalar = (value: unknown): boolean => typeof value !== 'object' || value === null;
	fc.assert(
		fc.property(text, text, text, (a, b, c) => {
			const members = valuesOf(OBJECT, [a, b]) as Array<[string, unknown]>;
			if (members.length > 0) {
				expect(members.map(([key]) => key)).toEqual(['card', 'note', 'points']);
				expect(members[0][1]).toBe('C-7');
				expect(members.every(([, value]) => isScalar(value))).toBe(true);
			}
			const entries = valuesOf(LIST, [a, b, c]) as Array<[string, unknown]>;
			if (entries.length > 0) {
				expect(entries).toHaveLength(5);
				expect([entries[1][1], entries[3][1]]).toEqual([10, 'C-7']);
			}
		}),
		{ numRuns: 20_000 },
	);
	expect(keepsShape(OBJECT, ['", "card": "C-8', '1'])).toBe(false);
	expect(keepsShape(OBJECT, ['x', '1, "card": "C-8"'])).toBe(false);
	expect(keepsShape(OBJECT, ['x', '"text"'])).toBe(false);
	expect(keepsShape(LIST, ['\\', ',9999,"', '1'])).toBe(false);
	expect(keepsShape(LIST, ['x', 'y', ['z', { a: 1 }]])).toBe(false);
});

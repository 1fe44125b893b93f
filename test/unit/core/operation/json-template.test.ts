import fc from 'fast-check';
import { keepsShape } from '../../../../lib/core/operation/json-template';

const TEMPLATE = `={ "card": "C-7", "note": "{{ $fromAI('note') }}", "points": {{ $fromAI('points') }} }`;
const filledIn = (note: string, points: string): string =>
	`{ "card": "C-7", "note": "${note}", "points": ${points} }`;

it('values that a model fills in keep the shape of the template', () => {
	for (const [note, points] of [
		['', '1'],
		['said {[,:]}', '-1.5e3'],
		['a \\"b\\" \\\\', 'null'],
	]) {
		expect(keepsShape(TEMPLATE, filledIn(note, points))).toBe(true);
	}
});

it('a model that fills in valid JSON with another member, key or type does not', () => {
	const text = fc.array(
		fc.constantFrom('"', '\\', ',', ':', '{', '}', '[', ']', '1', 'card', 'points', ' ', 'x'),
	);
	fc.assert(
		fc.property(text, text, (note, points) => {
			const json = filledIn(note.join(''), points.join(''));
			if (!keepsShape(TEMPLATE, json)) return;
			let value: Record<string, unknown>;
			try {
				value = JSON.parse(json) as Record<string, unknown>;
			} catch {
				return;
			}
			expect(Object.keys(value)).toEqual(['card', 'note', 'points']);
			expect(value.card).toBe('C-7');
			expect(typeof value.points).not.toBe('object');
		}),
		{ numRuns: 20_000 },
	);
	expect(keepsShape(TEMPLATE, filledIn('", "card": "C-8', '1'))).toBe(false);
	expect(keepsShape(TEMPLATE, filledIn('x', '1, "card": "C-8"'))).toBe(false);
	expect(keepsShape(TEMPLATE, filledIn('x', '"text"'))).toBe(false);
	expect(keepsShape('={ "{{ $fromAI("k") }}": 1 }', '{ "card": 1 }')).toBe(false);
});

import { anchorsOf, read } from './support/files';
import { linksOf, linksToNothing } from './support/links';

const page = read('docs/decisions.md');
const [contents, ...decisions] = page.split(/^## /m).map((text): [string, string[]] => {
	const [title, ...lines] = text.split('\n');
	return [title, lines.filter((line) => line !== '')];
});

test('the page of decisions links to files and headings that exist', () => {
	expect(linksToNothing(page.replaceAll('](#', '](decisions.md#'))).toEqual([]);
});

test('its contents list every decision once, in their order', () => {
	const listed = linksOf(contents[1].join('\n')).filter((link) => link.startsWith('#'));
	expect(decisions.length).toBeGreaterThan(20);
	expect(listed).toEqual(
		decisions.flatMap(([title]) => anchorsOf(`## ${title}`)).map((anchor) => `#${anchor}`),
	);
});

describe.each(decisions)('%s', (_title, lines) => {
	it('has its context, choice and consequence', () => {
		const parts = lines.flatMap((line) => /^\*\*(\w+)\.\*\* /.exec(line)?.[1] ?? []);
		expect(parts).toEqual(['Context', 'Choice', 'Consequence']);
	});

	it('takes at most ten lines, of at most 140 characters', () => {
		expect(lines.length).toBeLessThanOrEqual(10);
		expect(lines.filter((line) => line.length > 140)).toEqual([]);
	});
});

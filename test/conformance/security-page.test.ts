import { read } from './support/files';
import { linksOf, linksToNothing, targetOf } from './support/links';

const page = read('docs/for-your-security-team.md');

/** The rows below a heading, as text. */
function rowsBelow(heading: string): string[] {
	const [, section = ''] = page.split(`## ${heading}\n`);
	return (section.split('\n## ', 1)[0].match(/^\|.*\|$/gm) ?? []).slice(2);
}

test('the page for security teams links to files and headings that exist', () => {
	expect(linksOf(page).length).toBeGreaterThan(25);
	expect(linksToNothing(page)).toEqual([]);
});

test('every claim about what was tested names its test', () => {
	const claims = rowsBelow('What was tested');
	expect(claims.length).toBeGreaterThanOrEqual(10);
	const unproven = claims.filter(
		(row) => !linksOf(row).some((link) => /^test\/.*\.test\.ts$/.test(targetOf(link))),
	);
	expect(unproven).toEqual([]);
});

/** A figure, and where the test behind it has it. */
const FIGURES: Array<[figure: string, file: string, source: RegExp]> = [
	[
		'more than 100 executions',
		'test/host/secrets.test.ts',
		/executions\.length\)\.toBeGreaterThan\(100\)/,
	],
	['3,000 generated base URLs', 'test/unit/hostile/origins.test.ts', /numRuns: 3_000/],
	['200 calls, 20 at once', 'test/queue/queue.test.ts', /webhook calls, 20 at once/],
	['200 calls, 20 at once', 'test/queue/load.ts', /CALLS = 200;/],
	['at most 5 of 15 questions', 'test/host/check-card.test.ts', /length: 15 \}/],
	['at most 5 of 15 questions', 'test/host/card-webhook.ts', /questionsPerVisitor: 5\b/],
	['14 kinds of answers', 'test/host/check-card.test.ts', /toHaveLength\(14\)/],
];

test.each(FIGURES)('"%s" stands in %s', (figure, file, source) => {
	expect(page).toContain(figure);
	expect(read(file)).toMatch(source);
});

test('counts in the page are those of what it counts', () => {
	const countIn = (pattern: RegExp): number => Number(pattern.exec(page)?.[1]);
	const kinds = /toEqual\(\[\n((?:\t+'.*',\n)+)/.exec(read('test/host/secrets.test.ts'));
	expect(countIn(/(\d+) kinds of secrets/)).toBe(kinds?.[1].trim().split('\n').length);
	const faults = (read('docs/faults.md').match(/^\| .*\|$/gm) ?? []).filter(
		(row) => !/^\| (Fault|---)/.test(row),
	);
	expect(countIn(/(\d+) rows of \[faults/)).toBe(faults.length);
	const [, ways = ''] =
		/^const REVEALING.* = \[\n(.*?)^\];/ms.exec(read('test/host/http-request.test.ts')) ?? [];
	expect(countIn(/(\d+) ways in n8n/)).toBe(ways.match(/^\t\[/gm)?.length);
	expect(countIn(/\| (\d+) settings/)).toBe(rowsBelow('n8n settings that matter').length);
});

test.each(['README.md', 'SECURITY.md'])('%s links to the page', (file) => {
	expect(linksOf(read(file))).toContain('docs/for-your-security-team.md');
});

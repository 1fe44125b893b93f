import { UserError } from '../support/user-error';

const repository = 'https://github.com/n8n-nodes-saison-marta/n8n-nodes-saison-marta';
/** Files that every package contains: links to them stay as they are. */
const packed = ['LICENSE'];

interface ReadmeParts {
	template: string;
	/** The README of the repository. */
	readme: string;
	/** The names of the package's examples. */
	examples: string[];
}

/**
 * A package's README: its template with the sections that it names, taken from the README of the repository, and
 * with links that work outside the repository.
 */
export function packageReadme({ template, readme, examples }: ReadmeParts): string {
	const text = template
		.replace(/^<!-- README section: (.+) -->$/gm, (_line, heading: string) =>
			section(readme, heading),
		)
		.replace(/^<!-- README examples -->$/gm, () => exampleTable(readme, examples));
	const unknown = /<!-- .* -->/.exec(text);
	if (unknown) throw new UserError(`A README's template has ${unknown[0]}, which is unknown.`);
	return withAbsoluteLinks(text);
}

/** A heading and everything below it, up to the next heading of the same level or a higher one. */
function section(readme: string, heading: string): string {
	const lines = readme.split('\n');
	const levels = headingLevels(lines);
	const from = lines.findIndex(
		(line, index) => levels[index] > 0 && line.replace(/^#+ /, '') === heading,
	);
	if (from === -1) {
		throw new UserError(
			`README.md has no section "${heading}", which a package's README includes.`,
		);
	}
	const length = levels.slice(from + 1).findIndex((level) => level > 0 && level <= levels[from]);
	const to = length === -1 ? lines.length : from + 1 + length;
	return lines.slice(from, to).join('\n').trim();
}

/** 1 to 6 for a heading, 0 for any other line; a `#` in a code block starts no heading. */
function headingLevels(lines: string[]): number[] {
	let inCode = false;
	return lines.map((line) => {
		if (/^\s*```/.test(line)) inCode = !inCode;
		return inCode ? 0 : (/^(#+) /.exec(line)?.[1].length ?? 0);
	});
}

/** The README's table of examples with the rows of this package only; a row may name several examples. */
function exampleTable(readme: string, examples: string[]): string {
	const [head, line, ...rows] = section(readme, 'Examples')
		.split('\n')
		.filter((text) => text.startsWith('|'));
	const isNamedIn = (row: string, name: string): boolean => row.includes(`\`${name}\``);
	const missing = examples.find((name) => !rows.some((row) => isNamedIn(row, name)));
	if (missing !== undefined) {
		throw new UserError(`README.md's table of examples has no row for "${missing}".`);
	}
	const own = rows.filter((row) => examples.some((name) => isNamedIn(row, name)));
	return [head, line, ...own].join('\n');
}

function withAbsoluteLinks(text: string): string {
	return text.replace(
		/(!?)\[([^\]]*)\]\(([^)\s]+)\)/g,
		(link: string, mark: string, words: string, target: string) => {
			if (/^(https?:|mailto:|#)/.test(target) || packed.includes(target)) return link;
			// A picture is shown as it is; `blob` would give a page around it.
			return `${mark}[${words}](${repository}/${mark ? 'raw' : 'blob'}/main/${target})`;
		},
	);
}

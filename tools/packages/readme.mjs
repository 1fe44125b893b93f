import { PlainError } from '../support/plain-error.cjs';

const repository = 'https://github.com/n8n-nodes-saison-marta/n8n-nodes-saison-marta';
/** Files a package brings itself: links to them stay as they are. */
const packed = ['LICENSE'];

/**
 * A package's README: its template, with the sections it names taken from the README of all packages, and
 * with links that work outside the repository.
 *
 * @param {{ template: string, readme: string, examples: string[] }} parts `examples` by name
 */
export function packageReadme({ template, readme, examples }) {
	const text = template
		.replace(/^<!-- README section: (.+) -->$/gm, (_line, heading) => section(readme, heading))
		.replace(/^<!-- README examples -->$/gm, () => exampleTable(readme, examples));
	const left = /<!-- .* -->/.exec(text);
	if (left) throw new PlainError(`A README's template has ${left[0]}, which means nothing.`);
	return withAbsoluteLinks(text);
}

/** A heading and all below it, up to the next of its rank. */
function section(readme, heading) {
	const lines = readme.split('\n');
	const fenced = fencedLines(lines);
	const rankAt = (index) => (fenced[index] ? 0 : (/^(#+) /.exec(lines[index])?.[1].length ?? 0));
	const from = lines.findIndex(
		(line, index) => rankAt(index) > 0 && line.replace(/^#+ /, '') === heading,
	);
	if (from === -1) {
		throw new PlainError(`README.md has no section "${heading}", which a package's README takes.`);
	}
	const isNext = (index) => rankAt(index) > 0 && rankAt(index) <= rankAt(from);
	let to = from + 1;
	while (to < lines.length && !isNext(to)) to++;
	return lines.slice(from, to).join('\n').trim();
}

/** Which lines are inside a code block, where a `#` is no heading. */
function fencedLines(lines) {
	let inside = false;
	return lines.map((line) => {
		const fence = /^\s*```/.test(line);
		if (fence) inside = !inside;
		return inside || fence;
	});
}

/** The rows of the README's table of examples that are this package's. */
function exampleTable(readme, examples) {
	const table = section(readme, 'Examples')
		.split('\n')
		.filter((line) => line.startsWith('|'));
	const rows = examples.map((name) => {
		const row = table.find((line) => line.startsWith(`| \`${name}\` |`));
		if (row) return row;
		throw new PlainError(`README.md's table of examples has no row for "${name}".`);
	});
	return [...table.slice(0, 2), ...rows].join('\n');
}

function withAbsoluteLinks(text) {
	return text.replace(/(!?)\[([^\]]*)\]\(([^)\s]+)\)/g, (link, mark, words, target) => {
		if (/^(https?:|mailto:|#)/.test(target) || packed.includes(target)) return link;
		// A picture is shown as it is; `blob` would give a page around it.
		return `${mark}[${words}](${repository}/${mark ? 'raw' : 'blob'}/main/${target})`;
	});
}

export const count = (value) => value.toLocaleString('en-US');
export const ratio = (value) => (value === undefined ? '–' : value.toFixed(2));
export const mb = (bytes) => `${Math.round(bytes / 1e6)} MB`;
export const ms = (value) => `${value.toFixed(2)} ms`;
export const seconds = (value) => `${(value / 1000).toFixed(value < 9_995 ? 2 : 1)} s`;

/** A Markdown table whose columns are aligned in the source too. */
export function markdownTable(head, rows) {
	const lines = [head, ...rows].map((cells) => cells.map((cell) => String(cell)));
	const widths = head.map((_, column) =>
		Math.max(3, ...lines.map((cells) => cells[column].length)),
	);
	const draw = (cells) => `| ${cells.map((cell, i) => cell.padEnd(widths[i])).join(' | ')} |`;
	const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`;
	return [draw(lines[0]), rule, ...lines.slice(1).map(draw)].join('\n');
}

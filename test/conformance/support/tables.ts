/** The rows of all Markdown tables in a text, their heads included, as the texts of their cells. */
export function rowsOf(markdown: string): string[][] {
	return (markdown.match(/^\|.*\|$/gm) ?? [])
		.filter((row) => !/^[|\s:-]+$/.test(row))
		.map((row) =>
			row
				.slice(1, -1)
				.split('|')
				.map((cell) => cell.trim()),
		);
}

/** The rows of the table below a heading, without its head. */
export function rowsBelow(heading: string, page: string): string[][] {
	const [, section = ''] = page.split(`# ${heading}\n`);
	return rowsOf(section.split(/\n#/, 1)[0]).slice(1);
}

import Table from 'cli-table3';
import stringWidth from 'string-width';

/** A row by the names of its columns. */
export type Row = Record<string, string | number | boolean | null | undefined>;

const maxColumns = 66;
const padding = 2;

/** Rows as a table for the terminal, where a Japanese character takes two columns; long cells are cut. */
export function table(rows: Row[]): string {
	const head = [...new Set(rows.flatMap((row) => Object.keys(row)))];
	const cells = rows.map((row) => head.map((name) => String(row[name] ?? '')));
	const colWidths = head.map((_name, column) =>
		cells.some((row) => stringWidth(row[column]) > maxColumns) ? maxColumns + padding : null,
	);
	const drawn = new Table({ head, colWidths, style: { head: [], border: [], compact: true } });
	drawn.push(...cells);
	return drawn.toString();
}

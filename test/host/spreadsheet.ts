/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a test */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** A cell as SheetJS describes it: `n` is a number, `s` text; `f` is the formula that it would calculate. */
export interface Cell {
	t: string;
	v: unknown;
	f?: string;
}

interface SheetJs {
	read(file: Buffer, options?: object): { SheetNames: string[]; Sheets: Record<string, Sheet> };
	utils: { decode_range(range: string): { e: { r: number; c: number } } };
}

interface Sheet {
	'!data': Array<Array<Cell | undefined> | undefined>;
	'!ref': string;
}

/** The rows of a spreadsheet file by the names in its first row, opened with the library that n8n brings along. */
export class Spreadsheets {
	private readonly sheetJs: SheetJs;

	constructor(hostDir: string) {
		this.sheetJs = createRequire(join(hostDir, 'node_modules', 'n8n', 'package.json'))(
			'@e965/xlsx',
		);
	}

	/** @throws when it is not a complete file */
	rows(path: string): Array<Record<string, Cell | undefined>> {
		const file = this.sheetJs.read(readFileSync(path), { dense: true });
		const sheet = file.Sheets[file.SheetNames[0]];
		const [head, ...rows] = sheet['!data'];
		const names = (head ?? []).map((cell) => String(cell?.v));
		return rows.map((row) =>
			Object.fromEntries(names.map((name, column) => [name, row?.[column]])),
		);
	}
}

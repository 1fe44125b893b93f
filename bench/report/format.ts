export const count = (value: number) => value.toLocaleString('en-US');
export const ratio = (value?: number) => (value === undefined ? '–' : value.toFixed(2));
export const mb = (bytes: number) => `${Math.round(bytes / 1e6)} MB`;
export const ms = (value: number) => `${value.toFixed(2)} ms`;
export const seconds = (value: number) => `${(value / 1000).toFixed(value < 9_995 ? 2 : 1)} s`;

export function markdownTable(head: string[], rows: string[][]): string {
	const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
	return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

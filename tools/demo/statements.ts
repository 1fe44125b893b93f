import { itemsOf } from '../n8n-host/n8n-rest';
import type { DemoEnvironment } from './environment';
import type { DemoResult } from './result';
import type { Row } from './table';

interface Summary {
	text: string;
	changed: number;
	unchanged: number;
	notRead: number;
}

/** Writes the statements of all connected members to a file, twice: the second time, nothing has changed. */
export async function runStatements({ n8n, workflows }: DemoEnvironment): Promise<DemoResult[]> {
	const workflow = workflows['statements-to-spreadsheet'];
	await n8n.rest.runWorkflow(workflow.id, 'Set Up the Table Once');
	const rows: Row[] = [];
	const texts: string[] = [];
	let problem: string | undefined;
	for (const run of ['first', 'second']) {
		const { data } = await n8n.rest.runWorkflow(workflow.id, 'Every Morning at 4', {
			timeout: 180_000,
		});
		const connected = itemsOf(data, 'Connected Members').length;
		const [summary] = itemsOf<Summary>(data, 'Summary');
		const { changed, unchanged, notRead, text } = summary ?? {};
		const files = itemsOf(data, 'Write the File').length;
		rows.push({ run, changed, unchanged, 'not read': notRead, files });
		texts.push(text ?? '');
		const isRight =
			run === 'first' ? changed === connected && files === 1 : changed === 0 && !files;
		const error = data.resultData.error?.message ?? `the ${run} run wrote the wrong rows`;
		if (!isRight || connected === 0) problem ??= error;
	}
	return [
		{ title: workflow.name, rows, problem },
		{
			title: `${workflow.name}: the summary of the first run`,
			rows: texts[0].split('\n').map((text) => ({ text })),
		},
	];
}

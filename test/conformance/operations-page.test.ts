/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- writes a page of the docs */
import { writeFileSync } from 'node:fs';
import { operationsPage, UPDATE } from '../operations/page';
import { pathOf, read } from './support/files';
import { marta, saison } from './support/nodes';
import { sampleNode } from './support/sample-table';

const PAGE = 'docs/operations.md';

test(`${PAGE} shows the example of every operation; to update it: ${UPDATE}`, () => {
	const page = operationsPage([
		{ title: 'Saison Connect', ...saison },
		{ title: 'MARTA', ...marta },
	]);
	if (process.env.UPDATE_DOCS === '1') writeFileSync(pathOf(PAGE), page);
	expect(read(PAGE)).toBe(page);
});

test('an example is shown with what is set, sent and returned', () => {
	const page = operationsPage([{ title: 'Tickets', ...sampleNode() }]);
	expect(page.slice(page.indexOf('## Tickets'))).toBe(
		[
			...['## Tickets', '', '### Ticket: Get', ''],
			...['```json', '{', '\t"resource": "ticket",', '\t"operation": "get",'],
			...['\t"ticketId": "T-1"', '}', '```', ''],
			...['Sends:', '', '```http', 'GET /ticket/T-1', '```', ''],
			...['Returns:', '', '```json', '{', '\t"ok": true', '}', '```', ''],
		].join('\n'),
	);
});

test('a long list is shown as a list', () => {
	const calls = read(PAGE).split('### Contract Call: Send').slice(1);
	const schemas = calls.map((section) => {
		const [, json] = /```json\n(.*?)\n```/s.exec(section) ?? [];
		return (JSON.parse(json) as { contractParameters: { schema: unknown } }).contractParameters
			.schema;
	});
	expect(schemas).toEqual([expect.any(Array), expect.any(Array)]);
});

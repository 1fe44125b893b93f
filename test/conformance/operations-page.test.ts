/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- writes a page of the docs */
import { writeFileSync } from 'node:fs';
import type { INodeParameters } from 'n8n-workflow';
import { operationsPage, UPDATE } from '../operations/page';
import { pathOf, read } from './support/files';
import { marta, saison } from './support/nodes';
import { sampleNode, type SampleChanges } from './support/sample-table';

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
	expect(page.slice(page.indexOf('## Tickets'), page.indexOf('## What an AI model'))).toBe(
		[
			...['## Tickets', '', '### Ticket: Get', ''],
			...['```json', '{', '\t"resource": "ticket",', '\t"operation": "get",'],
			...['\t"ticketId": "T-1"', '}', '```', ''],
			...['Sends:', '', '```http', 'GET /ticket/T-1', '```', ''],
			...['Returns:', '', '```json', '{', '\t"ok": true', '}', '```', '', ''],
		].join('\n'),
	);
});

test('it ends with what an AI model may fill in', () => {
	const listed = (operation: SampleChanges['operation']): string | undefined =>
		operationsPage([{ title: 'Tickets', ...sampleNode({ operation }) }])
			.split('\nTickets:\n\n')
			.at(1);
	const ofReads = ({ contractOperation }: INodeParameters): string[] =>
		JSON.stringify(contractOperation).includes('GET ') ? ['ticketId'] : [];
	expect([
		listed({}),
		listed({ modelFields: ['ticketId'] }),
		listed({ modelFields: ofReads }),
	]).toEqual([
		'- **Ticket → Get**: nothing\n',
		'- **Ticket → Get**: Ticket ID\n',
		'- **Ticket → Get**: Ticket ID (only if the call reads)\n',
	]);
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

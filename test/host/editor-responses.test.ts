import type { IDataObject } from 'n8n-workflow';
import { closeNode, openNode } from '../../tools/pictures/editor-actions';
import { createForms, type FormNode } from '../../tools/pictures/workflows';
import { inspectForm, type FormReport } from './editor-dom';
import { startBrowserEnvironment, type EditorEnvironment } from './editor-environment';

/** The options for the form of a response, as far as they depend on each other. */
jest.setTimeout(600_000);

const FORM = '[data-test-id="node-parameters"]';
const PAGES = ['Pagination', 'Pagination Mode'];
const PARAMETER = [...PAGES, 'Parameter Name', 'Send Parameter In'];
const pages = (mode: string, more: IDataObject = {}): IDataObject => ({
	pagination: { pagination: { paginationMode: mode, ...more } },
});
const endsWhen = (paginationCompleteWhen: string): IDataObject => ({ paginationCompleteWhen });

const CASES: Array<[string, IDataObject, string[]]> = [
	['JSON', { responseFormat: 'json', outputPropertyName: 'data' }, ['Response Format']],
	...['text', 'file'].map((responseFormat): [string, IDataObject, string[]] => [
		responseFormat,
		{ responseFormat, outputPropertyName: 'data' },
		['Put Output in Field', 'Response Format'],
	]),
	[
		'page number',
		pages('pageNumber'),
		[...PARAMETER, 'First Page', 'Complete When', 'List Field', 'Max Pages'],
	],
	[
		'page size',
		pages('pageNumber', endsWhen('pageIsNotFull')),
		[...PARAMETER, 'First Page', 'Complete When', 'List Field', 'Page Size', 'Max Pages'],
	],
	[
		'field',
		pages('pageNumber', endsWhen('fieldHasValue')),
		[
			...PARAMETER,
			...['First Page', 'Complete When', 'Field to Check', 'Value on Last Page', 'Max Pages'],
		],
	],
	[
		'offset',
		pages('offset', endsWhen('pageIsNotFull')),
		[...PARAMETER, 'First Offset', 'Complete When', 'List Field', 'Page Size', 'Max Pages'],
	],
	['cursor', pages('cursor'), [...PARAMETER, 'Cursor Field', 'Max Pages']],
	['link', pages('responseContainsNextURL'), [...PAGES, 'Next Link Field', 'Max Pages']],
];

let environment: EditorEnvironment;

beforeAll(async () => {
	environment = await startBrowserEnvironment();
	const forms = CASES.map(([name, options], index): FormNode => {
		const request = { resource: 'apiRequest', operation: 'send', method: 'GET', path: '/x' };
		const node = index % 2 ? 'marta' : 'saisonConnect';
		return { node, name, parameters: { ...request, options } };
	});
	const { id } = await createForms(environment.n8n.rest, environment, forms);
	await environment.open(`/workflow/${id}`);
});
afterAll(async () => await environment?.stop());
afterEach(() => expect(environment.browserErrors.splice(0)).toEqual([]));

it.each(CASES)('The options for %s show what belongs to them', async (name, _, labels) => {
	await openNode(environment.page, name);
	try {
		// n8n adds the fields of a group a moment after the others.
		const last = labels[labels.length - 1];
		await environment.page.locator(FORM).getByText(last, { exact: true }).waitFor();
		const report: FormReport = await environment.page.evaluate(inspectForm);
		await environment.picture(`response-${name.replace(' ', '-')}`, FORM);
		const shown = report.labels.slice(report.labels.indexOf('Options') + 1);
		expect({ ...report, labels: shown, withoutHelp: [] }).toEqual({
			labels,
			cut: [],
			withoutHelp: [],
			unlabelled: [],
			overlaps: [],
			outside: [],
		});
	} finally {
		await closeNode(environment.page);
	}
});

import type { INodeProperties, INodePropertyOptions, INodeType } from 'n8n-workflow';
import { Marta } from '../../nodes/Marta/Marta.node';
import { SaisonConnect } from '../../nodes/SaisonConnect/SaisonConnect.node';
import { SaisonConnectTrigger } from '../../nodes/SaisonConnect/SaisonConnectTrigger.node';
import { closeNode, openNode, readOptions } from '../../tools/pictures/editor-actions';
import { createForms } from '../../tools/pictures/workflows';
import { pollUntil } from '../../tools/support/poll';
import { inspectForm } from './editor-dom';
import { FORMS, type ShownForm } from './editor-forms';
import { startBrowserEnvironment, type EditorEnvironment } from './editor-environment';

/** Every resource and operation of each node, opened once. */
jest.setTimeout(600_000);

const NODES: Record<string, INodeType> = {
	saisonConnect: new SaisonConnect(),
	saisonConnectTrigger: new SaisonConnectTrigger(),
	marta: new Marta(),
};
/** Of n8n, in every such list. */
const CUSTOM_CALL = { name: 'Custom API Call', description: '' };
const WITHOUT_HELP = ['Resource', 'Operation', 'Event', 'Options'];
/** Longer than the two lines that n8n shows of a description. */
const TOO_LONG = ['Create State', 'Exchange Code', 'Get Authorize URL', 'Refresh Tokens'];

let environment: EditorEnvironment;
const read = new Set<INodeProperties>();

beforeAll(async () => {
	environment = await startBrowserEnvironment();
	const { id } = await createForms(environment.n8n.rest, environment, FORMS);
	await environment.open(`/workflow/${id}`);
});
afterAll(async () => await environment?.stop());
afterEach(() => expect(environment.browserErrors.splice(0)).toEqual([]));

it('leaves no operation out', () => {
	for (const node of ['saisonConnect', 'marta']) {
		const operations = NODES[node].description.properties
			.filter(({ name }) => name === 'operation')
			.flatMap(({ options, displayOptions }) => {
				const [resource] = displayOptions?.show?.resource ?? [];
				return (options as INodePropertyOptions[]).map(
					({ value }) => `${node} ${resource}.${value}`,
				);
			});
		const shown = FORMS.filter((form) => form.node === node).map(({ name }) => name);
		expect(shown.sort()).toEqual(operations.sort());
	}
});

it.each(FORMS.map((form) => [form.name, form] as const))('%s', async (name, form) => {
	await openNode(environment.page, name);
	try {
		await lookAt(name, form);
	} finally {
		await closeNode(environment.page);
	}
});

async function lookAt(name: string, form: ShownForm): Promise<void> {
	let report = await environment.page.evaluate(inspectForm);
	// n8n adds some fields a moment after the others.
	await pollUntil(async () => {
		report = await environment.page.evaluate(inspectForm);
		return report.labels.join() === form.labels.join();
	});
	await environment.picture(`form-${name.replace(' ', '-')}`, '[data-test-id="ndv"]');
	expect({ ...report, withoutHelp: report.withoutHelp.filter(needsHelp) }).toEqual({
		labels: form.labels,
		cut: [],
		withoutHelp: [],
		unlabelled: [],
		overlaps: [],
		outside: [],
	});
	for (const list of listsOf(form)) await compareOptions(list);
}

function needsHelp(label: string): boolean {
	return !WITHOUT_HELP.includes(label);
}

/** The lists of this form that no form before it had. */
function listsOf({ node, parameters }: ShownForm): INodeProperties[] {
	const lists = NODES[node].description.properties.filter(({ type, displayOptions }) => {
		const conditions = Object.entries(displayOptions?.show ?? {});
		return (
			type === 'options' &&
			conditions.every(([name, values]) => values?.includes(parameters[name] as string))
		);
	});
	const unread = lists.filter((list) => !read.has(list));
	unread.forEach((list) => read.add(list));
	return unread;
}

async function compareOptions({ name, options }: INodeProperties): Promise<void> {
	const shown = await readOptions(environment.page, name);
	const wanted = (options as INodePropertyOptions[]).map((option) => ({
		name: option.name,
		description: option.description ?? '',
	}));
	const isCommon = name === 'resource' || name === 'operation';
	expect(shown.map((option) => ({ name: option.name, description: option.description }))).toEqual(
		isCommon ? [...wanted, CUSTOM_CALL] : wanted,
	);
	const cut = shown.filter(({ isCut }) => isCut).map((option) => option.name);
	expect(cut.filter((option) => !TOO_LONG.includes(option))).toEqual([]);
}

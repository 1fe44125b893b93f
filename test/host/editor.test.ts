/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- a test */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INodePropertyOptions } from 'n8n-workflow';
import { SaisonConnect } from '../../nodes/SaisonConnect/SaisonConnect.node';
import {
	canvasNode,
	closeNode,
	nodePanel,
	openFoundNode,
	openNode,
	openNodePanel,
	output,
	runWorkflow,
	searchNodes,
	showOutput,
} from '../../tools/pictures/editor-actions';
import { createRuns } from '../../tools/pictures/workflows';
import { pollUntil } from '../../tools/support/poll';
import { startBrowserEnvironment, type EditorEnvironment } from './editor-environment';

interface Workflow {
	name: string;
	nodes: Array<{ name: string }>;
	settings: object;
}

/** What a user sees in n8n's editor: the nodes in the panel, their runs, their errors, both themes. */
jest.setTimeout(600_000);
let environment: EditorEnvironment;
let workflows: Awaited<ReturnType<typeof createRuns>>;

beforeAll(async () => {
	environment = await startBrowserEnvironment();
	workflows = await createRuns(environment.n8n.rest, environment);
});
afterAll(async () => await environment?.stop());
afterEach(() => expect(environment.browserErrors.splice(0)).toEqual([]));

describe('the panel of nodes', () => {
	beforeAll(async () => {
		await environment.open('/workflow/new');
		await openNodePanel(environment.page);
	});

	// n8n shows a node and its trigger as one.
	it.each([
		['saison', ['Saison Connect']],
		['セゾン', ['Saison Connect']],
		['marta', ['MARTA']],
		['loyalty', ['MARTA']],
		['card', ['MARTA', 'Saison Connect']],
	])('finds by "%s" %p before all others', async (word, names) => {
		const found = await searchNodes(environment.page, word);
		await environment.picture(`panel-${word}`, nodePanel);
		expect(found.slice(0, names.length).sort()).toEqual(names);
		const icons = environment.page.locator(`${nodePanel} [data-test-id="item-iterator-item"] img`);
		expect(await icons.first().evaluate(naturalWidth)).toBeGreaterThan(0);
	});

	it('offers the trigger with both events, and every action', async () => {
		await searchNodes(environment.page, 'セゾン');
		const offered = await openFoundNode(environment.page, 'Saison Connect');
		await environment.picture('panel-actions', nodePanel);
		const actions = new SaisonConnect().description.properties
			.filter(({ name }) => name === 'operation')
			.flatMap(({ options }) => options as INodePropertyOptions[])
			.map(({ action }) => action);
		expect(actions).toHaveLength(10);
		expect(offered).toEqual(['On authorization redirect', 'On two factor redirect', ...actions]);
	});
});

describe('a run', () => {
	async function run(workflow: keyof typeof workflows, node: string): Promise<void> {
		await environment.open(`/workflow/${workflows[workflow].id}`);
		await runWorkflow(environment.page, node);
		await openNode(environment.page, node);
	}

	async function cells(): Promise<string[]> {
		const texts = await environment.page.locator(`${output} table :is(th, td)`).allInnerTexts();
		return texts.map((text) => text.trim()).filter(Boolean);
	}

	it('of Saison Connect is shown as a table and as JSON', async () => {
		await run('members', 'Saison Connect');
		await showOutput(environment.page, 'table');
		await environment.picture('run-saison-table');
		const row = ['000', expect.stringMatching(/card_meisho_sousho\s*:\s*セゾン/)];
		expect(await cells()).toEqual(['result_code', 'info_data', ...row, ...row, ...row]);

		await showOutput(environment.page, 'json');
		await environment.picture('run-saison-json');
		expect(await environment.page.innerText(`${output} .json-data`)).toMatch(
			/"card_meisho_sousho":\s*"セゾン/,
		);
		await closeNode(environment.page);
	});

	it('of MARTA is shown as a table and as JSON', async () => {
		await run('cards', 'MARTA');
		await showOutput(environment.page, 'table');
		await environment.picture('run-marta-table');
		const statuses = (await cells()).filter((cell) => /^\d{3}$/.test(cell));
		expect(statuses).toEqual(['200', '402', '404']);

		await showOutput(environment.page, 'json');
		await environment.picture('run-marta-json');
		expect(await environment.page.innerText(`${output} .json-data`)).toMatch(/"statusCode":\s*200/);
		await closeNode(environment.page);
	});

	async function shownError(): Promise<{ message: string; description: string }> {
		const part = (name: string): string => `${output} [data-test-id="node-error-${name}"]`;
		await environment.page.waitForSelector(part('message'));
		return {
			message: await environment.page.innerText(part('message')),
			description: await environment.page.innerText(part('description')),
		};
	}

	it('that fails names the item, what happened and what to do', async () => {
		await run('expired', 'Saison Connect');
		await environment.picture('error-member');
		expect(await shownError()).toEqual({
			message: "The member's access token has expired or is not valid. [item 1]",
			description: 'Get a new token for this member, store it, then run the item again.',
		});
		await closeNode(environment.page);
	});

	it('during a maintenance says so', async () => {
		const fault = { kind: 'status', status: 503, body: { error: 'maintenance' } } as const;
		environment.sandbox.saison.faults({
			match: { path: '/auth/account/profile' },
			fault,
			times: 0,
		});
		await run('members', 'Saison Connect');
		environment.sandbox.saison.faults({ clear: true });
		await environment.picture('error-maintenance');
		expect(await shownError()).toEqual({
			message: expect.stringMatching(/^Saison Connect is under maintenance\. \[item \d\]$/),
			description: 'Try again after the maintenance.',
		});
		await closeNode(environment.page);
	});
});

describe('an example that is imported from its file', () => {
	const folder = join(__dirname, '..', '..', 'examples');
	const files = readdirSync(folder).filter((file) => file.endsWith('.workflow.json'));

	it.each(files)('%s keeps all its nodes, and loses its settings as the docs say', async (file) => {
		const { page, n8n } = environment;
		const example: Workflow = JSON.parse(readFileSync(join(folder, file), 'utf8'));
		await environment.open('/workflow/new');
		await page.waitForSelector('[data-test-id="canvas-plus-button"]');
		await page.setInputFiles('input[type=file]', join(folder, file));
		await page.waitForSelector(canvasNode(example.nodes.at(-1)?.name ?? ''));
		await page.keyboard.press('Control+s');
		let imported: Workflow | undefined;
		const isSaved = async () => {
			const all = await n8n.rest.call<Array<Workflow & { id: string }>>('GET', '/workflows');
			const found = all.find(({ name }) => name === example.name);
			if (found) imported = await n8n.rest.call<Workflow>('GET', `/workflows/${found.id}`);
			return imported?.nodes.length === example.nodes.length;
		};
		await pollUntil(isSaved);
		const names = ({ nodes }: Workflow): string[] => nodes.map(({ name }) => name).sort();
		expect(names(imported!)).toEqual(names(example));
		expect(Object.keys(imported!.settings)).not.toContain('timezone');
		expect(Object.keys(imported!.settings)).not.toContain('saveDataSuccessExecution');
	});
});

describe('light and dark', () => {
	interface Look {
		background: string;
		icons: Array<{ node: string; file: string; width: number }>;
	}

	/** n8n follows the system. */
	async function look(colorScheme: 'light' | 'dark'): Promise<Look> {
		const { page } = environment;
		await page.emulateMedia({ colorScheme });
		await page.waitForFunction((isDark) => {
			const nodes = document.querySelectorAll('[data-test-id="canvas-node"]');
			const hasIcon = (node: Element): boolean => {
				const image = node.querySelector('img');
				return image?.complete === true && image.src.endsWith('.dark.svg') === isDark;
			};
			return nodes.length === 3 && Array.from(nodes).every(hasIcon);
		}, colorScheme === 'dark');
		await environment.picture(`theme-${colorScheme}`);
		return await page.evaluate(() => ({
			background: getComputedStyle(document.body).backgroundColor,
			icons: Array.from(
				document.querySelectorAll<HTMLElement>('[data-test-id="canvas-node"]'),
				(node) => {
					const image = node.querySelector('img');
					return {
						node: node.dataset.nodeName ?? '',
						file: image?.src.split('/').pop() ?? '',
						width: image?.naturalWidth ?? 0,
					};
				},
			),
		}));
	}

	it('have icons of their own, and all load', async () => {
		await environment.open(`/workflow/${workflows.both.id}`);
		await environment.page.waitForSelector(canvasNode('MARTA'));
		const light = await look('light');
		const dark = await look('dark');
		await environment.page.emulateMedia({ colorScheme: 'light' });
		expect(dark.background).not.toBe(light.background);
		const files = ({ icons }: Look): string[][] => icons.map(({ node, file }) => [node, file]);
		expect(files(light)).toEqual([
			['Saison Connect Trigger', 'saison.svg'],
			['Saison Connect', 'saison.svg'],
			['MARTA', 'marta.svg'],
		]);
		expect(files(dark)).toEqual(
			files(light).map(([node, file]) => [node, file.replace('.svg', '.dark.svg')]),
		);
		for (const { width } of [...light.icons, ...dark.icons]) expect(width).toBeGreaterThan(0);
	});
});

async function naturalWidth(image: Element): Promise<number> {
	await (image as HTMLImageElement).decode();
	return (image as HTMLImageElement).naturalWidth;
}

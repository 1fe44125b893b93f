import type { Page } from 'playwright-core';
import type { Editor } from './editor';

/* What a user does in n8n's editor. Each waits until the editor has done its part. */

export type OutputView = 'table' | 'json';

const byTestId = (id: string): string => `[data-test-id="${id}"]`;

export const canvasNode = (name: string): string =>
	`${byTestId('canvas-node')}[data-node-name="${name}"]`;
export const credentialForm = byTestId('editCredential-modal');
export const nodePanel = byTestId('node-creator');
export const output = byTestId('output-panel');

const found = `${nodePanel} ${byTestId('node-creator-item-name')}`;
const nodeParameters = byTestId('node-parameters');
const openOptions = `${byTestId('parameter-input-item')}:visible`;
const testDone = `${credentialForm} :is(
	${byTestId('credentials-config-container-test-success')}, :text("Couldn’t connect with these settings"))`;

/** From an empty workflow. */
export async function openNodePanel(page: Page): Promise<void> {
	await page.click(byTestId('canvas-plus-button'));
	await page.waitForSelector(byTestId('node-creator-search-bar'));
}

/** Returns the names of the nodes that are found, the best first. */
export async function searchNodes(page: Page, word: string): Promise<string[]> {
	// n8n searches a moment after the last key: until then it shows what it found before.
	await page.fill(byTestId('node-creator-search-bar'), 'no node has this name');
	await page.locator(nodePanel).getByText('No results for').waitFor();
	await page.fill(byTestId('node-creator-search-bar'), word);
	await page.locator(found).first().waitFor();
	return await page.locator(found).allInnerTexts();
}

/** Returns what the panel shows of a node that was found: its triggers and actions. */
export async function openFoundNode(page: Page, name: string): Promise<string[]> {
	await page.locator(found).getByText(name, { exact: true }).click();
	const panel = page.locator(nodePanel);
	await panel.getByText('Node details').waitFor();
	const actions = panel.locator(`${byTestId('node-creator-category-item')}:has-text("Actions")`);
	const isFolded = async () => (await actions.locator('[data-icon="chevron-up"]').count()) > 0;
	if ((await actions.count()) > 0 && (await isFolded())) await actions.click();
	return await page.locator(found).allInnerTexts();
}

export async function openNode(page: Page, name: string): Promise<void> {
	await page.dblclick(canvasNode(name));
	await page.waitForSelector(nodeParameters);
}

export async function closeNode(page: Page): Promise<void> {
	await page.click(byTestId('ndv-close-button'));
	await page.waitForSelector(nodeParameters, { state: 'detached' });
}

/** Until `lastNode` has succeeded or failed. */
export async function runWorkflow(page: Page, lastNode: string): Promise<void> {
	await page.click(byTestId('execute-workflow-button'));
	const mark = '[data-test-id^="canvas-node-status-mark-"]';
	await page.waitForSelector(`${canvasNode(lastNode)} ${mark}`);
}

/** Of the open node. */
export async function showOutput(page: Page, view: OutputView): Promise<void> {
	await page.click(`${output} ${byTestId(`radio-button-${view}`)}`);
	await page.waitForSelector(`${output} ${view === 'table' ? 'table td' : '.json-data'}`);
}

/** Chooses a type, as "Create credential" asks for one. */
export async function newCredential(page: Page, displayName: string): Promise<void> {
	await page.locator(byTestId('add-resource-credential')).first().click();
	await page.locator(`${byTestId('new-credential-type-select')} input`).fill(displayName);
	const option = page.locator(byTestId('new-credential-type-select-option'));
	await option.getByText(displayName, { exact: true }).click();
	await page.click(byTestId('new-credential-type-button'));
	await page.waitForSelector(`${credentialForm} ${byTestId('credential-connection-parameter')}`);
}

/** n8n tests a credential when its form opens. */
export async function openCredential(page: Page, editor: Editor, id: string): Promise<void> {
	await page.goto(editor.url(`/home/credentials/${id}`));
	await page.waitForSelector(testDone);
}

export async function closeCredential(page: Page): Promise<void> {
	await page.click(`${credentialForm} .el-dialog__headerbtn`);
	await page.waitForSelector(credentialForm, { state: 'detached' });
}

/** Saves, which tests as well; returns the text of the outcome, with n8n's "More details" unfolded. */
export async function saveAndTest(page: Page): Promise<string> {
	await page.click(byTestId('credential-save-button'));
	await page.locator(credentialForm).getByText('Saved', { exact: true }).waitFor();
	return await readTest(page);
}

export async function readTest(page: Page): Promise<string> {
	await page.waitForSelector(testDone);
	const more = page.locator(credentialForm).getByText('More details');
	if ((await more.count()) > 0) await more.click();
	return await page.locator(byTestId('node-credentials-config-container')).innerText();
}

export interface ShownOption {
	name: string;
	description: string;
	/** Whether n8n shortens the description. */
	isCut: boolean;
}

/** The options of a parameter as they are listed. */
export async function readOptions(page: Page, parameter: string): Promise<ShownOption[]> {
	await page.click(byTestId(`parameter-input-${parameter}`));
	await page.locator(openOptions).first().waitFor();
	const options = await page.locator(openOptions).evaluateAll((items) =>
		items.map((item) => {
			const headline = item.querySelector('.option-headline');
			const description = item.querySelector('.option-description');
			return {
				name: headline?.textContent?.trim() ?? '',
				description: description?.textContent?.trim() ?? '',
				isCut: description !== null && description.scrollHeight > description.clientHeight + 1,
			};
		}),
	);
	await page.keyboard.press('Escape');
	await page.locator(openOptions).first().waitFor({ state: 'hidden' });
	return options;
}

export async function choose(page: Page, parameter: string, option: string): Promise<void> {
	await page.click(byTestId(`parameter-input-${parameter}`));
	const headline = page.locator(`${openOptions} .option-headline`);
	await headline.getByText(option, { exact: true }).click();
	await page.locator(openOptions).first().waitFor({ state: 'hidden' });
}

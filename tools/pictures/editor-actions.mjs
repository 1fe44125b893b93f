/** What a user does in n8n's editor. Each waits until the editor has done its part. */
const byTestId = (id) => `[data-test-id="${id}"]`;

export const canvasNode = (name) => `${byTestId('canvas-node')}[data-node-name="${name}"]`;
export const credentialForm = byTestId('editCredential-modal');
export const nodePanel = byTestId('node-creator');
export const output = byTestId('output-panel');

const found = `${nodePanel} ${byTestId('node-creator-item-name')}`;
const nodeParameters = byTestId('node-parameters');
const openOptions = `${byTestId('parameter-input-item')}:visible`;
const testDone = `${credentialForm} :is(
	${byTestId('credentials-config-container-test-success')}, :text("Couldn’t connect with these settings"))`;

/** From an empty workflow. */
export async function openNodePanel(page) {
	await page.click(byTestId('canvas-plus-button'));
	await page.waitForSelector(byTestId('node-creator-search-bar'));
}

/** Gives the names of the nodes that are found, the best first. */
export async function searchNodes(page, word) {
	// n8n searches a moment after the last key: until then it shows what it found before.
	await page.fill(byTestId('node-creator-search-bar'), 'no node has this name');
	await page.locator(nodePanel).getByText('No results for').waitFor();
	await page.fill(byTestId('node-creator-search-bar'), word);
	await page.locator(found).first().waitFor();
	return await page.locator(found).allInnerTexts();
}

/** Gives what the panel tells about a node that was found: triggers and actions by the names shown. */
export async function openFoundNode(page, name) {
	await page.locator(found).getByText(name, { exact: true }).click();
	const panel = page.locator(nodePanel);
	await panel.getByText('Node details').waitFor();
	const folded = panel.locator(`${byTestId('node-creator-category-item')}:has-text("Actions")`);
	const isFolded = async () => (await folded.locator('[data-icon="chevron-up"]').count()) > 0;
	if ((await folded.count()) > 0 && (await isFolded())) await folded.click();
	return await page.locator(found).allInnerTexts();
}

export async function openNode(page, name) {
	await page.dblclick(canvasNode(name));
	await page.waitForSelector(nodeParameters);
}

export async function closeNode(page) {
	await page.click(byTestId('ndv-close-button'));
	await page.waitForSelector(nodeParameters, { state: 'detached' });
}

/** Until `lastNode` has succeeded or failed. */
export async function runWorkflow(page, lastNode) {
	await page.click(byTestId('execute-workflow-button'));
	const mark = '[data-test-id^="canvas-node-status-mark-"]';
	await page.waitForSelector(`${canvasNode(lastNode)} ${mark}`);
}

/** @param view of an open node, `table` or `json` */
export async function showOutput(page, view) {
	await page.click(`${output} ${byTestId(`radio-button-${view}`)}`);
	await page.waitForSelector(`${output} ${view === 'table' ? 'table td' : '.json-data'}`);
}

/** Chooses a type, as "Create credential" asks for one. */
export async function newCredential(page, displayName) {
	await page.locator(byTestId('add-resource-credential')).first().click();
	await page.locator(`${byTestId('new-credential-type-select')} input`).fill(displayName);
	const option = page.locator(byTestId('new-credential-type-select-option'));
	await option.getByText(displayName, { exact: true }).click();
	await page.click(byTestId('new-credential-type-button'));
	await page.waitForSelector(`${credentialForm} ${byTestId('credential-connection-parameter')}`);
}

/** n8n tests a credential when its form opens. */
export async function openCredential(page, editor, id) {
	await page.goto(editor.url(`/home/credentials/${id}`));
	await page.waitForSelector(testDone);
}

export async function closeCredential(page) {
	await page.click(`${credentialForm} .el-dialog__headerbtn`);
	await page.waitForSelector(credentialForm, { state: 'detached' });
}

/** Saves, which tests as well; gives the text of the outcome, with n8n's "More details" unfolded. */
export async function saveAndTest(page) {
	await page.click(byTestId('credential-save-button'));
	await page.locator(credentialForm).getByText('Saved', { exact: true }).waitFor();
	return await readTest(page);
}

export async function readTest(page) {
	await page.waitForSelector(testDone);
	const more = page.locator(credentialForm).getByText('More details');
	if ((await more.count()) > 0) await more.click();
	return await page.locator(byTestId('node-credentials-config-container')).innerText();
}

/**
 * The options of a parameter as they are listed; `isCut` where n8n shortens a description.
 *
 * @returns {Promise<Array<{ name: string, description: string, isCut: boolean }>>}
 */
export async function readOptions(page, parameter) {
	await page.click(byTestId(`parameter-input-${parameter}`));
	await page.locator(openOptions).first().waitFor();
	const options = await page.locator(openOptions).evaluateAll((items) =>
		items.map((item) => {
			const text = (part) => item.querySelector(part)?.textContent.trim() ?? '';
			const description = item.querySelector('.option-description');
			return {
				name: text('.option-headline'),
				description: text('.option-description'),
				isCut: description !== null && description.scrollHeight > description.clientHeight + 1,
			};
		}),
	);
	await page.keyboard.press('Escape');
	await page.locator(openOptions).first().waitFor({ state: 'hidden' });
	return options;
}

export async function choose(page, parameter, option) {
	await page.click(byTestId(`parameter-input-${parameter}`));
	const headline = page.locator(`${openOptions} .option-headline`);
	await headline.getByText(option, { exact: true }).click();
	await page.locator(openOptions).first().waitFor({ state: 'hidden' });
}

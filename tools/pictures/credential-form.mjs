import { credentialForm, openCredential } from './editor-actions.mjs';
import { boxOf, settled } from './settled.mjs';

const viewport = { width: 1200, height: 1500 };
/** The form alone, and as long as it is: n8n lets it scroll. */
const distractions = `
	.el-overlay { background: white !important; }
	${credentialForm} { height: 1400px !important; max-height: none !important; box-shadow: none !important; }`;
/** Another port than that of the documents, since any free one is taken for the pictures. */
const shownAddresses = {
	saisonConnectApi: 'http://127.0.0.1:8801',
	martaApi: 'http://127.0.0.1:8802',
};

/** The form of a credential that was tested, from its head to the field `last`. */
export function credential(name, last, { scale = 1 } = {}) {
	return async ({ n8n, editor, file }) => {
		const all = await n8n.rest.call('GET', '/credentials');
		const { id, type } = all.find((one) => one.name === name);
		await editor.visit('/home/credentials', { viewport, scale }, async (page) => {
			await openCredential(page, editor, id);
			await page.addStyleTag({ content: distractions });
			await page.mouse.move(0, 0);
			// Not typed, which would be a change that is not tested.
			const address = page.locator(
				`${credentialForm} [data-test-id="parameter-input-baseUrl"] input`,
			);
			await address.evaluate((input, text) => (input.value = text), shownAddresses[type]);
			const parts = `${credentialForm} .el-dialog__header, ${credentialForm} [data-test-id="${last}"]`;
			const clip = await settled(page, boxOf, { parts, margin: 24 });
			await page.screenshot({ path: file, clip });
		});
	};
}

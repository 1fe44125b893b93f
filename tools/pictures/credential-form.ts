import { credentialForm, openCredential } from './editor-actions';
import { settledBox } from './settled-box';
import type { Shot } from './environment';

const viewport = { width: 1200, height: 1500 };
/** The form alone, and as long as it is: n8n lets it scroll. */
const styles = `
	.el-overlay { background: white !important; }
	${credentialForm} { height: 1400px !important; max-height: none !important; box-shadow: none !important; }`;
/** The ports of the documents; for the pictures any free ones are taken. */
const shownAddresses: Record<string, string> = {
	saisonConnectApi: 'http://127.0.0.1:8801',
	martaApi: 'http://127.0.0.1:8802',
};

interface Credential {
	id: string;
	type: string;
	name: string;
}

/** The form of a credential that was tested, from its head to the field `last`. */
export function credential(name: string, last: string): Shot {
	return async ({ rest, editor }, file) => {
		const all = await rest.call<Credential[]>('GET', '/credentials');
		const found = all.find((one) => one.name === name);
		if (!found) throw new Error(`n8n has no credential "${name}"`);
		await editor.visit('/home/credentials', { viewport }, async (page) => {
			await openCredential(page, editor, found.id);
			await page.addStyleTag({ content: styles });
			await page.mouse.move(0, 0);
			// Not typed, which would be a change that is not tested.
			await page
				.locator(`${credentialForm} [data-test-id="parameter-input-baseUrl"] input`)
				.evaluate((input: HTMLInputElement, text) => {
					input.value = text;
				}, shownAddresses[found.type]);
			// A new one with every sandbox; only the Saison form shows one.
			await page
				.locator(`${credentialForm} [data-test-id="parameter-input-authorizationCode"] input`)
				.evaluateAll((inputs: HTMLInputElement[]) => {
					for (const input of inputs) input.value = 'made-up-authorization-code';
				});
			const parts = `${credentialForm} .el-dialog__header, ${credentialForm} [data-test-id="${last}"]`;
			const clip = await settledBox(page, { parts, margin: 24 });
			await page.screenshot({ path: file, clip });
		});
	};
}

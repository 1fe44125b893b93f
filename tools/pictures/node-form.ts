import type { Page } from 'playwright-core';
import { settledBox } from './settled-box';
import type { Look, Shot } from './environment';

const viewport = { width: 800, height: 1100 };
/** The form alone, as wide as the page. */
const styles = `
	[data-test-id="floating-nodes"], [data-test-id="node-feature-request"], [data-test-id="resize-handle"],
	[data-test-id="panel-drag-button"], [data-test-id="ndv"] main > :not(:has([data-test-id="node-parameters"])) {
		display: none !important;
	}
	[data-test-id="ndv"] main > :has([data-test-id="node-parameters"]) { width: 100% !important; }
	[data-test-id="ndv-backdrop"] { background: white !important; opacity: 1 !important; }`;

const wholeForm = '[data-test-id="ndv"] header, .webhooks, [data-test-id="parameter-item"]';

interface NodeFormOptions extends Look {
	/** Unfolds or chooses something in the form first. */
	prepare?: (page: Page) => Promise<void>;
	/** What the picture reaches to, the whole form without it. */
	parts?: string;
}

/** The form of one node, down to its last field or to the last of `parts`. */
export function nodeForm(
	workflow: string,
	node: string,
	{ prepare, parts = wholeForm, ...look }: NodeFormOptions = {},
): Shot {
	return async ({ editor, workflows }, file) => {
		const pathname = `/workflow/${workflows[workflow].id}`;
		await editor.visit(pathname, { viewport, ...look }, async (page) => {
			await page.dblclick(`[data-test-id="canvas-node"]:has-text("${node}")`);
			await page.addStyleTag({ content: styles });
			await prepare?.(page);
			// The pointer would light up what is under it.
			await page.mouse.move(0, 0);
			const clip = await settledBox(page, {
				parts,
				margin: 16,
			});
			await page.screenshot({ path: file, clip });
		});
	};
}

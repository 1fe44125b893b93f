import { openNode, output, runWorkflow, showOutput } from './editor-actions.mjs';
import { boxOf, settled } from './settled.mjs';

const viewport = { width: 1300, height: 780 };
const distractions = `
	[data-test-id="floating-nodes"], [data-test-id="node-feature-request"], [data-test-id="panel-drag-button"],
	[data-test-id="ask-assistant-button"], #notifications, .el-notification { display: none !important; }`;

/** A node with what went in and what came out, as `view` (`table` or `json`), or the error without one. */
export function nodeRun(workflow, node, { view, scale = 1, theme } = {}) {
	return async ({ editor, workflows, file }) => {
		const pathname = `/workflow/${workflows[workflow].id}`;
		await editor.visit(pathname, { viewport, scale, theme }, async (page) => {
			await page.waitForSelector('[data-test-id="canvas-node"]');
			await page.addStyleTag({ content: distractions });
			await runWorkflow(page, node);
			await openNode(page, node);
			if (view) await showOutput(page, view);
			else await page.waitForSelector(`${output} [data-test-id="node-error-message"]`);
			// The pointer would light up what is under it.
			await page.mouse.move(0, 0);
			const clip = await settled(page, boxOf, { parts: '[data-test-id="ndv"]', margin: 0 });
			await page.screenshot({ path: file, clip });
		});
	};
}

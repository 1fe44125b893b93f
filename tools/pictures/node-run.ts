import { openNode, type OutputView, runWorkflow, showOutput } from './editor-actions';
import { settledBox } from './settled-box';
import type { Look, Shot } from './environment';

const viewport = { width: 1300, height: 780 };
const hidden = `
	[data-test-id="floating-nodes"], [data-test-id="node-feature-request"], [data-test-id="panel-drag-button"],
	[data-test-id="ask-assistant-button"], #notifications, .el-notification { display: none !important; }`;

interface NodeRunOptions extends Look {
	/** How the output is shown. */
	view: OutputView;
}

/** A node with what went in and what came out. */
export function nodeRun(workflow: string, node: string, { view, ...look }: NodeRunOptions): Shot {
	return async ({ editor, workflows }, file) => {
		const pathname = `/workflow/${workflows[workflow].id}`;
		await editor.visit(pathname, { viewport, ...look }, async (page) => {
			await page.waitForSelector('[data-test-id="canvas-node"]');
			await page.addStyleTag({ content: hidden });
			await runWorkflow(page, node);
			await openNode(page, node);
			await showOutput(page, view);
			// The pointer would light up what is under it.
			await page.mouse.move(0, 0);
			const clip = await settledBox(page, { parts: '[data-test-id="ndv"]', margin: 0 });
			await page.screenshot({ path: file, clip });
		});
	};
}

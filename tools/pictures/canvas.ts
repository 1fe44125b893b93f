import { runWorkflow } from './editor-actions';
import { settledBox } from './settled-box';
import type { Look, Shot } from './environment';

/** Room for every example at the largest zoom that "fit to view" chooses. */
const viewport = { width: 2600, height: 1800 };
/** The canvas alone, without its dots, which cost more bytes than they are worth. */
const hidden = `
	header, aside, #notifications, .el-notification, .vue-flow__panel, .vue-flow__minimap, .vue-flow__controls, .vue-flow__background,
	[data-test-id="canvas-background"], [data-test-id="logs-panel"], [data-test-id="execute-workflow-button"],
	[data-test-id="canvas-wrapper"] > :not(:first-child) { display: none !important; }`;

const nodes = ':is([data-test-id="canvas-default-node"], [data-test-id="canvas-trigger-node"])';

interface CanvasOptions extends Look {
	/** The workflow is run first, until this node has ended; without it, it is shown as it was opened. */
	lastNode?: string;
}

/** The whole workflow on its canvas, and nothing of the editor around it. */
export function canvas(workflow: string, { lastNode, ...look }: CanvasOptions = {}): Shot {
	return async ({ editor, workflows }, file) => {
		const pathname = `/workflow/${workflows[workflow].id}`;
		await editor.visit(pathname, { viewport, ...look }, async (page) => {
			await page.waitForSelector('[data-test-id="canvas-node"]');
			if (lastNode !== undefined) await runWorkflow(page, lastNode);
			await page.addStyleTag({ content: hidden });
			await page.keyboard.press('1');
			const clip = await settledBox(page, {
				// Of a node only what can be seen: around it is room for its buttons.
				parts: `${nodes}, .vue-flow__node :not(:has(*)), [data-test-id="sticky"], .vue-flow__edge path`,
				margin: 24,
			});
			await page.screenshot({ path: file, clip });
		});
	};
}

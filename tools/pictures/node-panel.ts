import { nodePanel, openNodePanel, searchNodes } from './editor-actions';
import { settledBox } from './settled-box';
import type { Look, Shot } from './environment';

const viewport = { width: 1100, height: 600 };

/** The panel of nodes beside an empty workflow, with what is found for `word`. */
export function foundNodes(word: string, look: Look = {}): Shot {
	return async ({ editor }, file) => {
		await editor.visit('/workflow/new', { viewport, ...look }, async (page) => {
			await openNodePanel(page);
			await searchNodes(page, word);
			await page.mouse.move(0, 0);
			const parts = `${nodePanel} header, ${nodePanel} [data-test-id="item-iterator-item"]`;
			const clip = await settledBox(page, { parts, margin: 16 });
			await page.screenshot({ path: file, clip });
		});
	};
}

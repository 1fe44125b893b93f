import { itemsOf } from '../n8n-host/n8n-rest';
import { pollUntil } from '../support/poll';
import type { Look, Shot } from './environment';

const viewport = { width: 640, height: 800 };

/** The page that a start link shows, for the link that a node of an example makes. */
export function startPage(workflow: string, trigger: string, node: string, look: Look = {}): Shot {
	return async ({ rest, editor, workflows }, file) => {
		const { id, versionId } = workflows[workflow];
		await rest.publish({ id, versionId });
		const { data } = await rest.runWorkflow(id, trigger);
		const [{ url }] = itemsOf(data, node) as Array<{ url: string }>;
		const { pathname, search } = new URL(url);
		// Published a moment ago: n8n may not know the address yet.
		const isThere = async () => (await fetch(editor.url(pathname + search))).ok;
		await pollUntil(isThere);
		await editor.visit(pathname + search, { viewport, ...look }, async (page) => {
			await page.locator('body').screenshot({ path: file });
		});
	};
}

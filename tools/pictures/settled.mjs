/** What `measure` gives once it gives the same twice: n8n moves its view to fit, and unfolds slowly. */
export async function settled(page, measure, argument) {
	for (let before = ''; ;) {
		const found = await page.evaluate(measure, argument);
		const now = JSON.stringify(found);
		if (now === before) return found;
		before = now;
		await page.waitForTimeout(500);
	}
}

/** Runs in the page: the smallest box around all visible parts (a selector), for `screenshot`. */
export function boxOf({ parts, margin }) {
	const boxes = [...document.querySelectorAll(parts)]
		.filter((part) => part.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
		.map((part) => part.getBoundingClientRect())
		.filter(({ width, height }) => width > 0 && height > 0);
	const edge = (choose, side) => choose(...boxes.map((box) => box[side]));
	const x = Math.max(0, edge(Math.min, 'left') - margin);
	const y = Math.max(0, edge(Math.min, 'top') - margin);
	const right = Math.min(window.innerWidth, edge(Math.max, 'right') + margin);
	const bottom = Math.min(window.innerHeight, edge(Math.max, 'bottom') + margin);
	return { x, y, width: right - x, height: bottom - y };
}

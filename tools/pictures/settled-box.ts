import type { Page } from 'playwright-core';

export interface Box {
	x: number;
	y: number;
	width: number;
	height: number;
}

interface BoxOptions {
	/** The selector of what the box encloses. */
	parts: string;
	/** In CSS pixels. */
	margin: number;
}

/** The smallest box around all visible parts, once it no longer changes: n8n moves its view and unfolds slowly. */
export async function settledBox(page: Page, options: BoxOptions): Promise<Box> {
	for (let before = ''; ;) {
		const box = await page.evaluate(boxAround, options);
		const now = JSON.stringify(box);
		if (now === before) return box;
		before = now;
		await page.waitForTimeout(500);
	}
}

/** Runs in the page: no named function inside, since the loader would call a helper there that the page lacks. */
function boxAround({ parts, margin }: BoxOptions): Box {
	const boxes = Array.from(document.querySelectorAll(parts))
		.filter((part) => part.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
		.map((part) => part.getBoundingClientRect())
		.filter(({ width, height }) => width > 0 && height > 0);
	const x = Math.max(0, Math.min(...boxes.map(({ left }) => left)) - margin);
	const y = Math.max(0, Math.min(...boxes.map(({ top }) => top)) - margin);
	const right = Math.min(window.innerWidth, Math.max(...boxes.map((box) => box.right)) + margin);
	const bottom = Math.min(window.innerHeight, Math.max(...boxes.map((box) => box.bottom)) + margin);
	return { x, y, width: right - x, height: bottom - y };
}

import type { Browser, Page } from 'playwright-core';
import { pollUntil } from '../../tools/support/poll';
import { PATIENCE_MS } from './gate';

/** Shows a page to somebody who has not been here before: no cookie, no history. */
export async function inNewContext(
	browser: Browser,
	play: (page: Page) => Promise<void>,
): Promise<void> {
	const context = await browser.newContext({ locale: 'ja-JP' });
	context.setDefaultTimeout(PATIENCE_MS);
	try {
		await play(await context.newPage());
	} finally {
		await context.close();
	}
}

/** Opens a start link, looks at the page it shows, and continues to Saison. */
export async function followStartLink(page: Page, link: string): Promise<void> {
	await page.goto(link);
	expect(page.url()).toBe(link);
	expect(await page.getByRole('definition').allTextContents()).toEqual([
		new URL(link).host,
		'member-0001',
	]);
	await page.getByRole('link').click();
	await page.waitForURL((url) => !url.pathname.endsWith('/start'));
}

/** Clicks what sends the browser back to n8n. @returns the status of the page it gets there */
export async function clickToN8n(page: Page, selector: string): Promise<number> {
	const arrived = page.waitForResponse((response) => response.url().includes('/webhook/'));
	await page.click(selector);
	const status = (await arrived).status();
	// The response arrives before its page is loaded: a reload in between would fail.
	await page.waitForURL(({ pathname }) => pathname.startsWith('/webhook/'));
	return status;
}

/** The page is shown at once; the workflow behind it takes a moment longer. */
export async function eventually(check: () => Promise<void>): Promise<void> {
	const passes = async (): Promise<boolean> =>
		await check().then(
			() => true,
			() => false,
		);
	if (!(await pollUntil(passes, { timeout: PATIENCE_MS }))) await check();
}

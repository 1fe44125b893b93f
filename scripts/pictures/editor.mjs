import { chromium } from 'playwright-core';
import finding from '../../host/support/chromium.cjs';

/** n8n's editor in a Chromium without a window, signed in as the owner. */
export class Editor {
	#browser;
	#n8n;

	/** @param n8n with an owner set up, whose cookie `n8n.rest` holds */
	static async open(n8n) {
		const browser = await chromium.launch({
			executablePath: finding.findChromium(),
			args: ['--no-sandbox', '--disable-dev-shm-usage', '--hide-scrollbars'],
		});
		return new Editor(browser, n8n);
	}

	constructor(browser, n8n) {
		this.#browser = browser;
		this.#n8n = n8n;
	}

	async close() {
		await this.#browser.close();
	}

	/** Gives `look` a page of its own: `viewport` in CSS pixels, each of them `scale` pixels of the image. */
	async visit(pathname, { viewport, scale = 1 }, look) {
		const context = await this.#browser.newContext({
			viewport,
			deviceScaleFactor: scale,
			colorScheme: 'light',
			reducedMotion: 'reduce',
			locale: 'en-US',
			timezoneId: 'Asia/Tokyo',
		});
		try {
			const [name, ...value] = this.#n8n.rest.cookie.split('=');
			await context.addCookies([{ name, value: value.join('='), url: this.#n8n.url }]);
			const page = await context.newPage();
			await page.goto(`${this.#n8n.url}${pathname}`);
			return await look(page);
		} finally {
			await context.close();
		}
	}
}

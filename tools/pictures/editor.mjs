import { chromium } from 'playwright-core';
import finding from '../support/chromium.cjs';

/** n8n's editor in a Chromium without a window, signed in as the owner. */
export class Editor {
	#browser;
	#n8n;

	/** @param n8n with an owner set up, whose cookie `n8n.rest` holds */
	static async open(n8n) {
		const browser = await chromium.launch({
			executablePath: finding.findChromium(),
			args: [
				...['--no-sandbox', '--disable-dev-shm-usage', '--hide-scrollbars'],
				// The editor looks things up at n8n's and npm's servers: nobody else is to be asked here.
				'--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
			],
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

	/** The address of a page of the editor. */
	url(pathname) {
		return `${this.#n8n.url}${pathname}`;
	}

	/**
	 * A page in a window of its own: `viewport` in CSS pixels, each of them `scale` pixels of an image.
	 * `theme` is the system's, which n8n follows unless told otherwise.
	 *
	 * @param {{ viewport: { width: number, height: number }, scale?: number, theme?: 'light' | 'dark' }} options
	 */
	async page({ viewport, scale = 1, theme = 'light' }) {
		const context = await this.#browser.newContext({
			viewport,
			deviceScaleFactor: scale,
			colorScheme: theme,
			reducedMotion: 'reduce',
			locale: 'en-US',
			timezoneId: 'Asia/Tokyo',
		});
		const [name, ...value] = this.#n8n.rest.cookie.split('=');
		await context.addCookies([{ name, value: value.join('='), url: this.#n8n.url }]);
		return await context.newPage();
	}

	/** Gives `look` such a page at `pathname`, and closes it afterwards. */
	async visit(pathname, options, look) {
		const page = await this.page(options);
		try {
			await page.goto(this.url(pathname));
			return await look(page);
		} finally {
			await page.context().close();
		}
	}
}

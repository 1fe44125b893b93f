import { type Browser, chromium, type Page } from 'playwright-core';
import type { N8n } from '../n8n-host/n8n';
import { findChromium } from '../support/chromium';
import { PATIENCE_MS } from '../support/poll';

export interface PageOptions {
	/** In CSS pixels. */
	viewport: { width: number; height: number };
	/** How many pixels of an image each of them is; 1 by default. */
	scale?: number;
	/** The system's, which n8n follows unless told otherwise. */
	theme?: 'light' | 'dark';
}

/** n8n's editor in a Chromium without a window, signed in as the owner. */
export class Editor {
	private constructor(
		private readonly browser: Browser,
		private readonly n8n: N8n,
	) {}

	/** @param n8n with an owner, whose cookie `n8n.rest` holds */
	static async open(n8n: N8n): Promise<Editor> {
		const browser = await chromium.launch({
			executablePath: findChromium(),
			args: [
				...['--no-sandbox', '--disable-dev-shm-usage', '--hide-scrollbars'],
				// The editor asks n8n's and npm's servers; here it can reach nobody but this n8n.
				'--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
			],
		});
		return new Editor(browser, n8n);
	}

	async close(): Promise<void> {
		await this.browser.close();
	}

	/** The address of a page of the editor. */
	url(pathname: string): string {
		return `${this.n8n.url}${pathname}`;
	}

	/** A page in a window of its own. */
	async page({ viewport, scale = 1, theme = 'light' }: PageOptions): Promise<Page> {
		const context = await this.browser.newContext({
			viewport,
			deviceScaleFactor: scale,
			colorScheme: theme,
			reducedMotion: 'reduce',
			locale: 'en-US',
			timezoneId: 'Asia/Tokyo',
		});
		const [name, ...value] = this.n8n.rest.cookie.split('=');
		await context.addCookies([{ name, value: value.join('='), url: this.n8n.url }]);
		context.setDefaultTimeout(PATIENCE_MS);
		return await context.newPage();
	}

	/** Opens such a page at `pathname` for `use`, and closes it afterwards. */
	async visit<T>(
		pathname: string,
		options: PageOptions,
		use: (page: Page) => Promise<T>,
	): Promise<T> {
		const page = await this.page(options);
		try {
			await page.goto(this.url(pathname));
			return await use(page);
		} finally {
			await page.context().close();
		}
	}
}

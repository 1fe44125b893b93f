/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a tool */
import { CookieJar } from 'tough-cookie';

export interface Page {
	status: number;
	url: string;
	body: string;
	headers: Headers;
}

const mostRedirects = 5;

/**
 * A browser as far as an authorization flow needs one: cookies, forms, and redirects that can be stopped at. It
 * shows no page; the browser tests use a real one.
 */
export class FetchBrowser {
	constructor(private readonly cookies = new CookieJar()) {}

	/** Another browser with the same cookies. */
	async copy(): Promise<FetchBrowser> {
		return new FetchBrowser(await this.cookies.clone());
	}

	async get(url: string): Promise<Page> {
		return await this.request(url);
	}

	async post(url: string, form: Record<string, string>): Promise<Page> {
		return await this.request(url, new URLSearchParams(form));
	}

	/** Follows redirects, five at most; one to a URL that `stop` accepts is not requested. */
	async follow(page: Page, stop: (url: string) => boolean = () => false): Promise<Page> {
		let current = page;
		for (let hops = 0; isRedirect(current) && hops < mostRedirects; hops++) {
			const next = new URL(current.headers.get('location') ?? '', current.url).href;
			if (stop(next)) return { ...current, url: next };
			current = await this.get(next);
		}
		return current;
	}

	/** Clicks the only link on a page, such as the one that leads on from a start link. */
	async clickLink({ body, url }: Page): Promise<Page> {
		const links = [...body.matchAll(/<a [^>]*href="([^"]*)"/g)].map(([, href]) => href);
		if (links.length !== 1) throw new Error(`The page has ${links.length} links instead of one.`);
		return await this.get(new URL(links[0].replaceAll('&amp;', '&'), url).href);
	}

	private async request(url: string, body?: URLSearchParams): Promise<Page> {
		const response = await fetch(url, {
			method: body ? 'POST' : 'GET',
			body,
			redirect: 'manual',
			headers: { cookie: await this.cookies.getCookieString(url) },
		});
		for (const cookie of response.headers.getSetCookie()) {
			await this.cookies.setCookie(cookie, url);
		}
		const { status, headers } = response;
		return { status, url, body: await response.text(), headers };
	}
}

function isRedirect({ status }: Page): boolean {
	return status >= 300 && status < 400;
}

'use strict';

/**
 * A browser as far as a consent journey needs one: cookies by host, forms, and redirects that can be
 * stopped at. It shows no page; the browser tests use a real one.
 *
 * @typedef {{ status: number, url: string, body: string, headers: Headers }} Page
 */
class FetchBrowser {
	constructor() {
		/** @type {Map<string, Map<string, string>>} */
		this.cookies = new Map();
	}

	/** @returns {Promise<Page>} */
	async get(url) {
		return await this.request(url);
	}

	/** @returns {Promise<Page>} */
	async post(url, form) {
		return await this.request(url, new URLSearchParams(form));
	}

	/**
	 * Goes on while the page is a redirect, at most to an address that `stop` accepts.
	 *
	 * @param {Page} page
	 * @param {(url: string) => boolean} [stop]
	 * @returns {Promise<Page>}
	 */
	async follow(page, stop = () => false) {
		let current = page;
		for (let hops = 0; current.status >= 300 && current.status < 400 && hops < 5; hops++) {
			const next = new URL(current.headers.get('location') ?? '', current.url).href;
			if (stop(next)) return { ...current, url: next };
			current = await this.get(next);
		}
		return current;
	}

	/** @private */
	async request(url, body) {
		const { hostname } = new URL(url);
		const jar = this.cookies.get(hostname) ?? new Map();
		this.cookies.set(hostname, jar);
		const answer = await fetch(url, {
			method: body === undefined ? 'GET' : 'POST',
			body,
			redirect: 'manual',
			headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
		});
		for (const cookie of answer.headers.getSetCookie()) {
			const [name, value] = cookie.split(';')[0].split('=');
			if (/max-age=0/i.test(cookie)) jar.delete(name);
			else jar.set(name, value);
		}
		return { status: answer.status, url, body: await answer.text(), headers: answer.headers };
	}
}

module.exports = { FetchBrowser };

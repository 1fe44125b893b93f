import { pollUntil } from '../support/poll';

/** A page of a form, or one that ends it. */
export interface FormPage {
	title: string;
	/** The text below the title, without markup. */
	text: string;
	/** The labels of its fields, in their order. */
	labels: string[];
}

interface Login {
	user: string;
	password: string;
}

/**
 * Fills in a form of n8n without a browser, by the requests that its pages make. It shows no page; the
 * browser tests use a real one.
 */
export class FormVisitor {
	private body = '';
	private token = '';

	/** @param url the production URL of the form, then of the page that waits */
	private constructor(private url: string) {}

	/** Opens the first page. */
	static async open(url: string, login: Login): Promise<FormVisitor> {
		const visitor = new FormVisitor(url);
		await visitor.load({ authorization: `Basic ${btoa(`${login.user}:${login.password}`)}` });
		return visitor;
	}

	get page(): FormPage {
		const title = /<h1[^>]*>([^<]*)/.exec(this.body)?.[1] ?? '';
		const text = /<h1[^>]*>[^<]*<\/h1>\s*<p[^>]*>(.*?)<\/p>/s.exec(this.body)?.[1] ?? '';
		const labels = [...this.body.matchAll(/<label class='form-label[^>]*>([^<]*)/g)];
		return {
			title: plain(title),
			text: plain(text),
			labels: labels.map(([, label]) => plain(label)),
		};
	}

	/** Sends a page with these values, in the order of its fields, and waits for the next one. */
	async send(...values: string[]): Promise<FormPage> {
		const form = new FormData();
		for (const [index, value] of values.entries()) form.append(`field-${index}`, value);
		const response = await this.post(form);
		if (!response.ok) throw new Error(`The form returned ${response.status}.`);
		const { formWaitingUrl } = (await response.json().catch(() => ({}))) as {
			formWaitingUrl?: string;
		};
		this.url = formWaitingUrl ?? this.url;
		await this.untilItWaits();
		await this.load();
		return this.page;
	}

	/** What the last page of a form does by itself; the execution ends with it. */
	async finish(): Promise<void> {
		await this.post();
	}

	private async load(headers: Record<string, string> = {}): Promise<void> {
		const response = await fetch(this.url, { headers });
		this.body = await response.text();
		this.token = /const authToken = '([^']*)'/.exec(this.body)?.[1] ?? '';
		if (!response.ok) throw new Error(`The form returned ${response.status}.`);
	}

	private async post(body?: FormData): Promise<Response> {
		const headers = { 'x-auth-token': this.token };
		return await fetch(this.url, { method: 'POST', body, headers, redirect: 'manual' });
	}

	private async untilItWaits(): Promise<void> {
		const status = new URL(this.url);
		status.pathname += '/n8n-execution-status';
		const isWaiting = async (): Promise<boolean> =>
			(await (await fetch(status)).text()).trim() === 'form-waiting';
		if (!(await pollUntil(isWaiting, { interval: 250 })))
			throw new Error('The form has no next page.');
	}
}

function plain(html: string): string {
	const text = html.replace(/<[^>]*>/g, ' ');
	const characters: Record<string, string> = { lt: '<', gt: '>', quot: '"', amp: '&', '#x27': "'" };
	return text.replace(/&(#?\w+);/g, (all, name: string) => characters[name] ?? all).trim();
}

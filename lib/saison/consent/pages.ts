/** What is sent back to the member's browser. */
export interface WebhookResponse {
	status: number;
	headers: Record<string, string>;
	body: string;
}

/** The member's language first, and the same text for every cause, so that it reveals nothing. */
const PAGES = {
	done: {
		status: 200,
		japanese: 'お手続きが完了しました。このページは閉じていただいてかまいません。',
		english: 'Done. You can close this page.',
	},
	notCompleted: {
		status: 200,
		japanese: 'お手続きは完了しませんでした。このページは閉じていただいてかまいません。',
		english: 'The process was not completed. You can close this page.',
	},
	notValid: {
		status: 400,
		japanese:
			'このリンクは無効であるか、有効期限が切れています。お手数ですが、最初からやり直してください。',
		english: 'This link is not valid or has expired. Please start over.',
	},
	otherBrowser: {
		status: 403,
		japanese:
			'お手続きを始めたときと同じブラウザで、Cookieを有効にしてお進みください。うまくいかない場合は、お手数ですが、最初からやり直してください。',
		english: 'Please continue in the browser you started in, with cookies enabled, or start over.',
	},
	alreadyUsed: {
		status: 409,
		japanese: 'このリンクはすでに使用されています。このページは閉じていただいてかまいません。',
		english: 'This link has already been used. You can close this page.',
	},
	tooManyAttempts: {
		status: 429,
		japanese:
			'お手続きを完了できないことが続いたため、このリンクはご利用いただけなくなりました。お手数ですが、お手続きを始めたサイトで新しいリンクをお受け取りください。',
		english:
			'This link has failed too many times and can no longer be used. Please ask the website that sent you here for a new one.',
	},
	tooLate: {
		status: 410,
		japanese: 'お手続きの有効期限が切れました。お手数ですが、最初からやり直してください。',
		english: 'The time limit has passed. Please start over.',
	},
	broken: {
		status: 500,
		japanese:
			'申し訳ございません。現在、お手続きを完了できません。お手続きを始めたサイトの運営者にお問い合わせください。',
		english: 'Sorry, something went wrong. Please contact the website that sent you here.',
	},
	unavailable: {
		status: 502,
		japanese:
			'申し訳ございません。現在、お手続きを完了できません。しばらくしてから、このページを再読み込みしてください。',
		english: 'Sorry, something went wrong. Please reload this page in a few minutes.',
	},
} as const;

export type PageName = keyof typeof PAGES;

/** A redirect's URL contains a code or a state: no cache and no other site may see it. */
const PRIVATE_HEADERS = {
	'Cache-Control': 'no-store',
	'Referrer-Policy': 'no-referrer',
	'X-Content-Type-Options': 'nosniff',
};

export function pageResponse(name: PageName): WebhookResponse {
	const { status, japanese, english } = PAGES[name];
	return textResponse(`${japanese}\n\n${english}\n`, status);
}

/** Plain text, so that nothing in it is ever read as HTML. */
export function textResponse(body: string, status = 200): WebhookResponse {
	return privateResponse(body, { 'Content-Type': 'text/plain; charset=utf-8' }, status);
}

/** For this browser alone. */
export function privateResponse(
	body: string,
	headers: Record<string, string>,
	status = 200,
): WebhookResponse {
	return { status, headers: { ...PRIVATE_HEADERS, ...headers }, body };
}

export function redirectResponse(url: string): WebhookResponse {
	return privateResponse('', { Location: url }, 302);
}

export function withCookie(response: WebhookResponse, cookie: string): WebhookResponse {
	return { ...response, headers: { ...response.headers, 'Set-Cookie': cookie } };
}

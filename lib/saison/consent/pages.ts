/** What goes back to the member's browser. */
export interface Reply {
	status: number;
	headers: Record<string, string>;
	body: string;
}

interface Page {
	status: number;
	japanese: string;
	english: string;
}

/** Short, in the member's language first, and the same for every cause: nothing to learn from it. */
const PAGES = {
	done: {
		status: 200,
		japanese: 'お手続きが完了しました。このページを閉じてください。',
		english: 'Done. You can close this page.',
	},
	notCompleted: {
		status: 200,
		japanese: 'お手続きは完了しませんでした。このページを閉じてかまいません。',
		english: 'Nothing was changed. You can close this page.',
	},
	notValid: {
		status: 400,
		japanese: 'このリンクは無効か、有効期限が切れています。最初からやり直してください。',
		english: 'This link is not valid or has expired. Please start again.',
	},
	otherBrowser: {
		status: 403,
		japanese:
			'お手続きを始めたブラウザで、Cookie を有効にして続けてください。うまくいかない場合は、最初からやり直してください。',
		english:
			'Please go on in the browser in which you started, with cookies allowed, or start again.',
	},
	alreadyUsed: {
		status: 409,
		japanese: 'このお手続きはすでに受け付けています。このページを閉じてかまいません。',
		english: 'This link was already used. You can close this page.',
	},
	tooLate: {
		status: 410,
		japanese: 'お手続きの有効期限が切れました。最初からやり直してください。',
		english: 'This took too long. Please start again.',
	},
	broken: {
		status: 500,
		japanese: '現在、お手続きを完了できません。サイトの運営者にお問い合わせください。',
		english: 'This cannot be completed now. Please contact the site that sent you here.',
	},
	unavailable: {
		status: 502,
		japanese:
			'現在、お手続きを完了できません。しばらくしてからこのページを再読み込みしてください。',
		english: 'This cannot be completed now. Please reload this page in a while.',
	},
} as const satisfies Record<string, Page>;

export type PageName = keyof typeof PAGES;

/** The address of a redirect holds a code or a state: no cache and no other site may see it. */
const PRIVATE_HEADERS = {
	'Cache-Control': 'no-store',
	'Referrer-Policy': 'no-referrer',
	'X-Content-Type-Options': 'nosniff',
};

export function pageReply(name: PageName): Reply {
	const { status, japanese, english } = PAGES[name];
	return textReply(`${japanese}\n\n${english}\n`, status);
}

/** Plain text, so that nothing in it is ever read as HTML. */
export function textReply(body: string, status = 200): Reply {
	return {
		status,
		headers: { ...PRIVATE_HEADERS, 'Content-Type': 'text/plain; charset=utf-8' },
		body,
	};
}

export function redirectReply(address: string): Reply {
	return { status: 302, headers: { ...PRIVATE_HEADERS, Location: address }, body: '' };
}

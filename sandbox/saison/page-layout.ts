const STYLE = `
body { margin: 0; background: #f4f6f8; color: #1f2a37; font: 16px/1.6 "Hiragino Sans", "Noto Sans JP", "Yu Gothic", sans-serif; }
main { max-width: 30rem; margin: 3rem auto; padding: 2rem; background: #fff; border-radius: 12px; box-shadow: 0 1px 4px #0002; }
h1 { font-size: 1.25rem; margin: 0; }
.en { display: block; color: #64748b; font-size: .8rem; }
label { display: block; margin-top: 1rem; }
input { box-sizing: border-box; width: 100%; padding: .6rem; font: inherit; border: 1px solid #94a3b8; border-radius: 8px; }
button { margin: 1.2rem .6rem 0 0; padding: .6rem 1.4rem; font: inherit; border: 0; border-radius: 8px; background: #0f4c81; color: #fff; cursor: pointer; }
button .en { color: inherit; opacity: .8; }
button.secondary { background: #e2e8f0; color: #1f2a37; }
.note { margin-top: 1.5rem; padding: .8rem 1rem; background: #fff7e0; border-radius: 8px; font-size: .85rem; }
.error { margin-top: 1rem; padding: .6rem 1rem; background: #fde8e8; border-radius: 8px; }
code { word-break: break-all; }`;

const ESCAPES: Record<string, string> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
};

/** A text for people, in both languages of the pages. */
export interface Text {
	ja: string;
	en: string;
}

export function escapeHtml(text: string): string {
	return text.replace(/[&<>"']/g, (character) => ESCAPES[character]);
}

export function textHtml({ ja, en }: Text): string {
	return `${escapeHtml(ja)} <span class="en" lang="en">${escapeHtml(en)}</span>`;
}

export function errorHtml(text: Text): string {
	return `<p class="error" role="alert">${textHtml(text)}</p>`;
}

export function page(title: Text, body: string): string {
	const note = {
		ja: 'これはサンドボックスです。会員はすべて架空の人物です。',
		en: 'This is a sandbox. All members are fictional.',
	};
	return `<!DOCTYPE html>
<html lang="ja">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title.ja)}</title><style>${STYLE}</style></head>
<body><main><h1>${textHtml(title)}</h1>
${body}
<p class="note">${textHtml(note)}</p>
</main></body></html>`;
}

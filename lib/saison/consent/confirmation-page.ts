import { createHash } from 'node:crypto';
import { privateResponse, type WebhookResponse } from './pages';
import type { StatePurpose } from './state-codec';

/** What the member sees before leaving for Saison. */
export interface Confirmation {
	event: StatePurpose;
	/** Who gets the data or the result. */
	service: string;
	/** The member's id there; '' for none. */
	memberReference: string;
	/** Where the button leads. */
	url: string;
}

/** `{service}` is the name of the service. */
const TEXTS = {
	authorization: {
		title: { ja: '「{service}」との連携', en: 'Connect with {service}' },
		body: {
			ja: '次に進むと、クレディセゾンのページに移動します。そこでログインして許可すると、お客様の情報が次の連携先に提供されます。',
			en: "You will now go to Credit Saison's website. If you sign in there and allow access, your data will be shared with the service shown above.",
		},
	},
	twoFactor: {
		title: { ja: '「{service}」のための本人確認', en: 'Confirm your identity for {service}' },
		body: {
			ja: '次に進むと、クレディセゾンの本人確認のページに移動します。確認の結果は、次の連携先に通知されます。',
			en: "You will now go to Credit Saison's website to confirm your identity. The result will be sent to the service shown above.",
		},
	},
};
const WARNING = {
	ja: 'このリンク、連携先、お客様IDのいずれかに心当たりがない場合は、進まずにこのページを閉じてください。',
	en: 'If you did not expect this link, or do not recognize the service or ID above, close this page.',
};

const STYLE = `body{margin:0;padding:2rem 1rem;background:#f5f7f9;color:#1c242c;font:16px/1.7 system-ui,sans-serif}
main{max-width:34rem;margin:auto;padding:1.5rem;background:#fff;border:1px solid #d5dae0;border-radius:8px}
h1{margin:0;font-size:1.3rem}
dl{margin:1rem 0;padding:.75rem 1rem;background:#f5f7f9;border-radius:8px}
dt{color:#55606c;font-size:.85rem}
dd{margin:0 0 .5rem;font-weight:600;overflow-wrap:anywhere}
a{display:block;margin:1.5rem 0;padding:.75rem;border-radius:8px;background:#1f7a5c;color:#fff;font-weight:600;text-align:center;text-decoration:none}
section{padding-top:1rem;border-top:1px solid #d5dae0;color:#55606c;font-size:.9rem}
h2{margin:0;font-size:1rem}`;

/** No script, no other site, no frame: nothing but this page and its own style. */
const POLICY = [
	"default-src 'none'",
	`style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
	"base-uri 'none'",
	"form-action 'none'",
	"frame-ancestors 'none'",
].join('; ');

/** Names the service and the member's id there, and has one link, which leads to Saison. */
export function confirmationPage(confirmation: Confirmation): WebhookResponse {
	const { event, memberReference, url } = confirmation;
	const { title, body } = TEXTS[event];
	const service = escapeHtml(confirmation.service);
	const named = (text: string): string => text.replaceAll('{service}', () => service);
	const entries = [['連携先 / Service', confirmation.service]];
	if (memberReference !== '') entries.push(['連携先でのお客様ID / Your ID there', memberReference]);
	const list = entries
		.map(([name, value]) => `<dt>${name}</dt><dd>${escapeHtml(value)}</dd>`)
		.join('');
	const html = `<!doctype html>
<html lang="ja">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${named(title.ja)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${named(title.ja)}</h1>
<p>${body.ja}</p>
<dl>${list}</dl>
<p>${WARNING.ja}</p>
<a href="${escapeHtml(url)}">クレディセゾンのページへ進む<br>Continue to Credit Saison</a>
<section lang="en">
<h2>${named(title.en)}</h2>
<p>${body.en}</p>
<p>${WARNING.en}</p>
</section>
</main>
</body>
</html>
`;
	return privateResponse(html, {
		'Content-Type': 'text/html; charset=utf-8',
		'Content-Security-Policy': POLICY,
	});
}

function escapeHtml(text: string): string {
	return text
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll('"', '&quot;')
		.replaceAll("'", '&#39;');
}

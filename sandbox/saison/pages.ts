import { escapeHtml } from '../shared/html';

const STYLE = `
body { margin: 0; background: #f4f6f8; color: #1f2a37; font: 16px/1.6 "Hiragino Sans", "Noto Sans JP", "Yu Gothic", sans-serif; }
main { max-width: 30rem; margin: 3rem auto; padding: 2rem; background: #fff; border-radius: 12px; box-shadow: 0 1px 4px #0002; }
h1 { font-size: 1.25rem; margin: 0; }
.en { display: block; color: #64748b; font-size: .8rem; }
label { display: block; margin-top: 1rem; }
input { box-sizing: border-box; width: 100%; padding: .6rem; font: inherit; border: 1px solid #94a3b8; border-radius: 8px; }
button { margin: 1.2rem .6rem 0 0; padding: .6rem 1.4rem; font: inherit; border: 0; border-radius: 8px; background: #0f4c81; color: #fff; cursor: pointer; }
button.quiet { background: #e2e8f0; color: #1f2a37; }
.note { margin-top: 1.5rem; padding: .8rem 1rem; background: #fff7e0; border-radius: 8px; font-size: .85rem; }
.wrong { margin-top: 1rem; padding: .6rem 1rem; background: #fde8e8; border-radius: 8px; }
code { word-break: break-all; }`;

export function page(title: string, english: string, inner: string): string {
	return `<!DOCTYPE html>
<html lang="ja">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title><style>${STYLE}</style></head>
<body><main><h1>${escapeHtml(title)} <span class="en">${escapeHtml(english)}</span></h1>
${inner}
<p class="note">これはサンドボックスです。登場する会員はすべて架空です。<span class="en">This is a sandbox. All members are made up.</span></p>
</main></body></html>`;
}

function both(japanese: string, english: string): string {
	return `${escapeHtml(japanese)} <span class="en">${escapeHtml(english)}</span>`;
}

function wrongText(text?: [string, string]): string {
	return text ? `<p class="wrong" role="alert">${both(...text)}</p>` : '';
}

export interface LoginHint {
	id: string;
	password: string;
	name: string;
}

export function loginPage(
	service: { ja: string; en: string },
	hints: LoginHint[],
	id: string,
	wrong: boolean,
): string {
	const text: [string, string] = [
		'ＩＤまたはパスワードが正しくありません。',
		'Wrong id or password.',
	];
	const list = hints.map(
		(hint) =>
			`<li><code>${escapeHtml(hint.id)}</code> / <code>${escapeHtml(hint.password)}</code> ${escapeHtml(hint.name)}</li>`,
	);
	return page(
		`${service.ja} ログイン`,
		`Log in to ${service.en}`,
		`${wrongText(wrong ? text : undefined)}
<form method="post" action="">
<label>${both('ＩＤ', 'Id')}<input name="id" value="${escapeHtml(id)}" autocomplete="username" required></label>
<label>${both('パスワード', 'Password')}<input name="password" type="password" autocomplete="current-password" required></label>
<button type="submit" name="action" value="login">${both('ログイン', 'Log in')}</button>
</form>
<div class="note">${both('お試し会員', 'Members to try')}<ul>${list.join('')}</ul></div>`,
	);
}

export function consentPage(memberName: string, clientId: string): string {
	return page(
		'情報提供の同意',
		'Consent',
		`<p>${both(`${memberName} 様`, 'Dear member')}</p>
<p>${both(`${clientId} に会員情報の参照を許可しますか？`, `Do you allow ${clientId} to read your member data?`)}</p>
<form method="post" action="">
<button type="submit" name="decision" value="allow">${both('許可する', 'Allow')}</button>
<button type="submit" name="decision" value="refuse" class="quiet">${both('拒否する', 'Refuse')}</button>
</form>`,
	);
}

export function passcodePage(memberName: string, passcode: string, wrong: boolean): string {
	const text: [string, string] = ['パスコードが正しくありません。', 'Wrong passcode.'];
	const errors = ['already_granted', 'insufficient_scope', 'invalid_request', 'invalid_method'];
	const buttons = errors.map(
		(error) =>
			`<button type="submit" name="outcome" value="${error}" class="quiet" formnovalidate>${error}</button>`,
	);
	return page(
		'ワンタイムパスコード',
		'One-time passcode',
		`<p>${both(`${memberName} 様`, 'Dear member')}</p>${wrongText(wrong ? text : undefined)}
<form method="post" action="">
<label>${both('パスコード', 'Passcode')}<input name="passcode" inputmode="numeric" autocomplete="one-time-code" required></label>
<button type="submit" name="action" value="verify">${both('確認', 'Verify')}</button>
<div class="note">${both(`パスコードは ${passcode} です。`, `The passcode is ${passcode}.`)}
<p>${both('エラーで戻る', 'Go back with an error')}</p>${buttons.join('')}</div>
</form>`,
	);
}

export function problemPage(japanese: string, english: string): string {
	return page(
		'お手続きできません',
		'This cannot go on',
		`<p class="wrong">${both(japanese, english)}</p>`,
	);
}

export function valuesPage(title: string, english: string, rows: Array<[string, string]>): string {
	const lines = rows.map(
		([name, value]) => `<dt>${escapeHtml(name)}</dt><dd><code>${escapeHtml(value)}</code></dd>`,
	);
	return page(title, english, `<dl>${lines.join('')}</dl>`);
}

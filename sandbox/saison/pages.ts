import { errorHtml, escapeHtml, page, textHtml } from './page-layout';
import type { Text } from './page-layout';

export interface MemberHint {
	id: string;
	password: string;
	name: string;
}

export function loginPage(
	service: Text,
	hints: MemberHint[],
	id: string,
	hasFailed: boolean,
): string {
	const error = {
		ja: '会員IDまたはパスワードが正しくありません。',
		en: 'Incorrect member ID or password.',
	};
	const list = hints.map(
		(hint) =>
			`<li><code>${escapeHtml(hint.id)}</code> / <code>${escapeHtml(hint.password)}</code> ${escapeHtml(hint.name)}</li>`,
	);
	return page(
		{ ja: `${service.ja} ログイン`, en: `Log in to ${service.en}` },
		`${hasFailed ? errorHtml(error) : ''}
<form method="post" action="">
<label>${textHtml({ ja: '会員ID', en: 'Member ID' })}<input name="id" value="${escapeHtml(id)}" autocomplete="username" required></label>
<label>${textHtml({ ja: 'パスワード', en: 'Password' })}<input name="password" type="password" autocomplete="current-password" required></label>
<button type="submit" name="action" value="login">${textHtml({ ja: 'ログイン', en: 'Log in' })}</button>
</form>
<div class="note">${textHtml({ ja: 'テスト用の会員（会員ID / パスワード）', en: 'Test members (member ID / password)' })}<ul>${list.join('')}</ul></div>`,
	);
}

export function consentPage(memberName: string, clientId: string): string {
	const question = {
		ja: `「${clientId}」による会員情報の参照を許可しますか？`,
		en: `Allow "${clientId}" to view your member information?`,
	};
	return page(
		{ ja: '会員情報の提供について', en: 'Share your member information' },
		`${loggedIn(memberName)}
<p>${textHtml(question)}</p>
<form method="post" action="">
<button type="submit" name="decision" value="allow">${textHtml({ ja: '許可する', en: 'Allow' })}</button>
<button type="submit" name="decision" value="refuse" class="secondary">${textHtml({ ja: '許可しない', en: 'Deny' })}</button>
</form>`,
	);
}

export function passcodePage(
	memberName: string,
	passcode: string,
	errors: string[],
	hasFailed: boolean,
): string {
	const error = { ja: 'パスコードが正しくありません。', en: 'Incorrect passcode.' };
	const hint = { ja: `パスコードは ${passcode} です。`, en: `The passcode is ${passcode}.` };
	const buttons = errors.map(
		(name) =>
			`<button type="submit" name="outcome" value="${name}" class="secondary" formnovalidate>${name}</button>`,
	);
	return page(
		{ ja: 'ワンタイムパスコードの入力', en: 'Enter your one-time passcode' },
		`${loggedIn(memberName)}${hasFailed ? errorHtml(error) : ''}
<form method="post" action="">
<label>${textHtml({ ja: 'パスコード', en: 'Passcode' })}<input name="passcode" inputmode="numeric" autocomplete="one-time-code" required></label>
<button type="submit" name="action" value="verify">${textHtml({ ja: '確認する', en: 'Verify' })}</button>
<div class="note">${textHtml(hint)}
<p>${textHtml({ ja: 'エラーを返して終了する', en: 'Return with an error' })}</p>${buttons.join('')}</div>
</form>`,
	);
}

export function problemPage(problem: Text): string {
	return page({ ja: 'お手続きを続行できません', en: 'Unable to continue' }, errorHtml(problem));
}

export function invalidRequestPage(detail: string): string {
	return problemPage({
		ja: `リクエストが正しくありません（${detail}）。`,
		en: `Invalid request: ${detail}.`,
	});
}

export function valuesPage(title: Text, values: Array<[name: string, value: string]>): string {
	const lines = values.map(
		([name, value]) => `<dt>${escapeHtml(name)}</dt><dd><code>${escapeHtml(value)}</code></dd>`,
	);
	return page(title, `<dl>${lines.join('')}</dl>`);
}

function loggedIn(memberName: string): string {
	return `<p>${textHtml({ ja: `${memberName} 様`, en: `Logged in as ${memberName}` })}</p>`;
}

import type { Sandbox } from './index';
import { asShown } from './labels';
import { MADE_UP_PATHS as MARTA_MADE_UP_PATHS } from './marta/paths';
import { TILL_DESCRIPTION } from './marta/till/description';
import { MADE_UP_PATHS as SAISON_MADE_UP_PATHS } from './saison/paths';

const MEMBERS_SHOWN = ['na001', 'na002', 'atu001', 'na111', 'na114', 'na115', 'atu061'];

function fieldLines(fields: object): string[] {
	return Object.entries(fields)
		.filter(([, value]) => value !== '' && value !== false)
		.map(([name, stored]) => {
			const { label, value } = asShown(name, String(stored));
			return `    ${label.padEnd(18)} ${indented(value)}`;
		});
}

/** Text of several lines below the first one. */
function indented(text: string): string {
	return text.trimEnd().replaceAll('\n', `\n${' '.repeat(23)}`);
}

function madeUpPathLines(paths: string[]): string[] {
	return [
		'  Paths that exist only in the sandbox (the real ones are not public)',
		...paths.map((path) => `    ${path}`),
	];
}

function saisonLines({ saison, credentials }: Sandbox): string[] {
	const { clientId } = credentials.saisonConnectApi;
	const members = saison.members().filter(({ id }) => MEMBERS_SHOWN.includes(id));
	return [
		`SAISON CONNECT stand-in   ${saison.url}`,
		`  Made-up calls           ${saison.url}/`,
		'',
		'  n8n credential "Saison Connect API" (saisonConnectApi)',
		...fieldLines(credentials.saisonConnectApi),
		'    The authorization code works once and expires after 10 minutes.',
		'    Leave it empty if every item brings its own access token.',
		'',
		...madeUpPathLines(SAISON_MADE_UP_PATHS),
		'',
		"  Made-up calls of 'API Description', for the resource Contract Call",
		'    The points history begins in January 2025 and has 260 entries, in pages: page counts from 1,',
		'    page_count is the last one, and a page after it has an empty points_history.',
		'',
		'  Members (ID, password, access token, name)',
		...members.map(
			({ id, password, accessToken, name, special }) =>
				`    ${id.padEnd(7)} ${password.padEnd(12)} ${accessToken.padEnd(22)} ${name}${special ? ` (${special})` : ''}`,
		),
		`    All 200: curl ${saison.url}/__sandbox/members`,
		'',
		'  Login page',
		`    ${saison.url}/auth/screen/na/authorize?response_type=code&client_id=${clientId}&state=abc`,
	];
}

function tillCallLines(): string[] {
	return Object.entries(TILL_DESCRIPTION.paths).flatMap(([path, item]) =>
		Object.keys(item)
			.filter((name) => name !== 'parameters')
			.map((method) => `    ${method.toUpperCase().padEnd(6)} ${path}`),
	);
}

function martaLines({ marta, credentials }: Sandbox): string[] {
	const examples = Object.entries(credentials.martaApi).flatMap(([name, fields]) => [
		`  n8n credential "MARTA API" (martaApi): ${name}`,
		...fieldLines(fields),
		'',
	]);
	const customers = marta.customers().slice(0, 2);
	return [
		`MARTA stand-in            ${marta.url}`,
		`  Made-up calls           ${marta.url}/`,
		'',
		...examples,
		...madeUpPathLines(MARTA_MADE_UP_PATHS),
		'',
		"  Made-up calls of 'API Description', for the resource Contract Call (scopes terminal and terminal-backoffice)",
		...tillCallLines(),
		'    A list of movements is in pages: send nextCursor back as cursor, or follow the path in next;',
		'    both are null on the last page. A purchase changes the points of the card, and deleting it takes them back.',
		'    For the scope customersynchro: register a customer, and add data that a customer has not given yet.',
		'',
		'  Customers (mobile number, email, card)',
		...customers.map(({ mobile, email, card }) => `    ${mobile}  ${email}  ${card}`),
		'    The customer with card 2990000000012 has incomplete data (402), and so has 2990000000014.',
		'    senza.carta@example.com has no card.',
	];
}

function controlLines({ saison }: Sandbox): string[] {
	const post = (name: string, body: string) =>
		`    curl -X POST ${saison.url}/__sandbox/${name} -d '${body}'`;
	return [
		'Control functions (both stand-ins; from this machine only)',
		`    curl ${saison.url}/__sandbox/counts`,
		`    curl '${saison.url}/__sandbox/requests?last=3'`,
		post('expire', '{}'),
		post('settings', '{"delayMs":200}'),
		post('faults', '{"fault":{"kind":"status","status":429,"retryAfter":2},"times":1}'),
		post('reset', '{}'),
		'  Saison Connect only',
		post('code', '{"memberId":"na002"}'),
		post('member-tokens', '{"count":3}'),
	];
}

/** What `npm run sandbox` prints. */
export function overview(sandbox: Sandbox): string {
	const parts = [saisonLines(sandbox), martaLines(sandbox), controlLines(sandbox)];
	return [...parts.map((lines) => lines.join('\n')), 'Press Ctrl+C to stop.'].join('\n\n');
}

import type { Sandbox } from './index';
import { MADE_UP_PATHS as MARTA_MADE_UP } from './marta/echo';
import { MADE_UP_PATHS as SAISON_MADE_UP } from './saison/paths';

const TOKENS_SHOWN = ['na001', 'na002', 'atu001', 'na111', 'na114', 'na115', 'atu061'];

function fields(values: object): string[] {
	return Object.entries(values)
		.filter(([, value]) => value !== '' && value !== false)
		.map(([name, value]) => `    ${name.padEnd(18)} ${String(value)}`);
}

function saisonLines({ saison, credentials }: Sandbox): string[] {
	const members = saison.members().filter(({ id }) => TOKENS_SHOWN.includes(id));
	return [
		`SAISON CONNECT stand-in   ${saison.url}`,
		'',
		'  n8n credential "Saison Connect API" (saisonConnectApi)',
		...fields(credentials.saisonConnectApi),
		'    The code works once, within 10 minutes. With tokens per member, leave it out.',
		'',
		'  Paths made up here, because the real ones are not public',
		...SAISON_MADE_UP.map((path) => `    ${path}`),
		'',
		'  Members (id / password / access token)',
		...members.map(
			({ id, password, accessToken, name, special }) =>
				`    ${id.padEnd(7)} ${password.padEnd(12)} ${accessToken.padEnd(22)} ${name}${special ? ` (${special})` : ''}`,
		),
		`    all 200: curl ${saison.url}/__sandbox/members`,
		'',
		'  The login page',
		`    ${saison.url}/auth/screen/na/authorize?response_type=code&client_id=${credentials.saisonConnectApi.clientId}&state=abc`,
	];
}

function martaLines({ marta, credentials }: Sandbox): string[] {
	const examples = Object.entries(credentials.martaApi).flatMap(([name, values]) => [
		`  n8n credential "MARTA API" (martaApi): ${name}`,
		...fields(values),
	]);
	const cards = marta.customers().slice(0, 2);
	return [
		`MARTA stand-in            ${marta.url}`,
		'',
		...examples,
		'',
		'  Paths made up here, because the real ones are not public',
		...Object.values(MARTA_MADE_UP).map((path) => `    ${path}`),
		'',
		'  Customers (mobile / email / card)',
		...cards.map(({ mobile, email, card }) => `    ${mobile}  ${email}  ${card}`),
		'    card 2990000000012 has incomplete data (402); senza.carta@example.com has no card',
	];
}

function controlLines({ saison }: Sandbox): string[] {
	const post = (name: string, body: string) =>
		`    curl -X POST ${saison.url}/__sandbox/${name} -d '${body}'`;
	return [
		'Control, the same on both (loopback only)',
		`    curl ${saison.url}/__sandbox/counts`,
		`    curl '${saison.url}/__sandbox/requests?last=3'`,
		post('expire', '{}'),
		post('settings', '{"delayMs":200}'),
		post('faults', '{"fault":{"kind":"status","status":429,"retryAfter":2},"times":1}'),
		post('reset', '{}'),
		'  Saison only',
		post('code', '{"memberId":"na002"}'),
		post('member-tokens', '{"count":3}'),
	];
}

/** What `npm run sandbox` prints. */
export function overview(sandbox: Sandbox): string {
	const parts = [saisonLines(sandbox), martaLines(sandbox), controlLines(sandbox)];
	return [...parts.map((lines) => lines.join('\n')), 'Stop with Ctrl+C.'].join('\n\n');
}

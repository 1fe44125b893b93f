import { createHash } from 'node:crypto';
import type { IDataObject, IHookFunctions, IWebhookFunctions } from 'n8n-workflow';
import type { CredentialData } from '../../../../lib/core/operation/service-definition';
import { readSaisonCredential } from '../../../../lib/saison/auth/credential';
import { createState, type NewState } from '../../../../lib/saison/consent/state';
import { SaisonConnectTrigger } from '../../../../nodes/SaisonConnect/SaisonConnectTrigger.node';
import { saisonData } from '../../support/credentials';
import { fakeHttp, type FakeHttp } from '../../support/http';

const trigger = new SaisonConnectTrigger();

/** A trigger with its settings, and the parts of n8n it uses. */
export interface Stage {
	parameters?: Record<string, unknown>;
	data?: CredentialData;
	http?: FakeHttp;
	/** The webhook's own origin. */
	base?: string;
	/** Replaces parts of n8n. */
	n8n?: Record<string, unknown>;
}

export interface WebhookResponse {
	status: number;
	headers: Record<string, string>;
	body: string;
	/** The items of the execution that starts, `undefined` if none does. */
	items?: IDataObject[];
	/** Everything that was logged. */
	log: string;
}

/** Sends a request to the trigger: to the start URL if `path` begins with /start, else to the redirect URI. */
export async function requestWebhook(
	stage: Stage,
	path: string,
	cookies = '',
): Promise<WebhookResponse> {
	const {
		parameters = {},
		data = saisonData(),
		http = tokenEndpoint(),
		base = 'https://n8n.example',
	} = stage;
	const result: WebhookResponse = { status: 0, headers: {}, body: '', log: '' };
	const log = (text: string): void => void (result.log += `${text}\n`);
	const response = {
		writeHead(status: number, headers: Record<string, string>) {
			Object.assign(result, { status, headers });
			return response;
		},
		end: (body: string) => void (result.body = body),
	};
	const isStart = path.startsWith('/start');
	const context = {
		getNode: () => ({ name: 'Saison Connect Trigger' }),
		getNodeParameter: (name: string, fallback: unknown) => parameters[name] ?? fallback,
		getCredentials: async () => data,
		getWebhookName: () => (isStart ? 'setup' : 'default'),
		getNodeWebhookUrl: () => `${base}/webhook/saison-connect`,
		getRequestObject: () => ({
			originalUrl: `/webhook/saison-connect${path}`,
			headers: cookies === '' ? {} : { cookie: cookies },
		}),
		getResponseObject: () => response,
		helpers: { httpRequest: http.request },
		logger: { debug: log, info: log, warn: log, error: log },
		...stage.n8n,
	} as unknown as IWebhookFunctions;
	const returned = await trigger.webhook.call(context);
	if (returned.noWebhookResponse !== true) throw new Error('n8n would send a second response.');
	result.items = returned.workflowData?.[0].map(({ json }) => json);
	return result;
}

/** What n8n calls before it listens to the node's webhooks. */
export async function activate(parameters: Record<string, unknown>): Promise<boolean> {
	const context = {
		getNode: () => ({ name: 'Saison Connect Trigger', type: 'x', parameters: {} }),
		getNodeParameter: (name: string, fallback: unknown) => parameters[name] ?? fallback,
	} as unknown as IHookFunctions;
	const { checkExists, create } = trigger.webhookMethods.default;
	return (await checkExists.call(context)) || (await create.call(context));
}

/** Returns member tokens for every code. */
export function tokenEndpoint(): FakeHttp {
	return fakeHttp([
		{ body: { access_token: 'member-access', refresh_token: 'member-refresh', token_type: 'mac' } },
	]);
}

/** A state as the action node creates it for a link of any kind; with `kind`, a ticket. */
export async function newState(
	content: Partial<NewState> = {},
	data = saisonData(),
	createdAt = Date.now(),
	kind?: 'ticket',
): Promise<string> {
	const all: NewState = {
		purpose: 'authorization',
		memberReference: '',
		memberService: '',
		...content,
	};
	return await createState(readSaisonCredential(data), all, createdAt, kind);
}

/** The cookie that the start URL set, as a browser sends it back. */
export function cookieOf({ headers }: WebhookResponse): string {
	return headers['Set-Cookie'].split(';')[0];
}

/** Where the start URL leads, on its page or at once. */
export function destinationOf({ headers, body }: WebhookResponse): URL {
	const href = /<a href="([^"]+)"/.exec(body)?.[1].replaceAll('&amp;', '&');
	return new URL(href ?? headers.Location);
}

/** What a browser has after the start URL: its cookie, and the state that goes to Saison. */
export interface Started {
	cookie: string;
	state: string;
}

/** Opens a start link. @param cookies what the browser has already */
export async function started(stage: Stage, ticket: string, cookies = ''): Promise<Started> {
	const to = stage.parameters?.event === 'twoFactor' ? `&to=%2Fotp%3Fstate%3D${ticket}` : '';
	const response = await requestWebhook(stage, `/start?state=${ticket}${to}`, cookies);
	const state = destinationOf(response).searchParams.get('state') ?? '';
	return { cookie: cookieOf(response), state };
}

/** The cookie that an older version set for a state, which anyone can compute. */
export function legacyCookie(state: string): string {
	const id = state.slice(14, 46);
	const value = createHash('sha256')
		.update(JSON.stringify(['browser', id]))
		.digest('hex');
	return `__Host-saison-authorization-${value.slice(0, 16)}=${value}`;
}

/** Changes one character of a state. */
export function flip(text: string, at: number): string {
	const other = text[at] === 'a' ? 'b' : 'a';
	return text.slice(0, at) + other + text.slice(at + 1);
}

export const PRIVATE_HEADERS = {
	'Cache-Control': 'no-store',
	'Referrer-Policy': 'no-referrer',
	'X-Content-Type-Options': 'nosniff',
};

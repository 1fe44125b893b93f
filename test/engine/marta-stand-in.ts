import { MARTA_ORIGIN } from './harness';
import { StubbedHost, type Reply, type RecordedRequest } from './stubbed-host';

export const LOGIN_PATH = '/auth';

/** Over all stand-ins of a test file, so that no two sessions are the same. */
let issued = 0;

/** A token of the form of a JWT; nobody checks its signature. */
export function jwt(claims: Record<string, unknown>): string {
	const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
	return `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}.c2lnbmF0dXJl`;
}

export interface MartaRules {
	origin?: string;
	/** Lifetime of a session, in ms. */
	lifetime?: number;
	/** How far the service's clock is ahead of the host's, in ms. If set, it sends `Date`. */
	clockAhead?: number;
	/** The claims of a token that ends then, in ms by the service's clock. */
	claims?: (endMs: number, nowMs: number) => Record<string, unknown>;
	/** Whether tokens say nothing about their expiry. */
	isOpaque?: boolean;
	/** Session tokens that are valid from the start. */
	tokens?: string[];
	/** What the service says to a token that has expired. */
	expiredStatus?: number;
	/** Real ms the service takes. */
	latency?: number;
	loginLatency?: number;
	/** The response to a login, in place of a session. */
	login?: (request: RecordedRequest, count: number) => Reply | undefined;
	/** The response to any other path of the Auth API; its contract is not public. */
	refresh?: (request: RecordedRequest) => Reply;
	/** More fields of the login's response. */
	loginFields?: Record<string, unknown>;
	/** The response to a call whose session is valid. */
	data?: (request: RecordedRequest, token: string) => Reply | undefined;
}

/** A small MARTA: logins, sessions that end, and data behind a bearer token. */
export class MartaStandIn {
	readonly host: StubbedHost;
	private readonly validUntil = new Map<string, number>();

	constructor(private readonly rules: MartaRules = {}) {
		for (const token of rules.tokens ?? []) this.validUntil.set(token, Infinity);
		this.host = new StubbedHost(rules.origin ?? MARTA_ORIGIN, (request) =>
			this.dated(request.pathname === LOGIN_PATH ? this.login(request) : this.call(request)),
		);
	}

	get logins(): RecordedRequest[] {
		return this.host.to(LOGIN_PATH);
	}

	get dataCalls(): RecordedRequest[] {
		return this.host.except(LOGIN_PATH);
	}

	get tokensUsed(): string[] {
		return this.dataCalls.map(({ headers }) =>
			(headers.authorization ?? '').replace('Bearer ', ''),
		);
	}

	/** All sessions end, or one. */
	expire(token?: string): void {
		if (token === undefined) this.validUntil.clear();
		else this.validUntil.delete(token);
	}

	private dated(reply: Reply): Reply {
		const { clockAhead } = this.rules;
		if (clockAhead === undefined) return reply;
		const date = new Date(Date.now() + clockAhead).toUTCString();
		return { ...reply, headers: { date, ...reply.headers } };
	}

	private login(request: RecordedRequest): Reply {
		const delay = this.rules.loginLatency ?? this.rules.latency;
		const given = this.rules.login?.(request, this.logins.length);
		if (given) return { delay, ...given };
		const end = Date.now() + (this.rules.lifetime ?? 900_000);
		const number = ++issued;
		const ahead = this.rules.clockAhead ?? 0;
		const claims = this.rules.claims?.(end + ahead, Date.now() + ahead) ?? {
			exp: Math.floor((end + ahead) / 1000),
		};
		const token = this.rules.isOpaque ? `opaque-${number}` : jwt({ ...claims, jti: number });
		this.validUntil.set(token, end);
		return {
			json: { token, refreshtoken: `REFRESH${this.logins.length}`, ...this.rules.loginFields },
			delay,
		};
	}

	private call(request: RecordedRequest): Reply {
		const delay = this.rules.latency;
		if (request.pathname.startsWith(`${LOGIN_PATH}/`)) {
			return { delay, ...(this.rules.refresh?.(request) ?? { json: { refreshed: true } }) };
		}
		const [scheme, token = ''] = (request.headers.authorization ?? '').split(' ');
		if (scheme !== 'Bearer' || (this.validUntil.get(token) ?? 0) <= Date.now()) {
			return { status: this.rules.expiredStatus ?? 401, json: { error: 'session' }, delay };
		}
		return { delay, json: { ok: true }, ...this.rules.data?.(request, token) };
	}
}

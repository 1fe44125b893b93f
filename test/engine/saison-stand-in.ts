import { SAISON_ORIGIN } from './harness';
import { StaleError, verifyMac } from './mac';
import { StubbedHost, type Reply, type RecordedRequest } from './stubbed-host';

export const TOKEN_PATH = '/auth/token';
export const PROFILE_PATH = '/auth/account/profile';

export interface SaisonRules {
	origin?: string;
	secret?: string;
	glue?: ' ' | ', ';
	/** Codes and refresh tokens the service would take. */
	codes?: string[];
	refreshTokens?: string[];
	/** Access tokens that are valid from the start, of members or of a stored credential. */
	accessTokens?: string[];
	/** For the service's words in errors, which are left out beside a token of three characters. */
	tokenSuffix?: string;
	/** Lifetime of an issued access token, in ms. */
	lifetime?: number;
	/** What the token endpoint says about the lifetime of an access token, in s. */
	expiresIn?: number;
	/** Whether a code gives no refresh token. */
	withoutRefreshToken?: boolean;
	/** Whether a refresh returns a new refresh token and ends the old one. */
	rotates?: boolean;
	/** Real ms the service takes. */
	latency?: number;
	tokenLatency?: number;
	tokenPath?: string;
	/** How far the service's clock is ahead of the host's, in ms. If set, it sends `Date`. */
	clockAhead?: number;
	/** The response to a data call whose MAC and token are valid. */
	data?: (request: RecordedRequest, token: string) => Reply;
}

/** A small Saison Connect: a token endpoint with memory, and data behind a strict MAC. */
export class SaisonStandIn {
	readonly host: StubbedHost;
	/** What is wrong with the signatures it received; a test expects nothing. */
	readonly signatureErrors: string[] = [];
	readonly usedRefreshTokens: string[] = [];
	private readonly validUntil = new Map<string, number>();
	private readonly codes: Set<string>;
	private readonly refreshTokens: Set<string>;
	private readonly triples = new Set<string>();
	private issued = 0;
	/** As in the rules; a test may change it. */
	clockAhead?: number;

	constructor(private readonly rules: SaisonRules = {}) {
		this.codes = new Set(rules.codes);
		this.refreshTokens = new Set(rules.refreshTokens);
		for (const token of rules.accessTokens ?? []) this.validUntil.set(token, Infinity);
		this.host = new StubbedHost(rules.origin ?? SAISON_ORIGIN, (request) =>
			this.dated(
				request.pathname === (rules.tokenPath ?? TOKEN_PATH)
					? this.token(request)
					: this.call(request),
			),
		);
		this.clockAhead = rules.clockAhead;
	}

	get tokenCalls(): RecordedRequest[] {
		return this.host.to(this.rules.tokenPath ?? TOKEN_PATH);
	}

	get dataCalls(): RecordedRequest[] {
		return this.host.except(this.rules.tokenPath ?? TOKEN_PATH);
	}

	/** The tokens data calls were signed with, in order. */
	get tokensUsed(): string[] {
		return this.dataCalls.map(
			({ headers }) => /id="([^"]*)"/.exec(headers.authorization)?.[1] ?? '',
		);
	}

	/** All access tokens expire, or one. */
	expire(token?: string): void {
		if (token === undefined) this.validUntil.clear();
		else this.validUntil.delete(token);
	}

	/** As if another process had used them. */
	forgetRefreshTokens(): string[] {
		const forgotten = [...this.refreshTokens];
		this.refreshTokens.clear();
		return forgotten;
	}

	private get now(): number {
		return Date.now() + (this.clockAhead ?? 0);
	}

	private dated(reply: Reply): Reply {
		if (this.clockAhead === undefined) return reply;
		return { ...reply, headers: { date: new Date(this.now).toUTCString(), ...reply.headers } };
	}

	private token(request: RecordedRequest): Reply {
		const delay = this.rules.tokenLatency ?? this.rules.latency;
		const code = request.form.get('code');
		const refreshToken = request.form.get('refresh_token');
		if (request.headers.authorization !== undefined) {
			this.signatureErrors.push('token call with a MAC');
		}
		const known = code === null ? this.refreshTokens : this.codes;
		const grant = code ?? refreshToken ?? '';
		if (!known.has(grant)) return { status: 400, json: { error: 'invalid_grant' }, delay };
		const rotates = this.rules.rotates ?? true;
		if (code !== null || rotates) known.delete(grant);
		if (refreshToken !== null) this.usedRefreshTokens.push(refreshToken);
		const number = ++this.issued;
		const suffix = this.rules.tokenSuffix ?? '';
		const access = `AT${number}${suffix}`;
		this.validUntil.set(access, Date.now() + (this.rules.lifetime ?? Infinity));
		const response: Record<string, unknown> = { access_token: access, token_type: 'mac' };
		if (this.rules.expiresIn !== undefined) response.expires_in = this.rules.expiresIn;
		if ((code !== null || rotates) && !this.rules.withoutRefreshToken) {
			response.refresh_token = `RT${number}${suffix}`;
			this.refreshTokens.add(`RT${number}${suffix}`);
		}
		return { json: response, delay };
	}

	private call(request: RecordedRequest): Reply {
		const delay = this.rules.latency;
		let id = '';
		try {
			const secret = this.rules.secret ?? 'test-client-secret';
			const mac = verifyMac(request, secret, this.rules.glue, this.now);
			id = mac.id;
			const triple = `${mac.id} ${mac.ts} ${mac.nonce}`;
			if (this.triples.has(triple)) this.signatureErrors.push(`replay of ${triple}`);
			this.triples.add(triple);
		} catch (error) {
			if (error instanceof StaleError && this.clockAhead !== undefined) {
				return { status: 401, json: { error: 'invalid_token' }, delay };
			}
			this.signatureErrors.push((error as Error).message);
			return { status: 400, json: { error: 'invalid_request' }, delay };
		}
		if ((this.validUntil.get(id) ?? 0) <= Date.now()) {
			return { status: 401, json: { error: 'invalid_token', result_code: '002' }, delay };
		}
		const reply = this.rules.data?.(request, id) ?? { json: { result_code: '000', token: id } };
		return { delay, ...reply };
	}
}

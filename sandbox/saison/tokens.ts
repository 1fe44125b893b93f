import { randomBytes } from 'node:crypto';

/** One consent of one member to one client, to which all codes and tokens issued under it belong. */
export interface Grant {
	clientId: string;
	memberId: string;
	scope: string;
	revoked: boolean;
}

interface Issued {
	grant: Grant;
	/** By the machine's clock, ms. */
	expiresAt: number;
}

interface SingleUse extends Issued {
	used: boolean;
}

export type TokenStatus = 'valid' | 'unknown' | 'expired' | 'revoked';

/** Base64 on purpose: the client must encode + / and = in forms and queries. */
function randomText(prefix: string): string {
	return `${prefix}${randomBytes(24).toString('base64')}=`;
}

/** Authorization codes, access tokens and refresh tokens. */
export class Tokens {
	readonly codes = new Map<string, SingleUse>();
	readonly access = new Map<string, Issued>();
	readonly refresh = new Map<string, SingleUse>();

	newGrant(clientId: string, memberId: string, scope: string): Grant {
		return { clientId, memberId, scope, revoked: false };
	}

	addCode(grant: Grant, lifetimeMs: number): string {
		const code = randomText('co');
		this.codes.set(code, { grant, expiresAt: Date.now() + lifetimeMs, used: false });
		return code;
	}

	addAccess(grant: Grant, lifetimeMs: number, token = randomText('at')): string {
		this.access.set(token, { grant, expiresAt: Date.now() + lifetimeMs });
		return token;
	}

	addRefresh(grant: Grant, lifetimeMs: number, token = randomText('rt')): string {
		this.refresh.set(token, { grant, expiresAt: Date.now() + lifetimeMs, used: false });
		return token;
	}

	accessTokenStatus(token: string): { status: TokenStatus; grant?: Grant } {
		const issued = this.access.get(token);
		if (!issued) return { status: 'unknown' };
		const { grant } = issued;
		if (grant.revoked) return { status: 'revoked', grant };
		return { status: Date.now() >= issued.expiresAt ? 'expired' : 'valid', grant };
	}

	expireAccessTokensOf(grant: Grant): void {
		for (const issued of this.access.values()) if (issued.grant === grant) issued.expiresAt = 0;
	}

	expireAll(includeRefreshTokens: boolean): void {
		for (const issued of this.access.values()) issued.expiresAt = 0;
		if (includeRefreshTokens) for (const issued of this.refresh.values()) issued.expiresAt = 0;
	}
}

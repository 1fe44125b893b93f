import { randomBytes } from 'node:crypto';

/** One consent of one member to one client, and everything that came of it. */
export interface Grant {
	clientId: string;
	memberId: string;
	scope: string;
	revoked: boolean;
}

interface Issued {
	grant: Grant;
	endsAt: number;
}

interface Spendable extends Issued {
	spent: boolean;
}

export type TokenState = 'valid' | 'unknown' | 'expired' | 'revoked';

/** Base64 on purpose: + / = must survive form and query encoding. */
function randomText(prefix: string): string {
	return `${prefix}${randomBytes(24).toString('base64')}=`;
}

/** Codes, access tokens and refresh tokens. Times are in ms of the machine's clock. */
export class Tokens {
	readonly codes = new Map<string, Spendable>();
	readonly access = new Map<string, Issued>();
	readonly refresh = new Map<string, Spendable>();

	newGrant(clientId: string, memberId: string, scope: string): Grant {
		return { clientId, memberId, scope, revoked: false };
	}

	addCode(grant: Grant, lifetimeMs: number): string {
		const code = randomText('co');
		this.codes.set(code, { grant, endsAt: Date.now() + lifetimeMs, spent: false });
		return code;
	}

	addAccess(grant: Grant, lifetimeMs: number, text = randomText('at')): string {
		this.access.set(text, { grant, endsAt: Date.now() + lifetimeMs });
		return text;
	}

	addRefresh(grant: Grant, lifetimeMs: number, text = randomText('rt')): string {
		this.refresh.set(text, { grant, endsAt: Date.now() + lifetimeMs, spent: false });
		return text;
	}

	accessState(text: string): { state: TokenState; grant?: Grant } {
		const found = this.access.get(text);
		if (!found) return { state: 'unknown' };
		const { grant } = found;
		if (grant.revoked) return { state: 'revoked', grant };
		return { state: Date.now() >= found.endsAt ? 'expired' : 'valid', grant };
	}

	endAccessOf(grant: Grant): void {
		for (const entry of this.access.values()) if (entry.grant === grant) entry.endsAt = 0;
	}

	expireAll(alsoRefresh: boolean): void {
		for (const entry of this.access.values()) entry.endsAt = 0;
		if (alsoRefresh) for (const entry of this.refresh.values()) entry.endsAt = 0;
	}
}

import { randomBytes, randomUUID } from 'node:crypto';
import jwt from 'jsonwebtoken';
import type { Scope } from './data';

export interface Session {
	id: string;
	scope: Scope;
	subject: string;
	campaignId: string;
	/** By the server's clock, ms. */
	expiresAt: number;
	/** By a newer login. */
	ended: boolean;
}

export interface SessionOptions {
	scope: Scope;
	subject: string;
	campaignId: string;
	/** The server's clock, ms. */
	now: number;
	lifetimeMs: number;
	sendExp: boolean;
}

export type TokenCheck = { session: Session } | { cause: 'invalid' | 'expired' | 'ended' };

/** The sessions and their JWTs (HS256). */
export class Tokens {
	private readonly secret = randomBytes(32).toString('hex');
	private readonly sessions = new Map<string, Session>();

	issue(options: SessionOptions): { token: string; refreshtoken: string; session: Session } {
		const { scope, subject, campaignId, now, lifetimeMs } = options;
		const iat = Math.floor(now / 1000);
		// A JWT has whole seconds, so a lifetime below one second exists only in the session.
		const isShort = lifetimeMs < 1000;
		const exp = isShort
			? Math.ceil((now + lifetimeMs) / 1000)
			: Math.floor((now + lifetimeMs) / 1000);
		const expiresAt = isShort ? now + lifetimeMs : exp * 1000;
		const session: Session = {
			id: randomUUID(),
			scope,
			subject,
			campaignId,
			expiresAt,
			ended: false,
		};
		this.sessions.set(session.id, session);
		const claims = { sub: subject, scope, campaignid: campaignId, jti: session.id, iat };
		const payload = options.sendExp ? { ...claims, exp } : claims;
		const token = jwt.sign(payload, this.secret, { algorithm: 'HS256' });
		return { token, refreshtoken: randomBytes(24).toString('base64url'), session };
	}

	check(token: string, now: number): TokenCheck {
		let id: string | undefined;
		try {
			// Expiry is checked below, by the server's clock.
			const payload = jwt.verify(token, this.secret, {
				algorithms: ['HS256'],
				ignoreExpiration: true,
			});
			id = typeof payload === 'string' ? undefined : payload.jti;
		} catch {
			return { cause: 'invalid' };
		}
		const session = this.sessions.get(id ?? '');
		if (!session) return { cause: 'invalid' };
		if (session.ended) return { cause: 'ended' };
		return now >= session.expiresAt ? { cause: 'expired' } : { session };
	}

	endOlderSessions(newest: Session): void {
		for (const session of this.sessions.values()) {
			const isSame =
				session.scope === newest.scope &&
				session.subject === newest.subject &&
				session.campaignId === newest.campaignId;
			if (isSame && session !== newest) session.ended = true;
		}
	}

	/** Sessions only: the use of refresh tokens is not public. */
	expireAll(): void {
		for (const session of this.sessions.values()) session.expiresAt = 0;
	}
}

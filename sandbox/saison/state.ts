import { ServiceState } from '../shared/service-state';
import { emptySaisonCounts } from './counts';
import type { SaisonCounts } from './counts';
import { makeMembers } from './data';
import type { Member } from './member';
import { CLIENT_ID, SAISON_CHOICES, SAISON_DEFAULTS } from './settings';
import type { SaisonSettings } from './settings';
import { Tokens } from './tokens';

export interface AuthorizationRequest {
	clientId: string;
	scope: string;
	/** Decoded. */
	state?: string;
}

/** A member who has logged in and is looking at the consent page. */
export interface PendingConsent extends AuthorizationRequest {
	memberId: string;
}

const NEVER_MS = Number.MAX_SAFE_INTEGER - 2 ** 50;

export class SaisonState extends ServiceState<SaisonSettings, SaisonCounts> {
	readonly members: Map<string, Member> = makeMembers();
	tokens = new Tokens();
	/** ts, nonce and id of each accepted request, with the time (ms) when its ts leaves the window. */
	nonces = new Map<string, number>();
	pendingConsents = new Map<string, PendingConsent>();
	/** When each member's level 2 ends, in ms. */
	levelTwoUntil = new Map<string, number>();

	constructor(changes?: Partial<SaisonSettings>) {
		super({ defaults: SAISON_DEFAULTS, changes }, SAISON_CHOICES, emptySaisonCounts);
		this.addPreparedTokens();
	}

	override reset(includeSettings: boolean): void {
		super.reset(includeSettings);
		this.tokens = new Tokens();
		this.nonces = new Map();
		this.pendingConsents = new Map();
		this.levelTwoUntil = new Map();
		this.addPreparedTokens();
	}

	/** Each member has one pair of tokens with known values, which never expires by itself. */
	private addPreparedTokens(): void {
		for (const { id } of this.members.values()) {
			const grant = this.tokens.newGrant(CLIENT_ID, id, '');
			this.tokens.addAccess(grant, NEVER_MS, preparedAccessToken(id));
			this.tokens.addRefresh(grant, NEVER_MS, preparedRefreshToken(id));
		}
	}
}

export function preparedAccessToken(memberId: string): string {
	return `sandbox-access-${memberId}`;
}

export function preparedRefreshToken(memberId: string): string {
	return `sandbox-refresh-${memberId}`;
}

import { Recorder } from '../shared/recorder';
import { FaultQueue } from '../shared/faults';
import { patched } from '../shared/settings';
import { Traffic } from '../shared/traffic';
import { emptySaisonCounts } from './counts';
import { makeMembers } from './data';
import type { Member } from './data';
import { CLIENT_ID, SAISON_CHOICES, SAISON_DEFAULTS } from './settings';
import type { SaisonSettings } from './settings';
import { Tokens } from './tokens';

/** A member who has logged in and is looking at the consent page. */
export interface Ticket {
	clientId: string;
	memberId: string;
	scope: string;
	/** Un-escaped. */
	state?: string;
}

const NEVER = Number.MAX_SAFE_INTEGER - 2 ** 50;

/** Everything the Saison stand-in knows. */
export class SaisonState {
	readonly members: Map<string, Member> = makeMembers();
	readonly traffic = new Traffic();
	readonly faults = new FaultQueue();
	readonly recorder: Recorder;
	settings: SaisonSettings;
	counts = emptySaisonCounts();
	tokens = new Tokens();
	/** ts, nonce and id of each accepted call, with the time after which the window refuses it anyway. */
	nonces = new Map<string, number>();
	tickets = new Map<string, Ticket>();
	/** Until when a member has level 2, ms. */
	levelTwo = new Map<string, number>();
	private readonly startSettings: SaisonSettings;

	constructor(patch?: Partial<SaisonSettings>) {
		this.startSettings = patched(SAISON_DEFAULTS, patch, SAISON_CHOICES);
		this.settings = this.startSettings;
		this.recorder = new Recorder(() => this.settings.keepRequests);
		this.prepareTokens();
	}

	/** This server's clock, ms. */
	now(): number {
		return Date.now() + this.settings.clockOffsetS * 1000;
	}

	reset(alsoSettings: boolean): void {
		if (alsoSettings) this.settings = this.startSettings;
		this.counts = emptySaisonCounts();
		this.traffic.clear();
		this.faults.clear();
		this.recorder.clear();
		this.tokens = new Tokens();
		this.nonces = new Map();
		this.tickets = new Map();
		this.levelTwo = new Map();
		this.prepareTokens();
	}

	/** Every member has one token pair with a known name, which lasts until `expire`. */
	private prepareTokens(): void {
		for (const { id } of this.members.values()) {
			const grant = this.tokens.newGrant(CLIENT_ID, id, '');
			this.tokens.addAccess(grant, NEVER, preparedAccessToken(id));
			this.tokens.addRefresh(grant, NEVER, preparedRefreshToken(id));
		}
	}
}

export function preparedAccessToken(memberId: string): string {
	return `sandbox-access-${memberId}`;
}

export function preparedRefreshToken(memberId: string): string {
	return `sandbox-refresh-${memberId}`;
}

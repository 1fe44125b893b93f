import type { Control } from '../shared/control';
import { ControlError } from '../shared/errors';
import { serviceControl } from '../shared/service-control';
import type { AllSaisonCounts } from './counts';
import type { Member } from './member';
import { CLIENT_ID } from './settings';
import type { SaisonSettings } from './settings';
import { SPECIAL_MEMBERS } from './special-members';
import { preparedAccessToken, preparedRefreshToken } from './state';
import type { SaisonState } from './state';
import { twoFactorUrl } from './two-factor';

export interface MemberTokensOptions {
	/** Member IDs. Omitted = ordinary members in turn. */
	members?: string[];
	/** How many if `members` is omitted; 1 by default. */
	count?: number;
	expired?: boolean;
	revoked?: boolean;
	scope?: string;
	clientId?: string;
	lifetimeMs?: number;
}

export interface MemberTokens {
	memberId: string;
	accessToken: string;
	refreshToken: string;
}

export interface SaisonControl extends Control<SaisonSettings, AllSaisonCounts> {
	code(options?: { memberId?: string; clientId?: string; scope?: string }): { code: string };
	memberTokens(options?: MemberTokensOptions): MemberTokens[];
	/** A signed TEA015 URL, like the one that the passcode page redirects to. */
	twoFactor(options: TwoFactorOptions): { url: string };
	members(): MemberSummary[];
}

export interface TwoFactorOptions {
	/** The URL to redirect to; the setting twoFactorRedirectUri takes precedence. */
	target?: string;
	memberId?: string;
	clientId?: string;
	state?: string;
	/** An error code. Omitted = success, `level=2`. */
	error?: string;
}

export interface MemberSummary {
	id: string;
	password: string;
	name: string;
	accessToken: string;
	refreshToken: string;
	/** What is special about the member; absent for ordinary members. */
	special?: string;
}

export function saisonControl(state: SaisonState): SaisonControl {
	const ordinary = [...state.members.keys()].filter((id) => !(id in SPECIAL_MEMBERS));
	const findMember = (id: string): Member => {
		const member = state.members.get(id);
		if (!member) throw new ControlError(`unknown member ${id}`);
		return member;
	};
	return {
		...serviceControl(state),
		code: ({ memberId = 'na001', clientId = CLIENT_ID, scope = '' } = {}) => {
			const grant = state.tokens.newGrant(clientId, findMember(memberId).id, scope);
			state.counts.codesIssued += 1;
			return { code: state.tokens.addCode(grant, state.settings.codeLifetimeMs) };
		},
		memberTokens: (options = {}) => {
			const { settings, tokens } = state;
			const inTurn = (_: unknown, index: number) => ordinary[index % ordinary.length];
			const ids = options.members ?? Array.from({ length: options.count ?? 1 }, inTurn);
			const lifetime = options.lifetimeMs ?? settings.accessTokenLifetimeMs;
			return ids.map((memberId) => {
				const clientId = options.clientId ?? CLIENT_ID;
				const grant = tokens.newGrant(clientId, findMember(memberId).id, options.scope ?? '');
				grant.revoked = options.revoked === true;
				const accessToken = tokens.addAccess(grant, options.expired ? 0 : lifetime);
				const refreshToken = tokens.addRefresh(grant, settings.refreshTokenLifetimeMs);
				return { memberId, accessToken, refreshToken };
			});
		},
		twoFactor: (options) => {
			const { memberId = 'na001', clientId = CLIENT_ID, error } = options;
			const request = { clientId, memberId: findMember(memberId).id, state: options.state };
			const outcome = error === undefined ? 'level=2' : `error=${error}`;
			return { url: twoFactorUrl(state, options.target ?? '/', request, outcome) };
		},
		members: () =>
			[...state.members.values()].map(({ id, password, name }) => ({
				id,
				password,
				name,
				accessToken: preparedAccessToken(id),
				refreshToken: preparedRefreshToken(id),
				special: SPECIAL_MEMBERS[id]?.description,
			})),
	};
}

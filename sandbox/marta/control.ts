import type { Control } from '../shared/control';
import { serviceControl } from '../shared/service-control';
import type { AllMartaCounts } from './counts';
import { CAMPAIGN_ID } from './data';
import type { Customer, Scope } from './data';
import type { MartaSettings } from './settings';
import type { MartaState, Movement } from './state';

export interface SessionOptions {
	scope?: Scope;
	/** The operator or customer. */
	username?: string;
	campaignId?: string;
	expired?: boolean;
	lifetimeMs?: number;
}

export interface MartaControl extends Control<MartaSettings, AllMartaCounts> {
	/** Creates a session without a login. */
	session(options?: SessionOptions): { token: string; refreshtoken: string };
	customers(): Customer[];
	movements(): Movement[];
}

export function martaControl(state: MartaState): MartaControl {
	return {
		...serviceControl(state),
		session: (options = {}) => {
			const { token, refreshtoken, session } = state.tokens.issue({
				scope: options.scope ?? 'customersynchro',
				subject: options.username ?? 'application',
				campaignId: options.campaignId ?? CAMPAIGN_ID,
				now: state.now(),
				lifetimeMs: options.lifetimeMs ?? state.settings.tokenLifetimeMs,
				sendExp: state.settings.sendExp,
			});
			if (options.expired) session.expiresAt = 0;
			return { token, refreshtoken };
		},
		customers: () => structuredClone(state.customers),
		movements: () => structuredClone(state.movements),
	};
}

import type { INodeProperties } from 'n8n-workflow';
import type { SaisonCredential } from '../../../../lib/saison/auth/credential';
import {
	createState,
	DEFAULT_STATE_LIFETIME,
	type NewState,
} from '../../../../lib/saison/consent/state';

export const memberReferenceField: INodeProperties = {
	displayName: 'Member Reference',
	name: 'memberReference',
	type: 'string',
	default: '',
	placeholder: 'e.g. 7f3a-0042',
	description:
		'Your own ID for the member, which the trigger returns: up to 64 letters, digits, dots, hyphens and underscores. Anyone who has the link can read it, so do not use personal data.',
};

/** `expiresAt` is in ISO 8601. */
type StateItem = Record<'state' | 'expiresAt', string>;

/**
 * A new state, or a ticket for the start URL, and when it expires if the trigger's State Lifetime is
 * the default.
 */
export async function stateItem(
	credential: SaisonCredential,
	content: NewState,
	kind: 'unbound' | 'ticket' = 'unbound',
): Promise<StateItem> {
	// A state contains whole seconds.
	const nowMs = Math.floor(Date.now() / 1000) * 1000;
	return {
		state: await createState(credential, content, nowMs, kind),
		expiresAt: new Date(nowMs + DEFAULT_STATE_LIFETIME * 60_000).toISOString(),
	};
}

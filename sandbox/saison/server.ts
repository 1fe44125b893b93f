import { buildApp } from '../shared/app';
import { controlRouter } from '../shared/control';
import { listen } from '../shared/listen';
import type { Listening } from '../shared/listen';
import { saisonControl } from './control';
import type { SaisonControl } from './control';
import { saisonRoutes } from './routes';
import type { SaisonSettings } from './settings';
import { SaisonState } from './state';

export type SaisonServer = Listening & SaisonControl & { state: SaisonState };

export interface SaisonOptions {
	host?: string;
	port?: number;
	settings?: Partial<SaisonSettings>;
}

/** Starts the Saison Connect stand-in alone. */
export async function startSaison(options: SaisonOptions = {}): Promise<SaisonServer> {
	const state = new SaisonState(options.settings);
	const control = saisonControl(state);
	const { traffic, recorder, faults } = state;
	const app = buildApp({
		control: controlRouter(control, {
			read: { members: control.members },
			write: {
				code: control.code,
				'member-tokens': control.memberTokens,
				'two-factor': control.twoFactor,
			},
		}),
		routes: saisonRoutes(state),
		traffic,
		recorder,
		faults,
		settings: () => state.settings,
	});
	const listening = await listen(app, options.host ?? '127.0.0.1', options.port ?? 0);
	return { ...listening, ...control, state };
}

import type { Router } from 'express';
import { buildApp } from '../shared/app';
import { addCallPage } from '../shared/call-page';
import { controlRouter } from '../shared/control';
import { listen } from '../shared/listen';
import type { ListenOptions, Listening } from '../shared/listen';
import { addAuthorizationEndpoint } from './authorization-endpoint';
import { saisonControl } from './control';
import type { SaisonControl } from './control';
import { addEcho } from './echo';
import { addOperations } from './operations';
import { pointsPage } from './points/page';
import { addPoints } from './points/routes';
import type { SaisonSettings } from './settings';
import { SaisonState } from './state';
import { addTokenEndpoint } from './token-endpoint';
import { addTwoFactor } from './two-factor';

export type SaisonServer = Listening & SaisonControl & { state: SaisonState };

export interface SaisonOptions extends ListenOptions {
	settings?: Partial<SaisonSettings>;
}

function addRoutes(router: Router, state: SaisonState): void {
	addAuthorizationEndpoint(router, state);
	addTokenEndpoint(router, state);
	addOperations(router, state);
	addEcho(router, state);
	addPoints(router, state);
	addTwoFactor(router, state);
	addCallPage(router, 'Saison Connect', pointsPage());
}

/** Starts only the Saison Connect stand-in. */
export async function startSaison(options: SaisonOptions = {}): Promise<SaisonServer> {
	const state = new SaisonState(options.settings);
	const control = saisonControl(state);
	const { code, memberTokens, members, twoFactor } = control;
	const app = buildApp({
		state,
		control: controlRouter(control, {
			read: { members },
			write: { code, 'member-tokens': memberTokens, 'two-factor': twoFactor },
		}),
		addRoutes: (router) => addRoutes(router, state),
	});
	return { ...(await listen(app, options)), ...control, state };
}

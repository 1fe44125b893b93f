import type { Router } from 'express';
import { buildApp } from '../shared/app';
import { addCallPage } from '../shared/call-page';
import { controlRouter } from '../shared/control';
import { listen } from '../shared/listen';
import type { ListenOptions, Listening } from '../shared/listen';
import { martaControl } from './control';
import type { MartaControl } from './control';
import { customerPage } from './customers/page';
import { addCustomers } from './customers/routes';
import { addEcho } from './echo';
import { addLogin } from './login';
import { addOperations } from './operations';
import type { MartaSettings } from './settings';
import { MartaState } from './state';
import { tillPage } from './till/page';
import { addTill } from './till/routes';

export type MartaServer = Listening & MartaControl & { state: MartaState };

export interface MartaOptions extends ListenOptions {
	settings?: Partial<MartaSettings>;
}

function addRoutes(router: Router, state: MartaState): void {
	addLogin(router, state);
	addOperations(router, state);
	addEcho(router, state);
	addTill(router, state);
	addCustomers(router, state);
	addCallPage(router, 'MARTA', [...tillPage(), ...customerPage()]);
}

/** Starts only the MARTA stand-in. */
export async function startMarta(options: MartaOptions = {}): Promise<MartaServer> {
	const state = new MartaState(options.settings);
	const control = martaControl(state);
	const { customers, movements, session } = control;
	const app = buildApp({
		state,
		control: controlRouter(control, { read: { customers, movements }, write: { session } }),
		addRoutes: (router) => addRoutes(router, state),
	});
	return { ...(await listen(app, options)), ...control, state };
}

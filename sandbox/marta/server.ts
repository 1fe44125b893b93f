import { buildApp } from '../shared/app';
import { controlRouter } from '../shared/control';
import { listen } from '../shared/listen';
import type { Listening } from '../shared/listen';
import { martaControl } from './control';
import type { MartaControl } from './control';
import { martaRoutes } from './routes';
import type { MartaSettings } from './settings';
import { MartaState } from './state';

export type MartaServer = Listening & MartaControl & { state: MartaState };

export interface MartaOptions {
	host?: string;
	port?: number;
	settings?: Partial<MartaSettings>;
}

/** Starts the MARTA stand-in alone. */
export async function startMarta(options: MartaOptions = {}): Promise<MartaServer> {
	const state = new MartaState(options.settings);
	const control = martaControl(state);
	const { traffic, recorder, faults } = state;
	const app = buildApp({
		control: controlRouter(control, {
			read: { customers: control.customers, movements: control.movements },
			write: { session: control.session },
		}),
		routes: martaRoutes(state),
		traffic,
		recorder,
		faults,
		settings: () => state.settings,
	});
	const listening = await listen(app, options.host ?? '127.0.0.1', options.port ?? 0);
	return { ...listening, ...control, state };
}

import type { Router } from 'express';
import { strictRouter } from '../shared/router';
import { addCalls } from './operations';
import { addEcho } from './echo';
import { addLogin } from './authorization-endpoint';
import type { SaisonState } from './state';
import { addTokenEndpoint } from './token-endpoint';
import { addTwoFactor } from './two-factor';

export function saisonRoutes(state: SaisonState): Router {
	const router = strictRouter();
	addLogin(router, state);
	addTokenEndpoint(router, state);
	addCalls(router, state);
	addEcho(router, state);
	addTwoFactor(router, state);
	return router;
}

import type { Router } from 'express';
import { strictRouter } from '../shared/router';
import { addCalls } from './calls';
import { addEcho } from './echo';
import { addLogin } from './login';
import type { SaisonState } from './state';
import { addTokenEndpoint } from './tokenEndpoint';
import { addTwoFactor } from './twoFactor';

export function saisonRoutes(state: SaisonState): Router {
	const router = strictRouter();
	addLogin(router, state);
	addTokenEndpoint(router, state);
	addCalls(router, state);
	addEcho(router, state);
	addTwoFactor(router, state);
	return router;
}

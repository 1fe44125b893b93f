import type { Router } from 'express';
import { strictRouter } from '../shared/router';
import { addCalls } from './operations';
import { addLogin } from './login';
import { addMadeUp } from './echo';
import type { MartaState } from './state';

export function martaRoutes(state: MartaState): Router {
	const router = strictRouter();
	addLogin(router, state);
	addCalls(router, state);
	addMadeUp(router, state);
	return router;
}

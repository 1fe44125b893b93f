import express from 'express';
import type { Express, NextFunction, Request, Response, Router } from 'express';
import { BodyTooLargeError } from './errors';
import { injectFault } from './fault-injection';
import { needsResponse } from './faults';
import { localsOf, readBody } from './request';
import { waitWhileOpen } from './response';
import { sendJson } from './send';
import type { ServiceState } from './service-state';
import type { CommonSettings } from './settings';
import { increment } from './traffic';

export interface AppOptions {
	state: ServiceState<CommonSettings, object>;
	control: Router;
	addRoutes: (router: Router) => void;
}

/** For both services, in this order: control, counting, recording, faults, delay, the service's routes. */
export function buildApp({ state, control, addRoutes }: AppOptions): Express {
	const { traffic, recorder, faults } = state;
	const app = express();
	app.disable('x-powered-by');
	app.use('/__sandbox', control);
	app.use((_req, res, next) => {
		// Otherwise Node.js sends the machine's time.
		res.sendDate = false;
		if (state.settings.sendDate) res.setHeader('Date', new Date(state.now()).toUTCString());
		next();
	});
	app.use(async (req, res, next) => {
		traffic.begin(req, res);
		const body = await readBody(req);
		localsOf(res).body = body;
		recorder.add(req, res, body);
		next();
	});
	app.use(async (req, res, next) => {
		const fault = faults.take(req.method, req.path);
		if (fault) increment(traffic.counts.faultsInjected, fault.kind);
		if (fault && needsResponse(fault)) localsOf(res).responseFault = fault;
		else if (fault) {
			await injectFault(fault, res);
			if ((fault.kind !== 'delay' && fault.kind !== 'pause') || res.destroyed) return;
		}
		const { delayMs } = state.settings;
		if (delayMs > 0 && !(await waitWhileOpen(res, delayMs))) return;
		next();
	});
	const router = express.Router({ caseSensitive: true, strict: true });
	addRoutes(router);
	app.use(router);
	app.use(async (req, res) => {
		const message = `no route for ${req.method} ${req.path}`;
		await sendJson(res, 404, { error: 'not_found', message });
	});
	app.use(async (error: unknown, req: Request, res: Response, next: NextFunction) => {
		if (res.headersSent) next(error);
		else if (error instanceof BodyTooLargeError) {
			await sendJson(res, 413, { error: 'too_large', message: error.message });
		} else if (error instanceof URIError) {
			await sendJson(res, 400, { error: 'invalid_request', message: 'malformed path' });
		} else if (!req.destroyed || req.complete) {
			// A client that disconnects while sending is not an error of the sandbox.
			traffic.counts.internalErrors += 1;
			const message = error instanceof Error ? error.message : String(error);
			await sendJson(res, 500, { error: 'sandbox_internal_error', message });
		}
	});
	return app;
}

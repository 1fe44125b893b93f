import express from 'express';
import type { Express, NextFunction, Request, Response, Router } from 'express';
import { answerJson } from './send';
import { BodyTooLarge, readBody } from './request';
import { waitsForTheAnswer } from './faults';
import type { FaultQueue } from './faults';
import { localsOf } from './locals';
import { playFault } from './fault-injection';
import type { Recorder } from './recorder';
import type { CommonSettings } from './settings';
import { add } from './traffic';
import type { Traffic } from './traffic';
import { wait } from './wait';

export interface AppParts {
	control: Router;
	routes: Router;
	traffic: Traffic;
	recorder: Recorder;
	faults: FaultQueue;
	settings: () => CommonSettings;
}

/** The same order for both services: control, counting, recording, faults, delay, the service's own routes. */
export function buildApp(parts: AppParts): Express {
	const { traffic, recorder, faults } = parts;
	const app = express();
	app.disable('x-powered-by');
	app.use('/__sandbox', parts.control);
	app.use(async (req, res, next) => {
		traffic.begin(req, res);
		const body = await readBody(req);
		localsOf(res).body = body;
		recorder.add(req, res, body);
		next();
	});
	app.use(async (req, res, next) => {
		const fault = faults.take(req.method, req.path);
		if (fault) add(traffic.counts.faultsPlayed, fault.kind);
		if (fault && waitsForTheAnswer(fault)) localsOf(res).lateFault = fault;
		else if (fault) {
			await playFault(fault, res);
			if (fault.kind !== 'delay' || res.destroyed) return;
		}
		const { delayMs } = parts.settings();
		if (delayMs > 0 && !(await wait(res, delayMs))) return;
		next();
	});
	app.use(parts.routes);
	app.use(async (req, res) => {
		await answerJson(res, 404, {
			error: 'not_found',
			message: `no ${req.method} ${req.path} here`,
		});
	});
	app.use(async (error: unknown, req: Request, res: Response, next: NextFunction) => {
		if (res.headersSent) next(error);
		else await answerError(error, req, res, traffic);
	});
	return app;
}

async function answerError(
	error: unknown,
	req: Request,
	res: Response,
	traffic: Traffic,
): Promise<void> {
	if (error instanceof BodyTooLarge) {
		return await answerJson(res, 413, { error: 'too_large', message: error.message });
	}
	if (error instanceof URIError) {
		return await answerJson(res, 400, { error: 'invalid_request', message: 'malformed path' });
	}
	// A client that went away while sending is not an error of the sandbox.
	if (req.destroyed && !req.complete) return;
	traffic.counts.internalErrors += 1;
	const message = error instanceof Error ? error.message : String(error);
	await answerJson(res, 500, { error: 'sandbox_internal_error', message });
}

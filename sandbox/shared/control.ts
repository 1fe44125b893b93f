/* eslint-disable @n8n/community-nodes/require-node-api-error -- not a node: a stand-in for the service */
import { Router } from 'express';
import type { NextFunction, Request, Response } from 'express';
import { readBody } from './request';
import { ControlError } from './errors';
import type { FaultOrder } from './faults';
import type { SeenRequest } from './recorder';

/** What tests can ask of a running stand-in, in this process or over /__sandbox. */
export interface Control<Settings, Counts> {
	counts(): Counts;
	/** Counts, faults, recorded requests, tokens and data back to the start; settings only if asked. */
	reset(options?: { settings?: boolean }): void;
	/** The settings in force, after the patch if there is one. */
	settings(patch?: Partial<Settings>): Settings;
	faults(orders: FaultOrder | FaultOrder[] | { clear: true }): void;
	/** Ends all current access tokens or sessions now. */
	expire(options?: { refreshTokens?: boolean }): void;
	requests(last?: number): SeenRequest[];
}

/** What only one of the services has. */
export interface Extras {
	read: Record<string, () => unknown>;
	write: Record<string, (body: never) => unknown>;
}

function isLoopback(address: string | undefined): boolean {
	return /^(::ffff:)?127\./.test(address ?? '') || address === '::1';
}

export function controlRouter<S, C>(control: Control<S, C>, extras: Extras): Router {
	const router = Router();
	const done = { ok: true };
	const read: Record<string, (req: Request) => unknown> = {
		counts: () => control.counts(),
		settings: () => control.settings(),
		requests: (req) => {
			const last = typeof req.query.last === 'string' ? Number(req.query.last) : undefined;
			return control.requests(last);
		},
		...extras.read,
	};
	const write: Record<string, (body: never) => unknown> = {
		reset: (body) => control.reset(body) ?? done,
		settings: (body) => control.settings(body),
		faults: (body) => control.faults(body) ?? done,
		expire: (body) => control.expire(body) ?? done,
		...extras.write,
	};
	router.use((req, res, next) => {
		if (isLoopback(req.socket.remoteAddress)) next();
		else res.status(403).json({ error: 'the control functions answer on loopback only' });
	});
	for (const [name, run] of Object.entries(read)) {
		router.get(`/${name}`, (req, res) => void res.json(run(req)));
	}
	for (const [name, run] of Object.entries(write)) {
		router.post(`/${name}`, async (req, res) => {
			const text = (await readBody(req)).toString('utf8');
			res.json(run((text === '' ? {} : parseJson(text)) as never));
		});
	}
	router.use((_req, res) => {
		const names = { GET: Object.keys(read), POST: Object.keys(write) };
		res.status(404).json({ error: 'no such control function', names });
	});
	router.use((error: unknown, _req: Request, res: Response, next: NextFunction) => {
		if (error instanceof ControlError) res.status(400).json({ error: error.message });
		else next(error);
	});
	return router;
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		throw new ControlError('the body is not JSON');
	}
}

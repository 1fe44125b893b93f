/* eslint-disable @n8n/community-nodes/require-node-api-error -- a local test server, not a node */
import { Router } from 'express';
import type { NextFunction, Request, Response } from 'express';
import { ControlError } from './errors';
import type { FaultOrder } from './faults';
import type { RecordedRequest } from './recorder';
import { readBody } from './request';

/** Controls a running stand-in, from the same process or over HTTP under /__sandbox. */
export interface Control<Settings, Counts> {
	counts(): Counts;
	/** Restores counts, faults, recorded requests, tokens and data; settings only on request. */
	reset(options?: { settings?: boolean }): void;
	/** Applies the changes, if any, and returns the current settings. */
	settings(changes?: Partial<Settings>): Settings;
	faults(orders: FaultOrder | FaultOrder[] | { clear: true }): void;
	/** Expires all access tokens or sessions now. */
	expire(options?: { refreshTokens?: boolean }): void;
	requests(last?: number): RecordedRequest[];
}

/** Control functions that only one of the services has. */
export interface ServiceFunctions {
	read: Record<string, () => unknown>;
	write: Record<string, (body: never) => unknown>;
}

function isLoopback(address: string | undefined): boolean {
	return /^(::ffff:)?127\./.test(address ?? '') || address === '::1';
}

export function controlRouter<S, C>(control: Control<S, C>, own: ServiceFunctions): Router {
	const router = Router();
	const done = { ok: true };
	const read: Record<string, (req: Request) => unknown> = {
		counts: () => control.counts(),
		settings: () => control.settings(),
		requests: (req) => {
			const last = typeof req.query.last === 'string' ? Number(req.query.last) : undefined;
			return control.requests(last);
		},
		...own.read,
	};
	const write: Record<string, (body: never) => unknown> = {
		reset: (body) => control.reset(body) ?? done,
		settings: (body) => control.settings(body),
		faults: (body) => control.faults(body) ?? done,
		expire: (body) => control.expire(body) ?? done,
		...own.write,
	};
	router.use((req, res, next) => {
		if (isLoopback(req.socket.remoteAddress)) next();
		else
			res
				.status(403)
				.json({ error: 'the control functions are available on the loopback interface only' });
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
		res.status(404).json({ error: 'unknown control function', names });
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
		throw new ControlError('the body is not valid JSON');
	}
}

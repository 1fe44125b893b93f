/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a local test server, not part of the package */
import type { Socket } from 'node:net';
import type { Request, Response } from 'express';

export interface TrafficCounts {
	total: number;
	/** By method and path without the query, such as `POST /auth/token`. */
	requests: Record<string, number>;
	statuses: Record<string, number>;
	faultsInjected: Record<string, number>;
	/** Requests whose connection closed before the response was complete. */
	aborted: number;
	internalErrors: number;
	connectionsUsed: number;
	open: { connections: number; requests: number };
	maxOpen: { connections: number; requests: number; byRoute: Record<string, number> };
}

const MAX_ROUTES = 1000;

function emptyCounts(): TrafficCounts {
	return {
		total: 0,
		requests: {},
		statuses: {},
		faultsInjected: {},
		aborted: 0,
		internalErrors: 0,
		connectionsUsed: 0,
		open: { connections: 0, requests: 0 },
		maxOpen: { connections: 0, requests: 0, byRoute: {} },
	};
}

export function increment(record: Record<string, number>, key: string, by = 1): void {
	record[key] = (record[key] ?? 0) + by;
}

/** Counts requests and connections, without control requests and connections that carried only those. */
export class Traffic {
	counts = emptyCounts();
	private sockets = new Set<Socket>();
	private openByRoute: Record<string, number> = {};

	begin(req: Request, res: Response): void {
		const { counts } = this;
		const own = `${req.method} ${req.path}`;
		const fits = own in counts.requests || Object.keys(counts.requests).length < MAX_ROUTES;
		const route = fits ? own : `${req.method} (other)`;
		counts.total += 1;
		increment(counts.requests, route);
		this.trackSocket(req.socket);
		counts.open.requests += 1;
		increment(this.openByRoute, route);
		this.updateMaximum(route);
		res.once('finish', () => increment(this.counts.statuses, String(res.statusCode)));
		res.once('close', () => {
			if (!res.writableFinished) this.counts.aborted += 1;
			this.counts.open.requests -= 1;
			increment(this.openByRoute, route, -1);
		});
	}

	/** Starts counting again; what is open now still counts as open. */
	clear(): void {
		const { open } = this.counts;
		this.counts = emptyCounts();
		this.counts.open = open;
		this.counts.maxOpen = { ...open, byRoute: {} };
	}

	private trackSocket(socket: Socket): void {
		if (this.sockets.has(socket)) return;
		this.sockets.add(socket);
		this.counts.connectionsUsed += 1;
		this.counts.open.connections += 1;
		socket.once('close', () => {
			this.sockets.delete(socket);
			this.counts.open.connections -= 1;
		});
	}

	private updateMaximum(route: string): void {
		const { open, maxOpen } = this.counts;
		maxOpen.connections = Math.max(maxOpen.connections, open.connections);
		maxOpen.requests = Math.max(maxOpen.requests, open.requests);
		maxOpen.byRoute[route] = Math.max(maxOpen.byRoute[route] ?? 0, this.openByRoute[route]);
	}
}

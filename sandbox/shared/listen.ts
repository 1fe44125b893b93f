/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a local test server, no part of the package */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Express } from 'express';

export interface Listening {
	url: string;
	host: string;
	port: number;
	/** Ends at once: open connections are cut, nothing is left running. */
	stop(): Promise<void>;
}

export class PortBusyError extends Error {
	constructor(
		readonly host: string,
		readonly port: number,
	) {
		super(`port ${port} on ${host} is already in use`);
	}
}

export async function listen(app: Express, host: string, port: number): Promise<Listening> {
	const server = createServer(app);
	server.keepAliveTimeout = 65_000;
	await new Promise<void>((resolve, reject) => {
		server.once('error', (error: Error & { code?: string }) =>
			reject(error.code === 'EADDRINUSE' ? new PortBusyError(host, port) : error),
		);
		server.listen(port, host, resolve);
	});
	const bound = (server.address() as AddressInfo).port;
	let stopped: Promise<void> | undefined;
	return {
		url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
		host,
		port: bound,
		stop: async () => {
			stopped ??= new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			});
			await stopped;
		},
	};
}

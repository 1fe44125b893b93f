/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a local test server, not part of the package */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Express } from 'express';
import { PortInUseError } from './errors';

export interface ListenOptions {
	/** 127.0.0.1 by default. */
	host?: string;
	/** 0 (the default) = any free port. */
	port?: number;
}

export interface Listening {
	url: string;
	host: string;
	port: number;
	/** Closes the server and every open connection immediately. */
	stop(): Promise<void>;
}

export async function listen(app: Express, options: ListenOptions): Promise<Listening> {
	const { host = '127.0.0.1', port = 0 } = options;
	const server = createServer(app);
	server.keepAliveTimeout = 65_000;
	await new Promise<void>((resolve, reject) => {
		server.once('error', (error: Error & { code?: string }) =>
			reject(error.code === 'EADDRINUSE' ? new PortInUseError(host, port) : error),
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

/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a test */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import nock from 'nock';

type Handler = (request: IncomingMessage, response: ServerResponse, count: number) => void;

/** A real server on this machine, for what only real sockets do: timeouts, aborts, incomplete responses. */
export class Loopback {
	count = 0;
	open = 0;
	mostOpen = 0;
	/** Requests the client gave up before it got a response. */
	aborted = 0;
	readonly uris: string[] = [];

	private constructor(
		private readonly server: Server,
		readonly origin: string,
	) {}

	static async start(handler: Handler): Promise<Loopback> {
		const server = createServer();
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const { port } = server.address() as AddressInfo;
		const loopback = new Loopback(server, `http://127.0.0.1:${port}`);
		server.on('request', (request: IncomingMessage, response: ServerResponse) => {
			loopback.count++;
			loopback.open++;
			loopback.mostOpen = Math.max(loopback.mostOpen, loopback.open);
			loopback.uris.push(`${request.method} ${request.url}`);
			response.on('close', () => {
				loopback.open--;
				if (!response.writableFinished) loopback.aborted++;
			});
			request.resume();
			handler(request, response, loopback.count);
		});
		// What nock passes through is not quite what a socket does, time-outs above all.
		nock.restore();
		return loopback;
	}

	async stop(): Promise<void> {
		if (!nock.isActive()) nock.activate();
		await this.close();
	}

	/** Without putting nock back in place. */
	async close(): Promise<void> {
		this.server.closeAllConnections();
		await new Promise((resolve) => this.server.close(resolve));
	}
}

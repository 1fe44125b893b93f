/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a test */
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { generate } from 'selfsigned';

/** A server on loopback with a certificate that nobody vouches for. */
export interface UntrustedServer {
	url: string;
	/** Requests that got through to it all the same. */
	readonly seen: number;
	stop(): Promise<void>;
}

export async function startUntrustedServer(): Promise<UntrustedServer> {
	const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }]);
	let seen = 0;
	const server = createServer({ key, cert }, (_request, response) => {
		seen++;
		response.setHeader('content-type', 'application/json');
		response.end('{"result_code":"000"}');
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
		get seen() {
			return seen;
		},
		stop: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

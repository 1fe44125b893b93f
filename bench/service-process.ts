/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports */
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ServiceCounts } from './service';
import { signedToken } from './signature';

/**
 * The service of the bench: tokens at once, data after the latency. It sends its port to its parent and
 * tells it what it saw when asked; being asked does not count as a request.
 */
const [latency, clientSecret, certFile, keyFile] = process.argv.slice(2);
const latencyMs = Number(latency);
/** One MAC in so many is checked, so that checking does not take time from what is measured. */
const checkedOneIn = 10;

const tokens = new Set<string>();
let open = 0;
let counts = noCounts();

function noCounts(): ServiceCounts {
	return { requests: 0, logins: 0, rejected: 0, connections: 0, mostOpen: 0, handshakes: 0 };
}

function respond(request: IncomingMessage, response: ServerResponse): void {
	if (request.url === '/auth/token') void logIn(request, response);
	else void sendData(request, response);
}

const server = certFile
	? createTlsServer({ cert: readFileSync(certFile), key: readFileSync(keyFile) }, respond)
	: createServer(respond);

async function sendData(request: IncomingMessage, response: ServerResponse): Promise<void> {
	counts.requests++;
	if (request.url === '/data' && !isAllowed(request)) {
		counts.rejected++;
		return send(response, 400, { error: 'invalid_request' });
	}
	const [body] = await Promise.all([text(request), sleep(latencyMs)]);
	send(response, 200, {
		result_code: '000',
		member: new URLSearchParams(body).get('member'),
		card_meisho_sousho: 'MADE-UP CARD',
		birthday: '19700101',
		sex: '2',
		sex_name: '女性',
		add_cdA: '13101',
	});
}

/** A header must be there on every request; every tenth is checked in full. */
function isAllowed(request: IncomingMessage): boolean {
	if (counts.requests % checkedOneIn !== 1) return request.headers.authorization !== undefined;
	const token = signedToken(request, clientSecret);
	return token !== undefined && tokens.has(token);
}

async function logIn(request: IncomingMessage, response: ServerResponse): Promise<void> {
	counts.logins++;
	const token = `bench-token-${tokens.size}`;
	tokens.add(token);
	send(response, 200, {
		access_token: token,
		token_type: 'mac',
		expires_in: 3600,
		refresh_token: new URLSearchParams(await text(request)).get('refresh_token'),
	});
}

function send(response: ServerResponse, status: number, json: object): void {
	response.writeHead(status, { 'content-type': 'application/json' });
	response.end(JSON.stringify(json));
}

server.on('connection', (socket) => {
	counts.connections++;
	counts.mostOpen = Math.max(counts.mostOpen, ++open);
	socket.on('close', () => open--);
});
server.on('secureConnection', () => counts.handshakes++);

process.on('message', ({ reset }: { reset?: boolean }) => {
	if (reset) counts = noCounts();
	process.send?.(counts);
});
process.on('disconnect', () => process.exit());

// The HTTP Request node opens the connections of all items at the same moment.
server.listen({ host: '127.0.0.1', port: 0, backlog: 4096 }, () => {
	process.send?.((server.address() as AddressInfo).port);
});

/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports */
import { createHmac, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { signedToken } from '../signature';
import { noCounts } from './counts';
import { isRejected } from './member';
import { endedOneIn, sessionMs } from './settings';

/**
 * Both services of the soak: data for members' tokens and signatures, cards for sessions, and the plain path of
 * the load that is compared. Sessions end soon, and some are rejected early.
 */
const [latency, clientSecret] = process.argv.slice(2);
const latencyMs = Number(latency);
const sessionKey = 'made up for the soak';

/** Sessions that were ended early, until their time is over. */
const ended = new Map<string, number>();
let cardRequests = 0;
let counts = noCounts();

async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
	const [body] = await Promise.all([text(request), sleep(latencyMs)]);
	const { pathname } = new URL(request.url ?? '', 'http://soak');
	if (pathname === '/auth') return logIn(response);
	if (pathname === '/customer/checkcard') return sendCard(request, response);
	const isPlain = pathname === '/floor';
	const token = isPlain
		? new URLSearchParams(body).get('member')
		: signedToken(request, clientSecret);
	if (!token) return send(response, 400, { error: 'invalid_request' });
	if (isRejected(token)) {
		counts.rejected++;
		return send(response, 401, { error: 'invalid_token' });
	}
	counts.accepted++;
	send(response, 200, { result_code: '000', card_meisho_sousho: 'MADE-UP CARD', sex: '2' });
}

function sendCard({ headers }: IncomingMessage, response: ServerResponse): void {
	const [, session = ''] = /^Bearer (.+)$/.exec(headers.authorization ?? '') ?? [];
	if (isOpen(session) && ++cardRequests % endedOneIn === 0) {
		counts.endedSessions++;
		ended.set(session, Date.now() + sessionMs);
	}
	if (!isOpen(session)) return send(response, 401, { message: 'Unauthorized' });
	counts.accepted++;
	send(response, 200, { cardcode: '2990000000001', name: 'MADE-UP', complete: true });
}

function isOpen(session: string): boolean {
	if (ended.has(session)) return false;
	const [head, payload = '', signature] = session.split('.');
	if (sign(`${head}.${payload}`) !== signature) return false;
	return JSON.parse(Buffer.from(payload, 'base64url').toString()).exp * 1000 > Date.now();
}

function logIn(response: ServerResponse): void {
	counts.logins++;
	const now = Date.now();
	for (const [session, until] of ended) if (until < now) ended.delete(session);
	const claims = { jti: randomUUID(), iat: now / 1000, exp: (now + sessionMs) / 1000 };
	const content = [{ alg: 'HS256', typ: 'JWT' }, claims]
		.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
		.join('.');
	send(response, 200, { token: `${content}.${sign(content)}`, refreshtoken: randomUUID() });
}

function sign(content: string): string {
	return createHmac('sha256', sessionKey).update(content).digest('base64url');
}

function send(response: ServerResponse, status: number, json: object): void {
	response.writeHead(status, { 'content-type': 'application/json' });
	response.end(JSON.stringify(json));
}

const server = createServer((request, response) => void respond(request, response));

process.on('message', ({ reset }: { reset?: boolean }) => {
	if (reset) counts = noCounts();
	process.send?.(counts);
});
process.on('disconnect', () => process.exit());

server.listen({ host: '127.0.0.1', port: 0 }, () => {
	process.send?.((server.address() as AddressInfo).port);
});

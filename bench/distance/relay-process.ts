/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports */
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { DelayLine } from './delay-line';
import type { RelayCounts } from './relay';

/**
 * Stands between n8n and the service and delays what passes, each direction by half a round trip. The first
 * bytes of a connection wait for a whole one more, in which TCP opens a connection over a distance. It knows
 * nothing of TLS, so a handshake takes as many round trips as over a real distance.
 */
const servicePort = Number(process.argv[2]);

let roundTripMs = 0;
let open = 0;
let counts: RelayCounts = { connections: 0, mostOpen: 0 };

/** Nagle's algorithm would add waits of its own. */
const options = { allowHalfOpen: true, noDelay: true };

const server = createServer(options, (client) => {
	counts.connections++;
	counts.mostOpen = Math.max(counts.mostOpen, ++open);
	client.on('close', () => open--);
	const service = connect({ ...options, port: servicePort, host: '127.0.0.1' });
	const openMs = performance.now() + roundTripMs;
	pass(client, service, new DelayLine(roundTripMs / 2, openMs));
	pass(service, client, new DelayLine(roundTripMs / 2));
});

function pass(from: Socket, to: Socket, line: DelayLine): void {
	from.on('data', (chunk) => line.push(() => void (to.writable && to.write(chunk))));
	from.on('end', () => line.push(() => to.end()));
	from.on('error', () => line.push(() => to.destroy()));
}

process.on('message', ({ reset, setting }: { reset?: boolean; setting?: number }) => {
	if (reset) counts = { connections: 0, mostOpen: 0 };
	roundTripMs = setting ?? roundTripMs;
	process.send?.(counts);
});
process.on('disconnect', () => process.exit());

server.listen({ host: '127.0.0.1', port: 0, backlog: 4096 }, () => {
	process.send?.((server.address() as AddressInfo).port);
});

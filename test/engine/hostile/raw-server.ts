/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a test */
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import nock from 'nock';

/** One request, byte for byte as it came out of the socket. */
export interface RawRequest {
	method: string;
	/** What stands between method and version, one character per byte. */
	target: string;
	/** Name and value as sent, one character per byte, in order. */
	headers: Array<[string, string]>;
	body: Buffer;
}

export interface RawResponse {
	status: number;
	headers?: Record<string, string>;
	json?: unknown;
}

type Handler = (request: RawRequest, count: number) => RawResponse;

const END_OF_HEAD = Buffer.from('\r\n\r\n');

/** A server without an HTTP parser: what it records is what a strict verifier would have to read. */
export class RawServer {
	readonly requests: RawRequest[] = [];
	connections = 0;
	private readonly sockets = new Set<Socket>();

	private constructor(
		private readonly server: Server,
		readonly origin: string,
		private readonly handler: Handler,
	) {}

	static async start(handler: Handler, host = '127.0.0.1'): Promise<RawServer> {
		// What nock passes through is not quite what a socket does.
		nock.restore();
		const server = createServer();
		await new Promise<void>((resolve, reject) => {
			server.once('error', reject).listen(0, host, resolve);
		});
		const { port } = server.address() as AddressInfo;
		const name = host.includes(':') ? `[${host}]` : host;
		const raw = new RawServer(server, `http://${name}:${port}`, handler);
		server.on('connection', (socket: Socket) => raw.listenTo(socket));
		return raw;
	}

	async stop(): Promise<void> {
		for (const socket of this.sockets) socket.destroy();
		await new Promise((resolve) => this.server.close(resolve));
	}

	private listenTo(socket: Socket): void {
		this.connections++;
		this.sockets.add(socket);
		const chunks: Buffer[] = [];
		let wanted: number | undefined;
		let received = 0;
		socket.on('close', () => this.sockets.delete(socket));
		socket.on('error', () => undefined);
		socket.on('data', (chunk: Buffer) => {
			chunks.push(chunk);
			received += chunk.length;
			// A long body is put together once, when it is whole.
			wanted ??= lengthOf(Buffer.concat(chunks));
			if (wanted === undefined || received < wanted) return;
			const request = readRequest(Buffer.concat(chunks));
			this.requests.push(request);
			socket.end(writeResponse(this.handler(request, this.requests.length)));
		});
	}
}

/** All values of a header, whatever its case. */
export function headersOf(request: RawRequest, name: string): string[] {
	return request.headers.filter(([key]) => key.toLowerCase() === name).map(([, value]) => value);
}

/** The length of head and body, `undefined` while the head is not whole. */
function lengthOf(bytes: Buffer): number | undefined {
	const end = bytes.indexOf(END_OF_HEAD);
	if (end < 0) return undefined;
	const head = bytes.toString('latin1', 0, end);
	const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
	return end + END_OF_HEAD.length + Number(length ?? 0);
}

function readRequest(bytes: Buffer): RawRequest {
	const end = bytes.indexOf(END_OF_HEAD);
	const [requestLine, ...lines] = bytes.toString('latin1', 0, end).split('\r\n');
	const [method, target, version, ...more] = requestLine.split(' ');
	if (version !== 'HTTP/1.1' || more.length > 0) throw new Error(`request line: ${requestLine}`);
	const headers = lines.map((line): [string, string] => {
		const colon = line.indexOf(': ');
		return [line.slice(0, colon), line.slice(colon + 2)];
	});
	return { method, target, headers, body: bytes.subarray(end + END_OF_HEAD.length) };
}

function writeResponse({ status, headers = {}, json = {} }: RawResponse): string {
	const body = JSON.stringify(json);
	const all = {
		'Content-Type': 'application/json',
		'Content-Length': String(Buffer.byteLength(body)),
		Connection: 'close',
		...headers,
	};
	const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
	return `HTTP/1.1 ${status} X\r\n${lines.join('')}\r\n${body}`;
}

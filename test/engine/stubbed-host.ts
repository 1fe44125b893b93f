import { sleep } from 'n8n-workflow';
import nock from 'nock';
import { noteActivity, waitWhile } from './virtual-time';

/** One request as it was sent. */
export interface RecordedRequest {
	/** Ms; by the clock of the test, which may be virtual. */
	at: number;
	origin: string;
	method: string;
	/** Path and query, byte for byte. */
	uri: string;
	pathname: string;
	query: URLSearchParams;
	/** Names in lower case. */
	headers: Record<string, string>;
	body: string;
	form: URLSearchParams;
}

export interface Reply {
	/** 200 when left out. */
	status?: number;
	/** A body as JSON; `body` for any other. */
	json?: unknown;
	body?: string | Buffer;
	headers?: Record<string, string>;
	/** How long the service takes, in ms; virtual in virtual time. */
	delay?: number;
	/** Drops the connection instead of responding. */
	drop?: boolean;
	/** Makes no connection at all, with this system code; it is recorded nonetheless. */
	unreachable?: string;
}

export type Service = (request: RecordedRequest, count: number) => Reply;

/** Everything that reaches one origin, and how many requests were open at once. */
export class StubbedHost {
	readonly requests: RecordedRequest[] = [];
	open = 0;
	mostOpen = 0;
	private readonly delivered = new WeakSet<NockRequest>();

	constructor(
		readonly origin: string,
		private readonly service: Service,
	) {
		const respond = this.respond.bind(this);
		const scope = nock(origin).persist();
		scope.on('replied', (request: NockRequest) => this.delivered.add(request));
		for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const) {
			scope.intercept(/.*/, method).reply(async function (uri) {
				return await respond(this.req as unknown as NockRequest, method, uri);
			});
		}
	}

	/** Requests to one path, whatever their query. */
	to(pathname: string): RecordedRequest[] {
		return this.requests.filter((request) => request.pathname === pathname);
	}

	/** Requests to anything but one path. */
	except(pathname: string): RecordedRequest[] {
		return this.requests.filter((request) => request.pathname !== pathname);
	}

	private async respond(
		request: NockRequest,
		method: string,
		uri: string,
	): Promise<[number, Buffer, Record<string, string>]> {
		const body = Buffer.concat(request.requestBodyBuffers).toString('utf8');
		const [pathname, search = ''] = uri.split('?', 2);
		const recorded: RecordedRequest = {
			at: Date.now(),
			origin: this.origin,
			method,
			uri,
			pathname,
			query: new URLSearchParams(search),
			headers: { ...request.headers },
			body,
			form: new URLSearchParams(body),
		};
		this.requests.push(recorded);
		noteActivity();
		this.open++;
		this.mostOpen = Math.max(this.mostOpen, this.open);
		try {
			const reply = this.service(recorded, this.requests.length);
			if (reply.delay) await sleep(reply.delay);
			if (reply.unreachable) {
				const message = `connect ${reply.unreachable} 192.0.2.1:443`;
				throw Object.assign(new Error(message), { code: reply.unreachable, syscall: 'connect' });
			}
			if (reply.drop) throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
			return [reply.status ?? 200, bodyOf(reply), headersOf(reply)];
		} finally {
			this.open--;
			noteActivity();
			// nock sends responses by real timers.
			waitWhile(() => !request.destroyed && !this.delivered.has(request));
		}
	}
}

interface NockRequest {
	destroyed: boolean;
	headers: Record<string, string>;
	requestBodyBuffers: Buffer[];
}

function bodyOf({ json, body = '' }: Reply): Buffer {
	return Buffer.from(json === undefined ? body : JSON.stringify(json));
}

function headersOf({ json, headers }: Reply): Record<string, string> {
	return { ...(json !== undefined && { 'content-type': 'application/json' }), ...headers };
}

/** Takes away all services, so that another can take the place of one. */
export function removeStubbedHosts(): void {
	nock.cleanAll();
}

/** Call once in each test file: nothing reaches the network, and no stub outlives its test. */
export function isolateNetwork(): void {
	beforeAll(() => {
		if (!nock.isActive()) nock.activate();
		nock.disableNetConnect();
	});
	afterEach(() => nock.cleanAll());
}

import { ControlError } from './errors';

/**
 * How a response can go wrong. Without `afterWork` the request is not processed; with it, the request
 * is processed and only its response is lost.
 */
export type Fault =
	| {
			kind: 'status';
			status: number;
			/** Sent as JSON. */
			body?: unknown;
			/** Sent as is, instead of `body`. */
			text?: string;
			headers?: Record<string, string>;
			/** Seconds, or an HTTP date. */
			retryAfter?: number | string;
			/** Seconds after the response, sent as an HTTP date. */
			retryAfterDateS?: number;
			afterWork?: boolean;
	  }
	| { kind: 'delay'; ms: number; afterWork?: boolean }
	| { kind: 'html'; status?: number; html?: string; afterWork?: boolean }
	| { kind: 'empty'; status?: number; afterWork?: boolean }
	| { kind: 'big'; bytes?: number; status?: number; afterWork?: boolean }
	/** Small on the wire, large once it is decompressed. */
	| { kind: 'gzipBomb'; bytes?: number; status?: number; afterWork?: boolean }
	| { kind: 'deepJson'; levels?: number; status?: number; afterWork?: boolean }
	| { kind: 'redirect'; location: string; status?: number; afterWork?: boolean }
	| { kind: 'reset'; afterWork?: boolean }
	| { kind: 'hang'; afterWork?: boolean }
	/** Responds `101 Switching Protocols`, then nothing. */
	| { kind: 'switchProtocols'; afterWork?: boolean }
	/** Sends a space every few ms, and never ends. */
	| { kind: 'trickle'; ms?: number; afterWork?: boolean }
	/** Waits until the faults are cleared, then continues. */
	| { kind: 'pause'; afterWork?: boolean; released?: Promise<void> }
	/** For the kinds below, the request is always processed and the real response is damaged. */
	| { kind: 'delayInBody'; ms: number }
	| { kind: 'cut' }
	| { kind: 'cutJson' }
	| { kind: 'wrongCharset' }
	| { kind: 'resetInBody' };

export interface FaultOrder {
	/** `path` is without the query; a `*` at its end matches any continuation. Omitted = any. */
	match?: { method?: string; path?: string };
	fault: Fault;
	/** How many times, 1 by default; 0 = until reset or cleared. */
	times?: number;
	/** How many matching requests to let through first. */
	skip?: number;
}

const DAMAGING = ['delayInBody', 'cut', 'cutJson', 'wrongCharset', 'resetInBody'];
const REQUIRED_FIELDS: Record<string, [field: string, type: string] | undefined> = {
	status: ['status', 'number'],
	delay: ['ms', 'number'],
	delayInBody: ['ms', 'number'],
	redirect: ['location', 'string'],
};
const KINDS = [
	...DAMAGING,
	'status',
	'delay',
	'html',
	'empty',
	'big',
	'gzipBomb',
	'deepJson',
	'redirect',
	'reset',
	'hang',
	'switchProtocols',
	'trickle',
	'pause',
];

/** Whether the fault is injected once the real response is ready, instead of processing the request. */
export function needsResponse(fault: Fault): boolean {
	return DAMAGING.includes(fault.kind) || ('afterWork' in fault && fault.afterWork === true);
}

export class FaultQueue {
	private orders: Array<FaultOrder & { left: number; toSkip: number }> = [];
	private release = () => {};
	private released = this.nextClear();

	/** @throws {ControlError} for an unknown kind or a missing field. */
	add(order: FaultOrder): void {
		const fault = (order as FaultOrder | undefined)?.fault as unknown as Record<string, unknown>;
		if (fault === undefined || !KINDS.includes(String(fault.kind))) {
			throw new ControlError(`fault.kind must be one of ${KINDS.join(', ')}`);
		}
		const required = REQUIRED_FIELDS[String(fault.kind)];
		if (required && typeof fault[required[0]] !== required[1]) {
			throw new ControlError(`fault ${String(fault.kind)} needs ${required[0]} (${required[1]})`);
		}
		const times = order.times ?? 1;
		this.orders.push({
			...order,
			fault:
				order.fault.kind === 'pause' ? { ...order.fault, released: this.released } : order.fault,
			left: times === 0 ? Infinity : times,
			toSkip: order.skip ?? 0,
		});
	}

	clear(): void {
		this.orders = [];
		this.release();
		this.released = this.nextClear();
	}

	private nextClear(): Promise<void> {
		return new Promise((resolve) => (this.release = resolve));
	}

	/** The first queued fault that matches the request; it counts as used. */
	take(method: string, path: string): Fault | undefined {
		const order = this.orders.find((one) => matches(one, method, path));
		if (!order) return undefined;
		if (order.toSkip > 0) {
			order.toSkip -= 1;
			return undefined;
		}
		order.left -= 1;
		if (order.left <= 0) this.orders = this.orders.filter((one) => one !== order);
		return order.fault;
	}
}

function matches({ match }: FaultOrder, method: string, path: string): boolean {
	if (match?.method !== undefined && match.method.toUpperCase() !== method) return false;
	if (match?.path === undefined) return true;
	if (match.path.endsWith('*')) return path.startsWith(match.path.slice(0, -1));
	return match.path === path;
}

import { ControlError } from './errors';

/** How an answer can go wrong. `afterWork` lets the real work happen first and only loses its answer. */
export type Fault =
	| {
			kind: 'status';
			status: number;
			/** Sent as JSON. */
			body?: unknown;
			/** Sent as it is, instead of `body`. */
			text?: string;
			headers?: Record<string, string>;
			/** Seconds, or an HTTP date. */
			retryAfter?: number | string;
			/** So many seconds from the answer on, sent as an HTTP date. */
			retryAfterDateS?: number;
			afterWork?: boolean;
	  }
	| { kind: 'delay'; ms: number; afterWork?: boolean }
	| { kind: 'html'; status?: number; html?: string; afterWork?: boolean }
	| { kind: 'empty'; status?: number; afterWork?: boolean }
	| { kind: 'big'; bytes?: number; status?: number; afterWork?: boolean }
	| { kind: 'redirect'; location: string; status?: number; afterWork?: boolean }
	| { kind: 'reset'; afterWork?: boolean }
	| { kind: 'hang'; afterWork?: boolean }
	/** From here on: the real work is always done, and the real answer is what gets damaged. */
	| { kind: 'delayInBody'; ms: number }
	| { kind: 'cut' }
	| { kind: 'cutJson' }
	| { kind: 'wrongCharset' }
	| { kind: 'resetInBody' };

export interface FaultOrder {
	/** `path` without query; a `*` at its end matches any continuation. Left out = any. */
	match?: { method?: string; path?: string };
	fault: Fault;
	/** How often, 1 by default; 0 = until reset or cleared. */
	times?: number;
	/** Lets this many matching requests pass first. */
	skip?: number;
}

const DAMAGING = ['delayInBody', 'cut', 'cutJson', 'wrongCharset', 'resetInBody'];
const NEEDS: Record<string, [field: string, type: string] | undefined> = {
	status: ['status', 'number'],
	delay: ['ms', 'number'],
	delayInBody: ['ms', 'number'],
	redirect: ['location', 'string'],
};
const KINDS = [...DAMAGING, 'status', 'delay', 'html', 'empty', 'big', 'redirect', 'reset', 'hang'];

export function waitsForTheAnswer(fault: Fault): boolean {
	return DAMAGING.includes(fault.kind) || ('afterWork' in fault && fault.afterWork === true);
}

export class FaultQueue {
	private orders: Array<FaultOrder & { left: number; pass: number }> = [];

	add(order: FaultOrder): void {
		const fault = (order as FaultOrder | undefined)?.fault as unknown as Record<string, unknown>;
		if (fault === undefined || !KINDS.includes(String(fault.kind))) {
			throw new ControlError(`fault.kind must be one of ${KINDS.join(', ')}`);
		}
		const need = NEEDS[String(fault.kind)];
		if (need && typeof fault[need[0]] !== need[1]) {
			throw new ControlError(`fault ${String(fault.kind)} needs ${need[0]} (${need[1]})`);
		}
		const times = order.times ?? 1;
		this.orders.push({ ...order, left: times === 0 ? Infinity : times, pass: order.skip ?? 0 });
	}

	clear(): void {
		this.orders = [];
	}

	/** The first waiting order for this request; it counts as played. */
	take(method: string, path: string): Fault | undefined {
		const order = this.orders.find((one) => matches(one, method, path));
		if (!order) return undefined;
		if (order.pass > 0) {
			order.pass -= 1;
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

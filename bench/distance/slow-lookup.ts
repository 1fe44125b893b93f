/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports */
import dns from 'node:dns';

/**
 * Loaded into n8n's process before n8n: a resolver that takes its time for names of the bench, with nothing
 * changed on the machine. libuv uses at most half of its threads for lookups, and each holds one until it is done.
 */
const lookupMs = Number(process.env.BENCH_LOOKUP_MS);
const threads = Number(process.env.UV_THREADPOOL_SIZE ?? 4);
const mostAtOnce = Math.floor((threads + 1) / 2);
const isOfBench = /\.bench\.test$/;

let running = 0;
const waiting: Array<() => void> = [];

function inThread(done: () => void): void {
	if (running === mostAtOnce) return void waiting.push(() => inThread(done));
	running++;
	setTimeout(() => {
		running--;
		waiting.shift()?.();
		done();
	}, lookupMs);
}

type Callback = (error: null, address: string | dns.LookupAddress[], family?: number) => void;

const lookup = dns.lookup as (...args: unknown[]) => void;
const slowLookup = (hostname: string, ...rest: unknown[]): void => {
	if (!isOfBench.test(hostname)) return lookup(hostname, ...rest);
	const callback = rest.pop() as Callback;
	const { all } = (rest.pop() ?? {}) as dns.LookupOptions;
	inThread(() => {
		if (all) callback(null, [{ address: '127.0.0.1', family: 4 }]);
		else callback(null, '127.0.0.1', 4);
	});
};
dns.lookup = slowLookup as unknown as typeof dns.lookup;

const { lookup: lookupPromise } = dns.promises;
const slowPromise = async (hostname: string, options?: dns.LookupOptions) => {
	if (isOfBench.test(hostname)) await new Promise<void>((done) => inThread(done));
	const known = isOfBench.test(hostname) ? '127.0.0.1' : hostname;
	return await lookupPromise(known, options ?? {});
};
dns.promises.lookup = slowPromise as typeof dns.promises.lookup;

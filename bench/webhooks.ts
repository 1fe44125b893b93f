import { approachOf } from './approaches';
import { withBenchHost, type Environment } from './bench-host';
import { median } from './figures';
import { orderOfRound } from './order';

const names: Array<'floor10' | 'ours10'> = ['floor10', 'ours10'];
/** Calls before the clock starts; the first one logs in. */
const warmUpCalls = 30;

/** Each in ms, of one call from the request to the response. */
export interface WebhookFigures {
	calls: number;
	floor: { p50: number; p95: number };
	ours: { p50: number; p95: number };
}

/**
 * Calls a workflow with our node and one with a plain request alternately, one call after the other. n8n may
 * still finish the run of a call when the next one comes, so the order changes with each pair.
 */
export async function measureWebhooks(
	environment: Environment,
	calls: number,
): Promise<WebhookFigures> {
	return await withBenchHost(environment, async (host) => {
		const times = { floor10: [] as number[], ours10: [] as number[] };
		const urls = {
			floor10: await host.publishWebhook(approachOf('floor10'), 'bench-floor'),
			ours10: await host.publishWebhook(approachOf('ours10'), 'bench-ours'),
		};
		for (let count = -warmUpCalls; count < calls; count++) {
			for (const name of orderOfRound(names, warmUpCalls + count)) {
				const began = performance.now();
				await callWebhook(urls[name], `m-${count}`);
				if (count >= 0) times[name].push(performance.now() - began);
			}
		}
		return { calls, floor: percentiles(times.floor10), ours: percentiles(times.ours10) };
	});
}

async function callWebhook(url: string, member: string): Promise<void> {
	const response = await fetch(url, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ member }),
	});
	const text = await response.text();
	if (response.status !== 200 || JSON.parse(text).member !== member)
		throw new Error(`A webhook did not respond as it should: ${response.status} ${text}`);
}

function percentiles(values: number[]): { p50: number; p95: number } {
	const sorted = [...values].sort((a, b) => a - b);
	return { p50: median(sorted), p95: sorted[Math.floor(sorted.length * 0.95)] };
}

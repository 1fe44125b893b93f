/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports */
import { Session, type Profiler } from 'node:inspector/promises';
import { readHeap } from './heap';

const sampleEveryMs = 20;
/** After many collections V8 has forgotten optimized code, and the next run in this n8n takes longer. */
const collections = 1;

/** What the run took inside n8n's own process. */
export interface ProcessFigures {
	cpuMs: number;
	/** Bytes of resident memory, at the peak of the run. */
	peakRss: number;
	/**
	 * Bytes of objects in the heap at the end, less those at the start: the items that go out. Those that came
	 * in were there when the clock started.
	 */
	heldBytes: number;
	profile?: Profiler.Profile;
}

/** Stops the clock of the run that is being measured; there is one at a time. */
let stop: ((isLast: boolean) => Promise<ProcessFigures>) | undefined;

/** Starts the clock, with the garbage of earlier runs gone. */
export async function startClock(withProfile: boolean): Promise<void> {
	const { objects } = await readHeap(collections);
	const session = withProfile ? await startProfile() : undefined;
	let peakRss = 0;
	const sample = () => (peakRss = Math.max(peakRss, process.memoryUsage.rss()));
	const sampler = setInterval(sample, sampleEveryMs);
	const cpu = process.cpuUsage();
	stop = async (isLast) => {
		const { user, system } = process.cpuUsage(cpu);
		clearInterval(sampler);
		sample();
		const profiled = await session?.post('Profiler.stop');
		session?.disconnect();
		const atEnd = isLast ? await readHeap() : await readHeap(collections);
		const heldBytes = atEnd.objects - objects;
		return { cpuMs: (user + system) / 1000, peakRss, heldBytes, profile: profiled?.profile };
	};
}

/** @param isLast whether nothing more is measured in this n8n, so that all garbage may be collected */
export async function stopClock(isLast: boolean): Promise<ProcessFigures> {
	if (!stop) throw new Error('The clock was not started');
	return await stop(isLast);
}

async function startProfile(): Promise<Session> {
	const session = new Session();
	session.connect();
	await session.post('Profiler.enable');
	await session.post('Profiler.setSamplingInterval', { interval: 500 });
	await session.post('Profiler.start');
	return session;
}

/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports */
import { setTimeout as sleep } from 'node:timers/promises';
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

/** What n8n's process holds after a collection, in bytes. */
export interface Heap {
	/** Objects in V8's heap. Compiled code is left out: V8 makes and drops it in its own time. */
	objects: number;
	/** What these objects hold outside of the heap, such as the bytes of a Buffer. */
	external: number;
	rss: number;
}

/** Weak references and finalizers free memory only in a turn of their own. */
const mostRounds = 4;
const pauseMs = 50;
const codeSpace = /code|trusted/;

// V8 forgets functions that were not called for several collections: 14 MB of n8n in the first thousand calls.
// Set here, since every n8n of the bench loads this file.
setFlagsFromString('--no-flush-bytecode');

/** Collects garbage, then says how much memory n8n's own process uses. n8n runs with --expose-gc. */
export async function readHeap(rounds = mostRounds): Promise<Heap> {
	if (!globalThis.gc) throw new Error('n8n runs without --expose-gc');
	for (let round = 0; round < rounds; round++) {
		globalThis.gc();
		await sleep(pauseMs);
	}
	globalThis.gc();
	const { external, rss } = process.memoryUsage();
	const objects = getHeapSpaceStatistics()
		.filter(({ space_name }) => !codeSpace.test(space_name))
		.reduce((sum, { space_used_size }) => sum + space_used_size, 0);
	return { objects, external, rss };
}

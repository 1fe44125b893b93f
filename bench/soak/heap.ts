import { UserError } from '../../tools/support/user-error';
import type { Heap } from '../package/heap';

/** A reading that takes longer has failed, in ms. */
const readingTimeoutMs = 60_000;

/** Calls the webhook in front of the node that reads the heap. @throws UserError for a response that is no reading */
export async function readHeap(url: string): Promise<Heap> {
	const { status, text } = await post(url).catch((error: Error) => {
		throw new UserError(`The heap of n8n could not be read: ${error.message}`);
	});
	const heap = status === 200 ? tryReadHeap(text) : undefined;
	if (!heap || ![heap.objects, heap.external, heap.rss].every(Number.isFinite)) {
		throw new UserError(`The heap of n8n could not be read: HTTP ${status}, ${text.slice(0, 300)}`);
	}
	return heap;
}

function tryReadHeap(text: string): Heap | undefined {
	try {
		return JSON.parse(text) as Heap;
	} catch {
		return undefined;
	}
}

async function post(url: string): Promise<{ status: number; text: string }> {
	const signal = AbortSignal.timeout(readingTimeoutMs);
	const response = await fetch(url, { method: 'POST', signal });
	return { status: response.status, text: await response.text() };
}

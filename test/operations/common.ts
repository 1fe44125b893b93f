import type { FieldSpec } from './spec';

/** Options of requests without a session. */
export const REQUEST_OPTIONS: Record<string, FieldSpec> = {
	maxConcurrentRequests: { label: 'Max Concurrent Requests', default: 10, samples: [5, 6] },
	timeout: { label: 'Timeout', default: 30000, samples: [1000, 2000] },
};

/** A list of names and values. */
export function pairsField(label: string): FieldSpec {
	const list = (value: string): object => ({ parameter: [{ name: 'x', value }] });
	return { label, default: {}, samples: [list('a'), list('b')] };
}

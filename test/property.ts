/* eslint-disable @n8n/community-nodes/no-restricted-globals -- reads what the developer asks for */
import * as fc from 'fast-check';

export * from 'fast-check';

const SEED = 20_260_401;
const times = Number(process.env.RANDOM_CASES ?? 0);

/**
 * Checks the same generated cases in every run, so that a red test speaks of the change and not of chance.
 * `RANDOM_CASES=20` looks for new ones: other cases each time, and twenty times as many.
 */
export const assert = ((property: fc.IRawProperty<void>, parameters: fc.Parameters = {}) =>
	fc.assert(property, withCases(parameters))) as typeof fc.assert;

/** The same for the items of one run, which costs far less than a run for each. */
export function sample<Value>(arbitrary: fc.Arbitrary<Value>, count = 100): Value[] {
	return fc.sample(arbitrary, withCases({ numRuns: count }));
}

function withCases<Value>({
	numRuns = 100,
	...parameters
}: fc.Parameters<Value>): fc.Parameters<Value> {
	return times > 0
		? { ...parameters, numRuns: numRuns * times }
		: { seed: SEED, ...parameters, numRuns };
}

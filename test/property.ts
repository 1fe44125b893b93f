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
	fc.assert(
		property,
		times > 0
			? { ...parameters, numRuns: (parameters.numRuns ?? 100) * times }
			: { seed: SEED, ...parameters },
	)) as typeof fc.assert;

/** The same cases in every run, or new ones, as for `assert`. */
export function sample<Value>(arbitrary: fc.Arbitrary<Value>, count: number): Value[] {
	return fc.sample(
		arbitrary,
		times > 0 ? { numRuns: count * times } : { numRuns: count, seed: SEED },
	);
}

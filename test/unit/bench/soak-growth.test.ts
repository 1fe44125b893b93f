import { growthOfOurs, growthPerCall, judgeGrowth, type Sample } from '../../../bench/soak/growth';
import { fitTrend } from '../../../bench/trend';

/** So far from its line is each reading in turn; their sum is 0, and so is their slope. */
const noise = [1, -1, -1, 1];

/** A reading after every 1,000 of 20,000 calls. */
function samples({ growth = 0, noiseBytes = 0, stepAt = Infinity } = {}): Sample[] {
	return Array.from({ length: 21 }, (_, index) => {
		const calls = index * 1_000;
		const step = calls >= stepAt ? 3e6 : 0;
		const objects = 60e6 + growth * calls + step + noiseBytes * noise[index % noise.length];
		return { calls, objects, external: 1e6, rss: 0, executions: 0 };
	});
}

const soaked = (ours: Sample[], plain = samples()) => [
	{ name: 'ours' as const, samples: ours },
	{ name: 'plain' as const, samples: plain },
];
const judged = (ours: Sample[], plain?: Sample[]) =>
	judgeGrowth(soaked(ours, plain), { mostGrowth: 50 });

describe('A trend', () => {
	it('is the slope of the line with the least squares, and its standard error', () => {
		// Worked by hand: Sxx = 10, Sxy = 6, squares of the residuals = 2.4.
		const points = [2, 4, 5, 4, 5].map((y, index) => ({ x: index + 1, y }));
		const { slope, error } = fitTrend(points);
		expect(slope).toBeCloseTo(0.6);
		expect(error).toBeCloseTo(Math.sqrt(2.4 / 3 / 10));
	});

	it('has no error where all points are on the line', () => {
		const points = [0, 1, 2, 3].map((x) => ({ x, y: 7 - 2 * x }));
		expect(fitTrend(points)).toEqual({ slope: -2, error: 0 });
	});
});

describe('The growth per call', () => {
	it('does not count what n8n compiles and caches in the first quarter', () => {
		const settling = samples({ growth: 100 }).map((sample) =>
			sample.calls < 5_000 ? { ...sample, objects: 0 } : sample,
		);
		expect(growthPerCall(settling).slope).toBeCloseTo(100);
	});

	it('counts what the heap holds outside', () => {
		const outside = samples().map((sample) => ({ ...sample, external: sample.calls * 200 }));
		expect(growthPerCall(outside).slope).toBeCloseTo(200);
	});
});

describe('The growth of ours', () => {
	it('is what the plain load does not leave behind, with the errors of both', () => {
		const noisy = samples({ growth: 300, noiseBytes: 100_000 });
		const plain = samples({ growth: 200, noiseBytes: 100_000 });
		const [ofOurs, ofPlain] = [growthPerCall(noisy), growthPerCall(plain)];
		const { slope, error } = growthOfOurs(soaked(noisy, plain));
		expect(slope).toBeCloseTo(100);
		expect(error).toBeCloseTo(Math.sqrt(ofOurs.error ** 2 + ofPlain.error ** 2));
	});

	it('counts a plain load that shrinks up to its own error only', () => {
		const shrinking = samples({ growth: -1_000, noiseBytes: 100_000 });
		const { slope } = growthOfOurs(soaked(samples(), shrinking));
		expect(slope).toBeCloseTo(growthPerCall(shrinking).error);
	});
});

describe('The goal of the soak', () => {
	it('is met without growth, up to the limit, and by a load that shrinks', () => {
		expect(judged(samples())).toMatchObject({ measured: '0 ± 0 bytes', met: true });
		expect(judged(samples({ growth: 49, noiseBytes: 10_000 })).met).toBe(true);
		expect(judged(samples({ growth: -500, noiseBytes: 10_000 })).met).toBe(true);
	});

	it('is missed by a leak of 100 bytes per call, with noise', () => {
		expect(judged(samples({ growth: 100, noiseBytes: 100_000 }))).toMatchObject({
			measured: expect.stringMatching(/^\d+ ± \d+ bytes$/),
			met: false,
			why: expect.stringContaining('keeps data of each call'),
		});
	});

	it('is met if the other load leaves as much behind', () => {
		const growing = samples({ growth: 100, noiseBytes: 50_000 });
		expect(judged(growing, growing)).toMatchObject({ met: true });
	});

	it('is met by a clean run whose growth slows down', () => {
		const asMeasured = (...quarters: number[]) =>
			samples().map((sample) => {
				const at = Math.min(sample.calls / 5_000, 3.999);
				const [before, after] = quarters.slice(Math.floor(at));
				return { ...sample, objects: (before + (at % 1) * (after - before)) * 1e6 };
			});
		const ours = asMeasured(207.86, 208.27, 208.43, 208.49, 208.53);
		const plain = asMeasured(209.39, 209.63, 209.88, 209.96, 210.03);
		expect(judged(ours, plain).met).toBe(true);
		const leaking = ours.map((one) => ({ ...one, objects: one.objects + 100 * one.calls }));
		expect(judged(leaking, plain).why).toContain('keeps data of each call');
	});

	it.each([8_000, 13_000, 16_000])(
		'does not blame ours for a single step after %s calls',
		(stepAt) => {
			expect(judged(samples({ stepAt }))).toMatchObject({
				measured: expect.stringContaining('too uncertain to tell'),
				met: false,
				why: expect.stringContaining('Not both halves of the run show it'),
			});
		},
	);

	it('is not met if the plain load shrinks so much that it may hide a leak', () => {
		const shrinking = samples({ growth: -500, noiseBytes: 10_000 });
		expect(judged(samples(), shrinking)).toMatchObject({
			measured: expect.stringContaining('too uncertain to tell'),
			met: false,
			why: expect.stringContaining('The plain load shrinks.'),
		});
		expect(judged(samples(), samples({ growth: -10 })).met).toBe(true);
	});

	it('is not met by readings that are too uncertain to tell', () => {
		expect(judged(samples({ noiseBytes: 1_000_000 }))).toEqual({
			goal: expect.stringContaining('no growth of ours'),
			measured: expect.stringMatching(/^-?\d+ ± \d+ bytes: too uncertain to tell$/),
			met: false,
			why: expect.stringContaining('The readings scatter too much.'),
		});
	});

	it('is missed by a leak that is larger than any uncertainty', () => {
		const leaking = samples({ growth: 1_000, noiseBytes: 1_000_000 });
		expect(judged(leaking).why).toContain('keeps data of each call');
	});
});

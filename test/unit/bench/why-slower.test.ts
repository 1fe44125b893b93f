import type { Figures, Row } from '../../../bench/figures';
import { whySlower } from '../../../bench/report/why-slower';

interface Run {
	/** Of each round, in ms. */
	times: number[];
	/** In ms per item. */
	cpu?: number;
}

function row(name: Row['name'], items: number, { times, cpu = 1.2 }: Run): Row {
	const rounds = times.map(
		(nodeMs) => ({ nodeMs, cpuMs: cpu * items, childrenCpuMs: 0 }) as Figures,
	);
	return { name, items, rounds, median: rounds[0] };
}

const pair = (items: number, ours: Run, floor: Run) => [
	row('ours50', items, ours),
	row('floor50', items, floor),
];
const why = (rows: Row[], items = 1_000) =>
	whySlower(rows, { items, concurrency: 50, latencyMs: 20 });

describe('Why our node was slower than the floor', () => {
	const floor = { times: [1_402, 1_402] };

	it('is the login, the first response and the CPU', () => {
		expect(why(pair(1_000, { times: [1_443, 1_443], cpu: 1.52 }, floor))).toBe(
			'Our node took 41 ms longer. At least 20 ms of that is the login and the first response, for which all other items wait. Our node takes more CPU: 1.52 ms per item against 1.20 ms ([where it goes](#where-the-time-goes)).',
		);
	});

	it('is not the CPU where a reader sees no more of it', () => {
		expect(why(pair(1_000, { times: [1_443, 1_443], cpu: 1.204 }, floor))).not.toContain('CPU');
	});

	it('does not claim that the first response takes more than the whole difference', () => {
		expect(why(pair(1_000, { times: [1_414, 1_414] }, floor))).toBe(
			'Our node took 12 ms longer. All other items wait for the login and the first response, which takes 20 ms.',
		);
	});

	it('does not say that it took longer if its median is less', () => {
		expect(why(pair(1_000, { times: [1_400, 1_500], cpu: 1.3 }, floor))).toBe(
			'Our node takes more CPU: 1.30 ms per item against 1.20 ms ([where it goes](#where-the-time-goes)).',
		);
	});

	it('may be chance after one round, as the largest run with several rounds shows', () => {
		const rows = [
			...pair(1_000, { times: [1_050, 1_000] }, { times: [1_000, 1_000] }),
			...pair(10_000, { times: [9_800, 10_100] }, { times: [10_000, 10_000] }),
			...pair(50_000, { times: [61_900] }, { times: [60_700] }),
		];
		expect(why(rows, 50_000)).toBe(
			'Our node took 1.20 s longer. At least 20 ms of that is the login and the first response, for which all other items wait. Only one round was run; at 10,000 items, the ratios of the rounds differ by 0.03.',
		);
		expect(why(rows)).not.toContain('One round');
		expect(why(rows.slice(4), 50_000)).not.toContain('One round');
	});

	it('is a run that failed', () => {
		const [ours, floorRow] = pair(1_000, { times: [1_443] }, floor);
		expect(why([{ ...ours, median: undefined }, floorRow])).toBe('A run of one of the two failed.');
	});
});

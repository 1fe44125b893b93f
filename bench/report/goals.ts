import { findRow, type Row } from '../figures';
import { sizesOf } from '../results';
import type { Results } from '../results';
import { fitTrend, type Trend } from '../trend';
import { count, mb, ratio } from './format';
import { againstFloor, itemsText, type Goal } from './goal';
import { whySlower } from './why-slower';

const mostMemoryOverFloor = 1.15;
const leastSigning = 0.5;
const mostOverPlainWebhook = 1.15;

/** What was aimed for and what came out. */
export function judgeGoals(results: Results): Goal[] {
	const { rows, isolated, plan } = results;
	const { latencyMs } = plan;
	const ours = rows.filter(({ name }) => name.startsWith('ours'));
	const rounds = ours.flatMap((row) => row.rounds);
	const sizes = sizesOf(plan);
	const large = sizes.filter((items) => items >= 1000);
	const signing = isolated.signing.signature / isolated.signing.bareHmac;
	return [
		...large.flatMap((items) =>
			([50, 10] as const).map((concurrency) => {
				const why = whySlower(rows, { items, concurrency, latencyMs });
				return againstFloor(rows, { where: itemsText(items), items, concurrency, why });
			}),
		),
		webhookPath(results),
		{
			goal: 'one login per session',
			measured: `${Math.max(...rounds.map(({ logins }) => logins))}`,
			met: rounds.every(({ logins }) => logins === 1),
		},
		// Of runs that each have a new n8n, if there are two sizes of them: other runs change its heap.
		memory(rows, plan.separate.length > 1 ? plan.separate : sizes),
		{
			goal: `${count(Math.max(...sizes))} items without trouble: every item gets its own response, in order`,
			measured: ours.find(({ failure }) => failure)?.failure ?? 'all succeeded',
			met: ours.every(({ failure }) => !failure),
		},
		{
			goal: `signing: at least ${leastSigning} of a bare createHmac`,
			measured: ratio(signing),
			met: signing >= leastSigning,
		},
	];
}

function webhookPath({ webhooks: { ours, floor } }: Results): Goal {
	const value = ours.p50 / floor.p50;
	return {
		goal: `called through a webhook: at most ${mostOverPlainWebhook} times a plain request`,
		measured: ratio(value),
		met: value <= mostOverPlainWebhook,
		why: 'A run of one item also reads the credential and the parameters, which a run of many shares among them.',
	};
}

/**
 * Ours keeps what the floor keeps: the items that go out, and nothing else that grows with them. Two runs of
 * the same node can differ by several MB, so an excess counts only beyond two standard errors.
 */
function memory(rows: Row[], sizes: number[]): Goal {
	const [few, many] = [Math.min(...sizes), Math.max(...sizes)];
	const goal = `memory held after a run grows with the items that go out and nothing else (${count(few)} to ${count(many)} items)`;
	const [ours, floor] = (['ours', 'floor'] as const).map((name) => heldBy(rows, name, sizes));
	if (!ours || !floor) return { goal, measured: '–', met: false };
	const excess = ours.held.slope - floor.held.slope * mostMemoryOverFloor;
	const holdsMore = excess > 2 * Math.hypot(ours.held.error, floor.held.error);
	const peaksHigher = ours.peak > floor.peak * mostMemoryOverFloor;
	return {
		goal,
		measured: `${kilobytes(ours.held)} kB per item, floor ${kilobytes(floor.held)} kB; peak of the process ${mb(ours.peak)}, floor ${mb(floor.peak)}`,
		met: !holdsMore && !peaksHigher,
		why: holdsMore
			? 'A heap snapshot after the run shows what each item keeps beyond its output.'
			: 'Only the peak is higher. A heap snapshot during the run shows what is held then.',
	};
}

/**
 * Bytes held per item, over all rounds at both numbers of requests at once, and the peak with the most items.
 *
 * @returns `undefined` if too many runs failed to tell
 */
function heldBy(
	rows: Row[],
	name: 'ours' | 'floor',
	sizes: number[],
): { held: Trend; peak: number } | undefined {
	const names = [`${name}50`, `${name}10`];
	const points = rows
		.filter((row) => names.includes(row.name) && sizes.includes(row.items))
		.flatMap(({ items, rounds }) => rounds.map(({ heldBytes }) => ({ x: items, y: heldBytes })));
	const peak = findRow(rows, `${name}50`, Math.max(...sizes))?.median?.peakRss;
	if (peak === undefined || points.length < 3) return undefined;
	return { held: fitTrend(points), peak };
}

function kilobytes({ slope, error }: Trend): string {
	return `${(slope / 1000).toFixed(2)} ± ${(error / 1000).toFixed(2)}`;
}

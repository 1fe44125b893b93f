import { cpuPerItem, findRow } from '../figures';
import { ms, ratio, seconds } from '../report/format';
import { againstFloor, type Goal } from '../report/goal';
import { estimateMs } from './estimate';
import type { DistancePlan, DistanceResults, Measured } from './settings';

/** Nothing is aimed for at 0 ms or with special settings of n8n. */
export function judgeDistance({
	plan,
	measured,
}: Pick<DistanceResults, 'plan' | 'measured'>): Goal[] {
	return measured
		.filter(({ setting }) => setting.hasGoals)
		.flatMap((one) =>
			([50, 10] as const).map((concurrency) => {
				const where = { where: one.setting.title, items: plan.items, concurrency };
				return againstFloor(one.rows, { ...where, why: whyMissed(one, plan, concurrency) });
			}),
		);
}

/** The login by arithmetic, and the CPU that comes on top. */
function whyMissed({ setting, rows }: Measured, plan: DistancePlan, concurrency: 10 | 50): string {
	const [ours, floor] = [`ours${concurrency}` as const, `floor${concurrency}` as const].map(
		(name) => {
			const median = findRow(rows, name, plan.items)?.median;
			return {
				estimate: estimateMs(name, setting, plan)!,
				cpu: median && cpuPerItem(median, plan.items),
			};
		},
	);
	const times = `${seconds(ours.estimate)} ÷ ${seconds(floor.estimate)}`;
	const login = `By arithmetic alone the ratio would be ${ratio(ours.estimate / floor.estimate)} (${times}): only our node logs in, and its other items wait for the login and the first response.`;
	if (!ours.cpu || !floor.cpu || ours.cpu <= floor.cpu) return login;
	return `${login} Our node also takes ${ms(ours.cpu)} of CPU per item, the floor ${ms(floor.cpu)}; the [profile](#where-the-time-goes), made without a distance, shows for what.`;
}

import { format } from 'prettier';
import { approachOf } from '../approaches';
import { ratioOf, type Figures, type Row } from '../figures';
import { count, markdownTable, ms, ratio, seconds } from '../report/format';
import { againstFloor, goalsText, type Goal } from '../report/goal';
import { ruleMs } from './estimate';
import type { DistancePlan, DistanceResults, Measured } from './settings';

export const distanceHeading = '## Over a distance';

const head = [
	...['approach', 'time', 'against the floor', 'by the rule', 'against the rule'],
	...['connections', 'TLS handshakes', 'most open', 'CPU per item'],
];

/** The section of `results.md` for the runs over a distance. */
export async function writeDistanceSection(results: DistanceResults): Promise<string> {
	const { plan, measured, versions } = results;
	return await format(
		`${distanceHeading}

Made by \`npm run bench -- --distance${plan.isQuick ? ' --quick' : ''}\` on ${versions.date}: n8n ${versions.n8n} on Node.js ${versions.node}, ${versions.cores} cores. The same ways, ${count(plan.items)} items each, over TLS through a process
that delays each direction by half of a round trip, and each new connection by one more, as TCP does. The service responds in ${plan.latencyMs} ms. Medians of ${plan.rounds} round${plan.rounds === 1 ? '' : 's'}.

- **A client that keeps connections** is the limit: a node with a client of its own, which a node on users' n8n may not have ([why](../docs/decisions.md#one-connection-per-request)). n8n opens a connection for each request.
- **By the rule**: (3 round trips, or 4 with TLS 1.2, plus the lookup, plus the service's time) × items ÷ at once, after one request to log in; a client that keeps connections pays for setting one up once, and one round trip per request. Lookups wait for each other where the resolver is slow: libuv runs at most half of its threads for them, two of four.
- *Connections* are all of a run, the login's included; *most open* at the same time.

### Goals over a distance

${goalsText(judgeDistance(results))}
${measured.map((one) => `### ${titleOf(one)}\n\n${table(one, plan)}\n`).join('\n')}`,
		{ parser: 'markdown' },
	);
}

/** Without a distance, and with what is special about some n8ns, nothing is aimed for. */
function judgeDistance({ plan, measured }: Pick<DistanceResults, 'plan' | 'measured'>): Goal[] {
	return measured
		.filter(({ setting }) => setting.hasGoals)
		.flatMap(({ setting, rows }) =>
			([50, 10] as const).map((concurrency) =>
				againstFloor(rows, { where: setting.title, items: plan.items, concurrency, why }),
			),
		);
}

const why =
	'An item of our node takes more CPU than one of the floor (last column): [where the time goes](#where-the-time-goes).';

const titleOf = ({ setting: { title } }: Measured) =>
	title.charAt(0).toUpperCase() + title.slice(1);

function table({ setting, rows }: Measured, plan: DistancePlan): string {
	return markdownTable(
		head,
		rows.map((row) => {
			const { title } = approachOf(row.name);
			if (!row.median) return [title, `failed: ${row.failure?.slice(0, 80)}`, ...blanks(7)];
			return [title, ...cells(rows, row, row.median, ruleMs(row.name, setting, plan))];
		}),
	);
}

const blanks = (cells: number) => Array.from({ length: cells }, () => '–');

function cells(rows: Row[], { name, items }: Row, median: Figures, rule?: number): string[] {
	const to = floorOf(name);
	return [
		seconds(median.nodeMs),
		ratio(ratioOf(rows, { of: name, to, items })),
		rule === undefined ? '–' : seconds(rule),
		ratio(rule && median.nodeMs / rule),
		count(median.connections),
		count(median.handshakes),
		count(median.mostOpen),
		ms((median.cpuMs + median.childrenCpuMs) / items),
	];
}

/** The floor with as many requests at once; 50 for what has no limit. */
function floorOf(name: Row['name']) {
	const { concurrency = 50 } = approachOf(name);
	return concurrency === 10 ? 'floor10' : concurrency === 100 ? 'floor100' : 'floor50';
}

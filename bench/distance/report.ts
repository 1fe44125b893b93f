import { format } from 'prettier';
import { approachOf, type ApproachName } from '../approaches';
import { cpuPerItem, ratioOf, type Figures } from '../figures';
import { count, markdownTable, ms, ratio, seconds } from '../report/format';
import { goalsText } from '../report/goal';
import { estimateMs } from './estimate';
import { judgeDistance } from './goals';
import type { DistancePlan, DistanceResults, Measured } from './settings';

export const distanceHeading = '## Over a distance';

const head = [
	...['approach', 'time', 'against the floor', 'estimate', 'against the estimate'],
	"estimate against the floor's",
	...['connections', 'TLS handshakes', 'most open', 'CPU per item'],
];

/** The section of `results.md` for the runs over a distance. */
export async function writeDistanceSection(results: DistanceResults): Promise<string> {
	const { plan, measured, versions } = results;
	return await format(
		`${distanceHeading}

Made by \`npm run bench -- --distance${plan.isQuick ? ' --quick' : ''}\` on ${versions.date}: n8n ${versions.n8n} on Node.js ${versions.node}, ${versions.cores} cores that n8n, the service and the process between them share.
The same approaches, ${count(plan.items)} items each, over TLS through a process that delays each direction by half a round trip, and the first bytes of each new connection by a whole round trip more, as
TCP does. Its timers count whole ms, so each delay is 0.3 to 0.5 ms too long, and more while the cores are busy. The service responds in ${plan.latencyMs} ms, to a login at once. Medians of ${plan.rounds} round${plan.rounds === 1 ? '' : 's'}.

- **The host's floor** is a minimal node that sends n8n's plain requests without a login.
- **A client that keeps connections** shows what n8n could reach: a node with its own client, which nodes may not have on users' n8n ([why](../docs/decisions.md#one-connection-per-request)). n8n opens a connection for each request.
- **The estimate** is the shortest time by arithmetic, without n8n's own work: (3 round trips, or 4 with TLS 1.2, plus the lookup, plus the service's time) × items ÷ at once. In our node, all other items wait until the first one has logged in and has its response, so the login and one whole request are added. A client that keeps connections pays for opening each of them once, and one round trip per request. Lookups wait for each other where the resolver is slow: libuv uses at most half of its threads for them, two of four.
- *Connections* are all of a run, including the login's; *most open* is how many were open at the same time. A connection counts until both sides have closed it, so there can be more than requests at once.

### Goals over a distance

${goalsText(judgeDistance(results))}
${measured.map((one) => `### ${one.setting.title}\n\n${table(one, plan)}\n`).join('\n')}`,
		{ parser: 'markdown' },
	);
}

function table({ setting, rows }: Measured, plan: DistancePlan): string {
	return markdownTable(
		head,
		rows.map((row) => {
			const { title } = approachOf(row.name);
			if (!row.median) return [title, `failed: ${row.failure?.slice(0, 80)}`, ...blanks(8)];
			const [own, floor] = [row.name, floorOf(row.name)].map((name) =>
				estimateMs(name, setting, plan),
			);
			return [
				title,
				seconds(row.median.nodeMs),
				ratio(ratioOf(rows, { of: row.name, to: floorOf(row.name), items: plan.items })),
				own === undefined ? '–' : seconds(own),
				ratio(own && row.median.nodeMs / own),
				ratio(own && floor && own / floor),
				...countsOf(row.median, plan),
			];
		}),
	);
}

const blanks = (cells: number) => Array.from({ length: cells }, () => '–');

function countsOf(median: Figures, plan: DistancePlan): string[] {
	const { connections, handshakes, mostOpen } = median;
	return [...[connections, handshakes, mostOpen].map(count), ms(cpuPerItem(median, plan.items))];
}

/** The floor with as many requests at once; 50 for what has no limit. */
function floorOf(name: ApproachName): ApproachName {
	const { concurrency = 50 } = approachOf(name);
	return concurrency === 10 ? 'floor10' : concurrency === 100 ? 'floor100' : 'floor50';
}

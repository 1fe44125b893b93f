import { approachOf } from '../approaches';
import { estimateMs } from '../distance/estimate';
import type { DistanceResults } from '../distance/settings';
import { limitMs, type Row } from '../figures';
import type { Results } from '../results';
import { colorOf, colors, type Bar, type Panel } from './chart';
import { count } from './format';

const items = 1000;
const roundTripMs = 50;

type Versions = Results['versions'];

/** With a service on the same machine. */
export function loopbackPanel({ rows, plan, versions }: Results): Panel {
	const limits = [50, 10].map((concurrency) => ({
		title: `the limit, ${concurrency} at once (computed)`,
		ms: limitMs(items, plan.latencyMs, concurrency),
		color: colors.computed,
	}));
	return {
		heading: `${count(items)} items, each one request to a server that responds in ${plan.latencyMs} ms`,
		note: "time of the nodes, shorter is better; the host's floor is a minimal node that sends n8n's plain requests",
		source: sourceOf(versions, 'npm run bench'),
		bars: [...barsOf(rows.filter((row) => row.items === items)), ...limits],
	};
}

/** Over TLS at the middle distance. */
export function distancePanel({ plan, measured, versions }: DistanceResults): Panel {
	const { setting, rows } = measured.find((one) => one.setting.roundTripMs === roundTripMs)!;
	const estimates = (['ours50', 'ours10'] as const).map((name) => ({
		title: `the estimate, ${approachOf(name).concurrency} at once (computed)`,
		ms: estimateMs(name, setting, plan)!,
		color: colors.computed,
	}));
	return {
		heading: `${count(plan.items)} items to the same server over TLS and a round trip of ${roundTripMs} ms`,
		note: 'n8n opens a connection for each request, which no node can change; the estimate is our shortest time, with the login',
		source: sourceOf(versions, 'npm run bench -- --distance'),
		bars: [...barsOf(rows), ...estimates],
	};
}

function barsOf(rows: Row[]): Bar[] {
	return rows.flatMap(({ name, median }) =>
		median ? [{ title: approachOf(name).title, ms: median.nodeMs, color: colorOf(name) }] : [],
	);
}

function sourceOf({ n8n, node, cores, date }: Versions, command: string): string {
	return `n8n ${n8n}, Node.js ${node}, ${cores} cores, ${date}; ${command}`;
}

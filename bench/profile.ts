/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import type { Profiler, Runtime } from 'node:inspector';

export interface ProfileSummary {
	items: number;
	/** Self time in ms by whose code it is. */
	timeByOwner: Map<string, number>;
	/** The functions of our package that take the most, with their time in ms, built-in code they call included. */
	ownFunctions: Array<[name: string, ms: number]>;
}

/** Not work on an item: left out of the report. */
export const startingTheProfiler = 'starting the profiler';

const ourPackage = /node_modules\/n8n-nodes-saison-marta\//;
/** Whose a function is, by the file it is in; the first that fits. */
const owners: Array<[string, RegExp]> = [
	['our package', ourPackage],
	[startingTheProfiler, /node_modules\/n8n-nodes-bench\/clock/],
	['the minimal node', /node_modules\/n8n-nodes-bench\//],
	['expressions', /isolated-vm|expression-runtime|n8n-workflow|@n8n.tournament/],
	['HTTP client', /axios|follow-redirects|form-data|backend-network|proxy-agent|agent-base/],
	['n8n', /./],
];
/** What V8 calls time that is spent in no function. */
const withoutFunction = new Map([
	['(garbage collector)', 'garbage collection'],
	['(idle)', 'idle'],
	['(program)', 'native code, sockets and timers'],
	['(root)', 'native code, sockets and timers'],
]);
/** Node's own code and native code work for whoever called them. */
const isBuiltIn = (url: string) => url === '' || url.startsWith('node:');

export function summarize(profile: Profiler.Profile, items: number): ProfileSummary {
	const own = [...sumByLabel(profile, ownFunction)].sort(([, a], [, b]) => b - a);
	return { items, timeByOwner: sumByLabel(profile, owner), ownFunctions: own.slice(0, 10) };
}

type LabelOf = (frame: Runtime.CallFrame, callersLabel?: string) => string | undefined;

function owner({ functionName, url }: Runtime.CallFrame, callersLabel?: string) {
	if (withoutFunction.has(functionName)) return withoutFunction.get(functionName);
	if (isBuiltIn(url)) return callersLabel;
	return owners.find(([, files]) => files.test(url))?.[0];
}

function ownFunction({ functionName, url, lineNumber }: Runtime.CallFrame, callersLabel?: string) {
	if (withoutFunction.has(functionName)) return undefined;
	if (isBuiltIn(url)) return callersLabel;
	if (!ourPackage.test(url)) return undefined;
	return `${functionName || '(anonymous)'} ${url.split('/dist/')[1]}:${lineNumber + 1}`;
}

/** Self time in ms by the label that a function gets; what has none is left out. */
function sumByLabel(profile: Profiler.Profile, labelOf: LabelOf): Map<string, number> {
	const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
	const selfMs = new Map<number, number>();
	profile.samples?.forEach((id, index) => add(selfMs, id, profile.timeDeltas![index] / 1000));
	const sums = new Map<string, number>();
	const visit = (id: number, callersLabel?: string) => {
		const { callFrame, children = [] } = nodes.get(id)!;
		const label = labelOf(callFrame, callersLabel);
		if (label) add(sums, label, selfMs.get(id) ?? 0);
		for (const child of children) visit(child, label);
	};
	visit(profile.nodes[0].id);
	return sums;
}

function add<Key>(sums: Map<Key, number>, key: Key, value: number): void {
	sums.set(key, (sums.get(key) ?? 0) + value);
}

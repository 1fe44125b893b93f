import { ratioOf } from '../compare.mjs';
import { count, ms, ratio, mb } from './format.mjs';

const mostOver = 1.15;
const leastSigning = 0.5;
const notWork = ['idle', 'starting the profiler'];

/** What was aimed for and what came out: `{ goal, value, met, why }`, the reason where it was missed. */
export function judgeGoals({ rows, parts, profiles, plan }) {
	const find = (name, items) => rows.find((row) => row.name === name && row.items === items);
	const ours = rows.filter(({ name }) => name.startsWith('ours'));
	const sizes = [...new Set(rows.map(({ items }) => items))].filter((items) => items >= 1000);
	return [
		...sizes.map((items) => {
			const value = ratioOf(rows, 'ours50', 'floor50', items);
			return {
				goal: `${count(items)} items, 50 at once: at most ${mostOver} times the host's floor`,
				value: ratio(value),
				met: value <= mostOver,
				why: whyOverFloor(profiles),
			};
		}),
		...sizes.map((items) => {
			const row = find('ours10', items);
			const limit = limitOf(row, plan.latencyMs);
			const value = row.failure ? undefined : row.nodeMs / limit;
			return {
				goal: `${count(items)} items, 10 at once: at most ${mostOver} times items × latency / 10`,
				value: ratio(value),
				met: value <= mostOver,
				why: whyOverLimit({ row, limit, floor: find('floor10', items), profiles }),
			};
		}),
		{
			goal: 'one login per session',
			value: `${Math.max(...ours.flatMap(({ rounds }) => rounds.map(({ logins }) => logins)))}`,
			met: ours.every(({ rounds }) => rounds.every(({ logins }) => logins === 1)),
		},
		memoryGoal(find, sizes),
		{
			goal: `${count(plan.most)} items without trouble: every item its own answer, in order`,
			value: ours.find(({ failure }) => failure)?.failure ?? 'all answered',
			met: ours.every(({ failure }) => !failure),
		},
		{
			goal: `signing: at least ${leastSigning} of a bare createHmac`,
			value: ratio(parts.signing.ratio),
			met: parts.signing.ratio >= leastSigning,
		},
	];
}

/** items × latency / concurrency: what no client can be faster than. */
export function limitOf({ items, way }, latencyMs) {
	return (items * latencyMs) / way.concurrency;
}

/** Ours holds what the floor holds: items in, items out, and nothing that grows with them beside. */
function memoryGoal(find, sizes) {
	const [few, many] = [sizes[0] === sizes.at(-1) ? 100 : sizes[0], sizes.at(-1)];
	const perItem = (name) =>
		(find(name, many).heldBytes - find(name, few).heldBytes) / (many - few) / 1000;
	const [ours, floor] = [perItem('ours50'), perItem('floor50')];
	const peaks = [find('ours50', many).peakRss, find('floor50', many).peakRss];
	return {
		goal: `memory grows with the items' data and nothing else (${count(few)} to ${count(many)} items)`,
		value: `${ours.toFixed(2)} kB per item, floor ${floor.toFixed(2)} kB; peak of the process ${mb(peaks[0])}, floor ${mb(peaks[1])}`,
		met: ours <= floor * mostOver && peaks[0] <= peaks[1] * mostOver,
		why: 'The node holds more per item than the plain request does.',
	};
}

function whyOverFloor({ ours50, floor50 }) {
	const per = ({ owners, items }, owner) => (owners[owner] ?? 0) / items;
	const owners = Object.keys(ours50.owners).filter((owner) => !notWork.includes(owner));
	const parts = owners
		.map((owner) => ({ owner, more: per(ours50, owner) - per(floor50, owner) }))
		.sort((a, b) => b.more - a.more)
		.slice(0, 3)
		.map(({ owner, more }) => `${owner} ${more >= 0 ? '+' : ''}${ms(more)}`);
	return `By the profile below, an item costs more than on the floor in: ${parts.join(', ')}.`;
}

function whyOverLimit({ row, limit, floor, profiles: { ours10 } }) {
	const busy = Object.entries(ours10.owners)
		.filter(([owner]) => !notWork.includes(owner))
		.sort(([, a], [, b]) => b - a)
		.slice(0, 3)
		.map(([owner, time]) => `${owner} ${ms(time / ours10.items)}`);
	const parts = [
		`n8n's one thread takes ${ms(row.cpuMs / row.items)} of CPU per item, which adds to each wait; by the profile below most of it in: ${busy.join(', ')}`,
	];
	if (floor?.nodeMs) parts.push(`the minimal node takes ${ratio(floor.nodeMs / limit)}`);
	return `${parts.join('; ')}.`;
}

import { limitOf } from './goals.mjs';
import { ratioOf } from '../compare.mjs';
import { count, markdownTable, mb, ms, ratio, seconds } from './format.mjs';

/** `results.md`: all of it out of this one run, but for what `changes.md` says of earlier ones. */
export function writeReport(results, changes) {
	const { plan, versions, rows, parts, profiles, goals } = results;
	const sizes = [...new Set(rows.map(({ items }) => items))];
	return `# Speed and memory

Made by \`npm run bench${plan.quick ? ' -- --quick' : ''}\` on ${versions.date}: n8n ${versions.n8n} on Node.js ${versions.node}, ${versions.cores} cores that server and n8n share.

Each way is a workflow of that n8n, run as from the editor. A server on the same machine answers in ${plan.latencyMs} ms, counts, and checks
one signature in ten. Each item has one expression, a body parameter from \`$json\`, and each run begins without a token. The ways take
turns; the figures are medians of ${plan.rounds} round${plan.rounds === 1 ? '' : 's'}${plan.alone.length > 0 ? `, at ${plan.alone.map(count).join(' and ')} items of one, each in a new n8n` : ''}. "Against the floor" is the median of the ratios of each round.

- **The host's floor** is a minimal node: it reads that one expression and calls n8n's plain \`helpers.httpRequest\`, without authentication. It starts its requests all at once up to the limit; our node starts one in each turn of the event loop and so can be faster.
- **The limit** is items × ${plan.latencyMs} ms / requests at once: arithmetic, what a client that costs nothing would take.
- *Time* is what n8n notes as the time of the way's nodes; *CPU* is n8n's and its task runner's, per item; *connections* are the most that were open at once.

## Goals

${markdownTable(
	['goal', 'measured', 'met'],
	goals.map(({ goal, value, met }) => [goal, value, met ? 'yes' : '**no**']),
)}
${goals
	.filter(({ met, why }) => !met && why)
	.map(({ goal, why }) => `\n- Missed: ${goal}. ${why}`)
	.join('')}

${sizes.map((items) => `## ${count(items)} items\n\n${tableOf(rows, items, plan)}`).join('\n\n')}

## Where the time goes

CPU profiles of n8n's main thread over ${count(profiles.ours50.items)} items, 50 and 10 at once, in ms per item, the profiler's own cost included. Node's own code is counted to whoever
called it.

${markdownTable(['part', ...profiled.map(([, title]) => title)], profileRows(profiles))}

The functions of this package that take the most:

${markdownTable(
	['function', 'µs per item'],
	profiles.ours50.own.map(([name, time]) => [
		`\`${name}\``,
		((time * 1000) / profiles.ours50.items).toFixed(1),
	]),
)}

## Signing alone

${markdownTable(
	['what', 'per second', 'against createHmac'],
	[
		['`createHmac` over the same bytes', parts.signing.bareHmac],
		['a signature: time, nonce, text, HMAC, header', parts.signing.signature],
		[
			'all of `authenticate`: credential and address checked, then signed',
			parts.signing.authenticate,
		],
	].map(([what, rate], index) => [
		what,
		count(Math.round(rate)),
		index === 1 ? ratio(parts.signing.ratio) : ratio(rate / parts.signing.bareHmac),
	]),
)}

## Our own work

What the package does per item, with n8n and the network replaced by a context that answers at once: parameters checked, request built,
address and credential checked, signed, answer judged and read.

${markdownTable(
	['token', 'µs per item'],
	[
		["the credential's", parts.ownWork.withSession.toFixed(1)],
		["the item's own", parts.ownWork.withMemberToken.toFixed(1)],
	],
)}

## The package

Time to load in a new process of the host's Node.js that has n8n-workflow already; size on disk without source maps and type files.

${markdownTable(
	['package', 'time to load', 'size'],
	parts.packages.map(({ name, loadMs, bytes }) => [
		name,
		ms(loadMs),
		`${Math.round(bytes / 1000)} kB`,
	]),
)}
${changes}`;
}

function tableOf(rows, items, plan) {
	const head = ['way', 'time', 'against the floor', 'against the limit'];
	const more = ['logins', 'connections', 'peak memory', 'CPU per item'];
	const lines = rows
		.filter((row) => row.items === items)
		.map((row) => [row.way.title, ...(row.failure ? failed(row) : cellsOf(rows, row, plan))]);
	const slow = rows.find((row) => row.name === 'sequential' && row.items === 1000);
	if (!rows.some((row) => row.name === 'sequential' && row.items === items) && slow?.nodeMs) {
		const time = (slow.nodeMs / slow.items) * items;
		lines.push([`${slow.way.title} (computed from 1,000)`, seconds(time), ...blanks(6)]);
	}
	for (const concurrency of [50, 10]) {
		const limit = limitOf({ items, way: { concurrency } }, plan.latencyMs);
		lines.push([`the limit, ${concurrency} at once (computed)`, seconds(limit), ...blanks(6)]);
	}
	return markdownTable([...head, ...more], lines);
}

function cellsOf(rows, row, plan) {
	const { name, items, way } = row;
	const floor = name.endsWith('10') ? 'floor10' : 'floor50';
	const isFloor = name.startsWith('floor');
	const cpu = (row.cpuMs + row.childrenCpuMs) / items;
	return [
		seconds(row.nodeMs),
		isFloor ? '1' : ratio(ratioOf(rows, name, floor, items)),
		way.concurrency ? ratio(row.nodeMs / limitOf(row, plan.latencyMs)) : '–',
		way.hasNoLogin ? '–' : row.logins,
		row.mostOpen,
		plan.alone.includes(items) ? mb(row.peakRss) : '–',
		ms(cpu),
	];
}

const blanks = (length) => Array.from({ length }, () => '–');

function failed({ failure }) {
	return [`failed: ${failure.replaceAll('|', '/').slice(0, 80)}`, ...blanks(6)];
}

const profiled = [
	['ours50', 'our node, 50'],
	['floor50', "the host's floor, 50"],
	['ours10', 'our node, 10'],
	['floor10', "the host's floor, 10"],
];

function profileRows(profiles) {
	const shown = profiled.map(([name]) => profiles[name]);
	const owners = [...new Set(shown.flatMap((profile) => Object.keys(profile.owners)))];
	const cell = ({ owners: times, items }, owner) => ((times[owner] ?? 0) / items).toFixed(3);
	return owners
		.filter((owner) => owner !== 'starting the profiler')
		.sort((a, b) => (shown[0].owners[b] ?? 0) - (shown[0].owners[a] ?? 0))
		.map((owner) => [owner, ...shown.map((profile) => cell(profile, owner))]);
}

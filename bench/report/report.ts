import { format } from 'prettier';
import { sizesOf } from '../results';
import type { Plan, Results } from '../results';
import { count, markdownTable, ms, ratio } from './format';
import { goalsText } from './goal';
import { judgeGoals } from './goals';
import { comparisonTable, profileTable } from './tables';

/** `results.md`: everything from this one run, except the sections at the end, which are kept. */
export async function writeReport(results: Results, kept: string[]): Promise<string> {
	const { plan, versions, rows, isolated, profiles, webhooks } = results;
	const { signing, ownWork, packages } = isolated;
	const goals = judgeGoals(results);
	return await format(
		`# Speed and memory

Made by \`npm run bench${plan.isQuick ? ' -- --quick' : ''}\` on ${versions.date}: n8n ${versions.n8n} on Node.js ${versions.node}, ${versions.cores} cores that server and n8n share.

Each approach is a workflow of that n8n, run as from the editor. A server on the same machine responds in ${plan.latencyMs} ms, counts, and checks
one signature in ten. Each item has one expression, a body parameter from \`$json\`, and each run begins without a token. The figures
are medians of ${plan.rounds} round${plan.rounds === 1 ? '' : 's'}, in each of which the approaches come in another order.${separateText(plan)} "Against the floor" is the median of the ratios of each round.

- **The host's floor** is a minimal node: it evaluates that one expression and calls n8n's plain \`helpers.httpRequest\`, without authentication. It starts its requests all at once up to the limit; our node spreads its starts and so can be faster.
- **The limit** is items × ${plan.latencyMs} ms / requests at once: arithmetic, what a client that costs nothing would take.
- *Time* is what n8n records as the time of the approach's nodes; *CPU* is n8n's and its task runner's, per item; *most open* is how many connections were open at once at most, each counted until both sides have closed it, so there can be more than requests at once.

## Goals

${goalsText(goals)}
${sizesOf(plan)
	.map((items) => `## ${count(items)} items\n\n${comparisonTable(rows, items, plan)}\n`)
	.join('\n')}
## Called through a webhook

${count(webhooks.calls)} calls of each of two published workflows, one after the other, in pairs whose order alternates: a webhook, one node that sends one request, and its output as the response.

${markdownTable(
	['node', 'p50', 'p95'],
	(
		[
			['a plain request', webhooks.floor],
			['our node', webhooks.ours],
		] as const
	).map(([what, { p50, p95 }]) => [what, ms(p50), ms(p95)]),
)}

## Where the time goes

CPU profiles of n8n's main thread over ${count(profiles.ours50.items)} items, 50 and 10 at once, in ms per item, the profiler's own cost included. Node's own code is counted toward whoever
called it.

${profileTable(profiles)}

The functions of this package that take the most:

${markdownTable(
	['function', 'µs per item'],
	profiles.ours50.ownFunctions.map(([name, time]) => [
		`\`${name}\``,
		((time * 1000) / profiles.ours50.items).toFixed(1),
	]),
)}

## Signing alone

${markdownTable(
	['what', 'per second', 'against createHmac'],
	(
		[
			['`createHmac` over the same bytes', signing.bareHmac],
			['a signature: time, nonce, text, HMAC, header', signing.signature],
			['all of `authenticate`: credential and address checked, then signed', signing.authenticate],
		] as const
	).map(([what, rate]) => [what, count(Math.round(rate)), ratio(rate / signing.bareHmac)]),
)}

## Our own work

What the package does per item, with n8n and the network replaced by a context that responds at once: parameters checked, request built,
address and credential checked, signed, response checked and parsed.

${markdownTable(
	['token', 'µs per item'],
	[
		["the credential's", ownWork.withSession.toFixed(1)],
		["the item's own", ownWork.withMemberToken.toFixed(1)],
	],
)}

## The package

Time to load in a new process of the host's Node.js that has n8n-workflow already; size on disk without source maps and type files.

${markdownTable(
	['package', 'time to load', 'size'],
	packages.map(({ name, loadMs, bytes }) => [name, ms(loadMs), `${Math.round(bytes / 1000)} kB`]),
)}

${kept.filter(Boolean).join('\n\n')}`,
		{ parser: 'markdown' },
	);
}

function separateText({ separate, maxItemsForAll }: Plan): string {
	if (separate.length === 0) return '';
	return ` At ${separate.map(count).join(' and ')} items each run has a new n8n; the figures are of a single run, except for our node and the floor at 50 at once up to ${count(maxItemsForAll)} items.`;
}

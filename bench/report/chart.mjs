import { limitOf } from './goals.mjs';
import { count, seconds } from './format.mjs';

const left = 400;
const right = 90;
const width = 910;
const rowHeight = 34;
const top = 64;

/** Bars of the time at 1,000 items; the colours follow the reader's light or dark mode. */
export function drawChart({ rows, plan, versions }) {
	const items = 1000;
	const bars = rows
		.filter((row) => row.items === items && !row.failure)
		.map(({ name, way, nodeMs }) => ({ title: way.title, ms: nodeMs, kind: kindOf(name) }));
	const limits = [50, 10].map((concurrency) => ({
		title: `the limit, ${concurrency} at once (computed)`,
		ms: limitOf({ items, way: { concurrency } }, plan.latencyMs),
		kind: 'limit',
	}));
	const all = [...bars, ...limits].sort((a, b) => a.ms - b.ms);
	const height = top + all.length * rowHeight + 34;
	// One way is some twenty times slower than the others: its bar is cut, and says so.
	const longest = all.at(-2).ms * 1.25;
	const scale = (width - left - right) / longest;
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="Time for ${count(items)} items by way">
<style>
text { font: 15px system-ui, -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif; fill: #1f2328; }
.title { font-size: 18px; font-weight: 600; }
.small { font-size: 13px; fill: #59636e; }
.ours { fill: #1a7f5a; } .floor { fill: #8c959f; } .other { fill: #c2571a; } .limit { fill: none; stroke: #8c959f; stroke-dasharray: 4 3; }
.cut { fill: none; stroke: #ffffff; stroke-width: 4; }
@media (prefers-color-scheme: dark) {
text { fill: #e6edf3; } .small { fill: #9198a1; }
.ours { fill: #3fb98a; } .floor { fill: #6e7681; } .other { fill: #e08a4f; } .limit { stroke: #6e7681; }
.cut { stroke: #0d1117; }
}
</style>
<text class="title" x="16" y="28">${count(items)} items, each one request to a server that answers in ${plan.latencyMs} ms</text>
<text class="small" x="16" y="49">time of the nodes, shorter is better; the host's floor is a minimal node that sends n8n's plain requests</text>
${all.map((bar, index) => drawBar(bar, top + index * rowHeight, { scale, longest })).join('\n')}
<text class="small" x="16" y="${height - 12}">n8n ${versions.n8n}, Node.js ${versions.node}, ${versions.cores} cores, ${versions.date}; npm run bench</text>
</svg>
`;
}

function drawBar({ title, ms, kind }, y, { scale, longest }) {
	const isCut = ms > longest;
	const length = Math.max(2, (isCut ? longest : ms) * scale);
	const cutAt = left + length - 24;
	const cut = isCut ? `\n<path class="cut" d="M${cutAt} ${y + 26}l8 -28"/>` : '';
	return `<text x="${left - 12}" y="${y + 17}" text-anchor="end">${escape(title)}</text>
<rect class="${kind}" x="${left}" y="${y}" width="${length.toFixed(1)}" height="24" rx="3"/>${cut}
<text x="${(left + length + 10).toFixed(1)}" y="${y + 17}">${seconds(ms)}</text>`;
}

function kindOf(name) {
	if (name.startsWith('ours')) return 'ours';
	return name.startsWith('floor') ? 'floor' : 'other';
}

function escape(text) {
	return text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
}

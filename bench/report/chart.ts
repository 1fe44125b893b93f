import { approachOf } from '../approaches';
import { limitMs } from '../figures';
import type { Results } from '../results';
import { count, seconds } from './format';

const items = 1000;
const barsLeft = 400;
const longestBar = 380;
const rowHeight = 34;
const top = 64;

/** Bars of the time at 1,000 items, as SVG; the text follows the reader's light or dark mode. */
export function drawChart({ rows, plan, versions }: Results): string {
	const bars = [
		...rows
			.filter((row) => row.items === items)
			.flatMap(({ name, median }) =>
				median ? [{ title: approachOf(name).title, ms: median.nodeMs, color: colorOf(name) }] : [],
			),
		...[50, 10].map((concurrency) => ({
			title: `the limit, ${concurrency} at once (computed)`,
			ms: limitMs(items, plan.latencyMs, concurrency),
			color: 'none',
		})),
	].sort((a, b) => a.ms - b.ms);
	// One item after the other takes some twenty times as long as the rest: its bar is cut, and says so.
	const longestMs = bars[bars.length - 2].ms * 1.25;
	const drawn = bars.map(({ title, ms, color }, index) => {
		const y = top + index * rowHeight;
		const length = (Math.min(ms, longestMs) / longestMs) * longestBar;
		const value = ms > longestMs ? `${seconds(ms)} (bar cut)` : seconds(ms);
		return `<text x="${barsLeft - 12}" y="${y + 17}" text-anchor="end">${title}</text>
<rect x="${barsLeft}" y="${y}" width="${length.toFixed(1)}" height="24" rx="3" fill="${color}" stroke="#8c959f"/>
<text x="${(barsLeft + length + 10).toFixed(1)}" y="${y + 17}">${value}</text>`;
	});
	const height = top + bars.length * rowHeight + 34;
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 910 ${height}" width="910" height="${height}" font-family="system-ui, sans-serif" font-size="15" role="img" aria-label="Time for ${count(items)} items by approach">
<style>
text { fill: #1f2328; }
@media (prefers-color-scheme: dark) { text { fill: #e6edf3; } }
</style>
<text x="16" y="28" font-weight="600">${count(items)} items, each one request to a server that responds in ${plan.latencyMs} ms</text>
<text x="16" y="49">time of the nodes, shorter is better; the host's floor is a minimal node that sends n8n's plain requests</text>
${drawn.join('\n')}
<text x="16" y="${height - 12}">n8n ${versions.n8n}, Node.js ${versions.node}, ${versions.cores} cores, ${versions.date}; npm run bench</text>
</svg>
`;
}

function colorOf(name: string): string {
	if (name.startsWith('ours')) return '#2da07a';
	return name.startsWith('floor') ? '#8c959f' : '#d0703a';
}

/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { seconds } from './format';

const barsLeft = 400;
const longestBar = 380;
const rowHeight = 34;
const width = 910;
/** From the top of a panel to its first bar, and from its last bar to the next panel. */
const headHeight = 64;
const footHeight = 50;

const dataFile = join(__dirname, '..', 'chart.json');
const chartFile = join(__dirname, '..', 'results.svg');

export interface Bar {
	title: string;
	ms: number;
	color: string;
}

export interface Panel {
	heading: string;
	note: string;
	/** What it was made with. */
	source: string;
	bars: Bar[];
}

type Panels = Partial<Record<'loopback' | 'distance', Panel>>;

export const colors = { ours: '#2da07a', floor: '#8c959f', other: '#d0703a', computed: 'none' };

export function colorOf(name: string): string {
	if (name.startsWith('ours')) return colors.ours;
	return name.startsWith('floor') ? colors.floor : colors.other;
}

/** Puts a panel in the place of the one that an earlier run has made, and draws both. */
export function updateChart(panels: Panels): void {
	const all: Panels = { ...JSON.parse(readFileSync(dataFile, 'utf8')), ...panels };
	writeFileSync(dataFile, `${JSON.stringify(all, null, '\t')}\n`);
	writeFileSync(chartFile, drawChart([all.loopback, all.distance].filter((one) => !!one)));
}

/** Bars of the time, as SVG; the text follows the reader's light or dark mode. */
function drawChart(panels: Panel[]): string {
	let height = 0;
	const drawn = panels.map((panel) => {
		const top = height;
		height += headHeight + panel.bars.length * rowHeight + footHeight;
		return drawPanel(panel, top);
	});
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="system-ui, sans-serif" font-size="15" role="img" aria-label="${panels.map(({ heading }) => heading).join('. ')}">
<style>
text { fill: #1f2328; }
@media (prefers-color-scheme: dark) { text { fill: #e6edf3; } }
</style>
${drawn.join('\n')}
</svg>
`;
}

function drawPanel({ heading, note, source, bars }: Panel, top: number): string {
	const sorted = [...bars].sort((a, b) => a.ms - b.ms);
	// A bar that is far longer than the rest, such as of one item after the other, is cut, and says so.
	const longestMs = sorted[sorted.length - 2].ms * 1.25;
	const rows = sorted.map(({ title, ms, color }, index) => {
		const y = top + headHeight + index * rowHeight;
		const length = (Math.min(ms, longestMs) / longestMs) * longestBar;
		const value = ms > longestMs ? `${seconds(ms)} (bar cut)` : seconds(ms);
		return `<text x="${barsLeft - 12}" y="${y + 17}" text-anchor="end">${title}</text>
<rect x="${barsLeft}" y="${y}" width="${length.toFixed(1)}" height="24" rx="3" fill="${color}" stroke="#8c959f"/>
<text x="${(barsLeft + length + 10).toFixed(1)}" y="${y + 17}">${value}</text>`;
	});
	const bottom = top + headHeight + bars.length * rowHeight;
	return `<text x="16" y="${top + 28}" font-weight="600">${heading}</text>
<text x="16" y="${top + 49}">${note}</text>
${rows.join('\n')}
<text x="16" y="${bottom + 22}">${source}</text>`;
}

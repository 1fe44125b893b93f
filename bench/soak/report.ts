import { format } from 'prettier';
import { count, markdownTable, mb } from '../report/format';
import { goalsText } from '../report/goal';
import { growthPerCall, heldBytes, judgeGrowth } from './growth';
import { loads } from './loads';
import type { SoakedLoad, SoakResults } from './measure';
import { quarters } from './settings';

export const soakHeading = '## Soak';

/** The section of `results.md` for the soak. */
export async function writeSoakSection(
	results: SoakResults & { versions: { n8n: string; node: string; cores: number; date: string } },
): Promise<string> {
	const { plan, soaked, versions } = results;
	const [ours] = soaked;
	return await format(
		`${soakHeading}

Made by \`npm run bench -- --soak${plan.isQuick ? ' --quick' : ''}\` on ${versions.date}: n8n ${versions.n8n} on Node.js ${versions.node}, ${versions.cores} cores. ${count(plan.calls)} calls of a published workflow, ${plan.atOnce} at a time, after ${count(plan.warmUpCalls)} that are not counted.

- **Our nodes**: each call brings a member token that no call has brought before, for *Saison Connect*; then *MARTA* checks a card with the credential's session. One call in ${plan.rejectedOneIn} brings a token that is rejected, and fails. There were ${count(ours.counts.logins)} logins: sessions ended after 15 s of use, and ${count(ours.counts.endedSessions)} were rejected earlier.
- **Two plain requests**: the same calls, answered by two nodes that send n8n's plain request; as many calls fail. It shows what n8n itself keeps.
- Each load has an n8n of its own that saves no executions. *Held* is what objects take in V8's heap and outside, after garbage collection inside n8n, the least of three readings; compiled code is left out.

${goalsText([judgeGrowth(soaked, plan)])}
${markdownTable(
	[
		'load',
		'figure',
		...Array.from(
			{ length: quarters + 1 },
			(_, index) => `after ${count((plan.calls / quarters) * index)}`,
		),
		'growth per call',
	],
	soaked.flatMap(rowsOf),
)}
`,
		{ parser: 'markdown' },
	);
}

function rowsOf({ name, samples }: SoakedLoad): string[][] {
	const { title } = loads[name];
	const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(2)} MB`;
	return [
		[
			title,
			'held',
			...samples.map((sample) => megabytes(heldBytes(sample))),
			`${Math.round(growthPerCall(samples))} bytes`,
		],
		[title, 'resident memory', ...samples.map(({ rss }) => mb(rss)), '–'],
		[title, 'executions saved', ...samples.map(({ executions }) => count(executions)), '–'],
	];
}

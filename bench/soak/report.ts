import { format } from 'prettier';
import { count, markdownTable, mb } from '../report/format';
import { goalsText } from '../report/goal';
import { growthPerCall, heldBytes, judgeGrowth, trendText, uncertainty } from './growth';
import { loads } from './loads';
import type { SoakedLoad, SoakResults } from './measure';
import { endedOneIn, quarters, sessionMs } from './settings';

export const soakHeading = '## Soak';

/** The section of `results.md` for the soak. */
export async function writeSoakSection(
	results: SoakResults & { versions: { n8n: string; node: string; cores: number; date: string } },
): Promise<string> {
	const { plan, soaked, versions } = results;
	const [{ counts }] = soaked;
	const smallestLeak = plan.mostGrowth + uncertainty(soaked);
	const leakPer = (calls: number) => count(Math.round(smallestLeak * calls));
	return await format(
		`${soakHeading}

Made by \`npm run bench -- --soak${plan.isQuick ? ' --quick' : ''}\` on ${versions.date}: n8n ${versions.n8n} on Node.js ${versions.node}, ${versions.cores} cores. ${count(plan.calls)} calls of a published workflow, ${plan.atOnce} at a time, after ${count(plan.warmUpCalls)} that are not counted.

- **Our nodes**: each call brings a member token that no call has brought before, for *Saison Connect*; then *MARTA* checks a card with the credential's session. One call in ${plan.rejectedOneIn} brings a token that the service rejects; that call fails. There were ${count(counts.logins)} logins: sessions end after ${sessionMs / 1000} s, and our node renews one that would end within 60 s; the service ended ${count(counts.endedSessions)} earlier, at one check in ${endedOneIn}.
- **Two plain requests**: the same calls, answered by two nodes that send n8n's plain request; as many calls fail. It shows what n8n itself keeps.
- Each load has an n8n of its own that saves no executions; both run at the same time. *Held* is what objects take in V8's heap and outside, after garbage collection inside n8n, the lesser of two readings; compiled code is left out. *Growth per call* is the slope of a line through the readings after every ${count(plan.readEvery)} calls, from the first quarter on, ± its standard error. If the plain load's memory shrinks, that counts only as far as its own standard error: n8n does not free memory without end.
- The smallest leak that is sure to miss the goal, with this error: ${leakPer(1)} bytes per call, ${leakPer(plan.calls / counts.rejected)} per failed call or ${leakPer(plan.calls / counts.logins)} per login.

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
	const shown = samples.filter((_, index) => index % ((samples.length - 1) / quarters) === 0);
	const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(2)} MB`;
	return [
		[
			title,
			'held',
			...shown.map((sample) => megabytes(heldBytes(sample))),
			trendText(growthPerCall(samples)),
		],
		[title, 'resident memory', ...shown.map(({ rss }) => mb(rss)), '–'],
		[title, 'executions saved', ...shown.map(({ executions }) => count(executions)), '–'],
	];
}

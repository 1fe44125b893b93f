import { isAnswered, textOf, steadyText } from './faults-check';
import type { FaultResult } from './faults-run';
import type { TestedOperation, ServiceName } from './faults-operations';

const TITLES: Record<ServiceName, string> = { saison: 'Saison Connect', marta: 'MARTA' };
const COLUMNS = [
	'Fault',
	'Operations',
	'What the user sees while it persists',
	'`reason`, HTTP status, result code',
	'Calls the service saw for one item',
	'When it occurs once',
];

const INTRO = `<!-- Written by test/host/faults.test.ts, which fails when what happens differs from this page. Update it with: UPDATE_FAULTS=1 npm run test:faults -- --testPathPatterns host/faults.test -->

# What happens when a service or the network fails

Each row was produced on a real n8n against the sandbox, with a fault that persists and with one that occurs once, with a node that stops on errors and with one that continues. In every case, each item has exactly one outcome.

- A node that **stops** shows the message with the number of the item. A node that **continues** returns \`{ error, details: { reason, httpStatus, resultCode } }\` for the item and continues with the others.
- **Reads** are retried after 1, 2 and 4 seconds, or as \`Retry-After\` says, up to 60 seconds. A rate limit pauses the whole run. Nothing is retried after a timeout.
- **Writes** (\`apiRequest.send\` without Safe to Repeat, except GET), logins, and the exchange of a code or refresh token are sent once. Only a rejected token is renewed and the request sent again, since a rejected request was not processed. After three items in a row whose new tokens were rejected, the run stops and sends no more.
- n8n's own setting *Retry On Fail* runs the whole node again, with every write of the run. Leave it off on nodes that write.
`;

/** The page; the same for the same behaviour, whenever and wherever it is produced. */
export function documentOf(all: FaultResult[]): string {
	const parts = (['saison', 'marta'] as const).map((service) => {
		const rows = rowsOf(all.filter(({ operation }) => operation.service === service));
		const lines = [COLUMNS, COLUMNS.map(() => '---'), ...rows].map(
			(cells) => `| ${cells.join(' | ')} |`,
		);
		return `## ${TITLES[service]}\n\n${lines.join('\n')}\n`;
	});
	return [INTRO, ...parts].join('\n');
}

/** One row for all operations that behave alike under a fault. */
function rowsOf(all: FaultResult[]): string[][] {
	const everyone = [...new Set(all.map(({ operation }) => operation))];
	const groups = new Map<string, { result: FaultResult; operations: TestedOperation[] }>();
	for (const result of all) {
		const key = JSON.stringify([result.fault.name, ...cells(result)]);
		const group = groups.get(key) ?? { result, operations: [] };
		group.operations.push(result.operation);
		groups.set(key, group);
	}
	return [...groups.values()].map(({ result, operations }) => [
		result.fault.name,
		nameGroup(operations, everyone),
		...cells(result),
	]);
}

function nameGroup(group: TestedOperation[], everyone: TestedOperation[]): string {
	if (group.length === everyone.length) return 'all';
	const parts = (['read', 'write', 'login'] as const).map((kind) => {
		const names = group.filter((one) => one.kind === kind).map(({ name }) => name);
		const isWhole =
			names.length > 1 && names.length === everyone.filter((one) => one.kind === kind).length;
		return isWhole ? `all ${kind}s` : names.join(', ');
	});
	return parts.filter((part) => part !== '').join(', ');
}

function cells(result: FaultResult): string[] {
	const { always, stop, once, fault } = result;
	const [first] = always.items;
	const isError = first !== undefined && !isAnswered(first);
	const text = isError ? steadyText(fault, textOf(first)) : 'the answer, as an item';
	const { reason, httpStatus, resultCode } = (first?.json.details ?? {}) as Record<string, unknown>;
	const facts = [reason && `\`${String(reason)}\``, httpStatus, resultCode];
	const hit = once?.items[fault.hits ?? 1];
	return [
		text.replaceAll('|', '\\|'),
		isError ? facts.filter((fact) => fact !== null && fact !== undefined).join(', ') : '',
		isError ? describeCalls(stop.calls, stop.renewals) : '1',
		once === undefined || hit === undefined
			? ''
			: describeOnce(isError, isAnswered(hit), once.renewals),
	];
}

function describeCalls(calls: number | undefined, renewals = 0): string {
	if (calls === undefined) return 'none';
	const renewed = renewals > 0 ? `, ${renewals} renewals` : '';
	return `${calls}${renewed}`;
}

function describeOnce(isError: boolean, isAnsweredOnce: boolean, renewals: number): string {
	if (!isError) return 'answered';
	if (!isAnsweredOnce) return 'the item fails';
	return renewals > 0 ? 'renewed, sent again, answered' : 'sent again, answered';
}

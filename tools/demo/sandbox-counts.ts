import type { Sandbox } from '../../sandbox';
import type { DemoResult } from './result';
import type { Row } from './table';

/** What the sandbox saw; a problem when it rejected something. */
export function sandboxCounts(sandbox: Sandbox): DemoResult {
	const saison = sandbox.saison.counts();
	const marta = sandbox.marta.counts();
	const logins = `${marta.logins} (${Object.keys(marta.loginsByScope).join(', ')})`;
	const badSignatures = sum(saison.macFailures);
	const rejectedLogins = sum(marta.rejectedLogins);
	const rejectedCalls = sum(marta.rejectedCalls);
	const rows = [
		row('Saison Connect', 'requests', saison.total),
		row('Saison Connect', 'authorization codes exchanged', saison.codeExchanges),
		row('Saison Connect', 'refreshes', saison.refreshes),
		row('Saison Connect', 'signed calls verified', saison.signedCallsVerified),
		row('Saison Connect', 'signatures rejected', badSignatures),
		row('MARTA', 'requests', marta.total),
		row('MARTA', 'logins', logins),
		row('MARTA', 'logins rejected', rejectedLogins),
		row('MARTA', 'calls with a verified session', marta.verifiedCalls),
		row('MARTA', 'calls rejected', rejectedCalls),
	];
	const rejected = badSignatures + rejectedLogins + rejectedCalls;
	return {
		title: 'What the sandbox counted',
		rows,
		problem: rejected > 0 ? `${rejected} requests were rejected` : undefined,
	};
}

function row(service: string, counted: string, number: number | string): Row {
	return { service, counted, number };
}

function sum(counts: Record<string, number>): number {
	return Object.values(counts).reduce((total, count) => total + count, 0);
}

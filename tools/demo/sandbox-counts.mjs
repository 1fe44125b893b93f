/** What the stand-ins saw, in words; `problem` when something was wrong on the wire. */
export async function sandboxCounts({ saison, marta }) {
	const s = await saison.read('counts');
	const m = await marta.read('counts');
	const rows = [
		row('Saison Connect', 'requests', s.total),
		row('Saison Connect', 'authorization codes exchanged', s.codeExchanges),
		row('Saison Connect', 'refreshes', s.refreshes),
		row('Saison Connect', 'signed calls verified', s.signedCallsVerified),
		row('Saison Connect', 'signatures refused', sum(s.macFailures)),
		row('MARTA', 'requests', m.total),
		row('MARTA', 'logins', `${m.logins} (${Object.keys(m.loginsByScope).join(', ')})`),
		row('MARTA', 'logins refused', sum(m.refusedLogins)),
		row('MARTA', 'calls with a verified session', m.verifiedCalls),
		row('MARTA', 'calls refused', sum(m.refusedCalls)),
	];
	const refused = sum(s.macFailures) + sum(m.refusedLogins) + sum(m.refusedCalls);
	return { rows, problem: refused > 0 ? `${refused} calls were refused` : undefined };
}

function row(service, counted, number) {
	return { service, counted, number };
}

function sum(counts) {
	return Object.values(counts).reduce((total, count) => total + count, 0);
}

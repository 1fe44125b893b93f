/** What the scripted model says, from what the tool returned. */
export function answerAboutCard(toolText: string): string {
	const status = /"statusCode":\s*(\d+)/.exec(toolText)?.[1];
	const card = /"card":\s*"(\d+)"/.exec(toolText)?.[1];
	const has = card ? `You have the card ${card}` : 'You have no card yet';
	if (status === '200') return `${has}.`;
	if (status === '402') return `${has}, but some of your personal data is missing.`;
	if (status === '404') return 'I do not find you among our customers.';
	return 'I cannot check it at the moment.';
}

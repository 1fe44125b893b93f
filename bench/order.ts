/**
 * The order of a round: every second one is the reverse of the one before, and each two begin one further on,
 * so that nothing always follows the same run.
 */
export function orderOfRound<Name>(names: Name[], round: number): Name[] {
	const first = (round >> 1) % names.length;
	const order = [...names.slice(first), ...names.slice(0, first)];
	return round % 2 === 0 ? order : order.reverse();
}

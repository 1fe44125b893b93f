import { orderOfRound } from '../../../bench/order';

describe('The order of a round', () => {
	it('is reversed in every second round, and begins one further on after each two', () => {
		const orders = [0, 1, 2, 3].map((round) => orderOfRound(['a', 'b', 'c'], round).join(''));
		expect(orders).toEqual(['abc', 'cba', 'bca', 'acb']);
	});

	it('puts each of two first as often as the other, over any number of rounds', () => {
		const first = Array.from({ length: 400 }, (_, round) => orderOfRound(['a', 'b'], round)[0]);
		expect(first.filter((name) => name === 'a')).toHaveLength(200);
	});
});

import { seededRandom } from '../../shared/random';
import { FAMILY_NAMES } from '../names';

export interface PointsEntry {
	/** yyyy-mm-dd. */
	date: string;
	point_type: 'earned' | 'spent';
	/** Digits, as all amounts of the service. */
	points: string;
	shop_name: string;
	/** After this entry. */
	balance: string;
}

const ENTRIES = 260;
const FIRST_DAY = Date.UTC(2025, 0, 6);
const DAY_MS = 24 * 3600 * 1000;

/** The points of a member over almost two years from January 2025, oldest first, always the same. */
export function makePointsHistory(memberId: string): PointsEntry[] {
	const seed = [...memberId].reduce((sum, character) => sum * 31 + character.charCodeAt(0), 7);
	const random = seededRandom(seed);
	let balance = random.between(500, 2000);
	let day = 0;
	return Array.from({ length: ENTRIES }, () => {
		day += random.between(1, 4);
		const isSpent = balance > 1500 && random.below(3) === 0;
		const points = isSpent ? random.between(2, 10) * 100 : random.between(10, 400);
		balance += isSpent ? -points : points;
		return {
			date: new Date(FIRST_DAY + day * DAY_MS).toISOString().slice(0, 10),
			point_type: isSpent ? 'spent' : 'earned',
			points: String(points),
			shop_name: `${random.pick(FAMILY_NAMES)[0]}商店（見本）`,
			balance: String(balance),
		};
	});
}

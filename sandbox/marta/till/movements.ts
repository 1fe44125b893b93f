import { seededRandom } from '../../shared/random';
import type { Purchase } from './input';

export interface TillMovement extends Purchase {
	/** Counts up from 1 for each card. */
	movementId: number;
	card: string;
	/** ISO 8601, by the server's clock. */
	registeredAt: string;
	points: number;
}

const EARLIER_MOVEMENTS = 45;
const DAY_MS = 24 * 3600 * 1000;
const SHOPS = ['0001', '0002', '0007'];

/** Points that a purchase earns: one for each full euro, or two. */
function pointsOf({ amount, doublePoints }: Purchase): number {
	return Math.floor(amount) * (doublePoints === true ? 2 : 1);
}

/** Movements of earlier days, the same ones every time, whose points the balance already includes. */
function makeEarlierMovements(card: string, now: number): TillMovement[] {
	const random = seededRandom(Number(card) % 2 ** 32);
	return Array.from({ length: EARLIER_MOVEMENTS }, (_, index) => {
		const purchase = {
			receipt: `E-${String(index + 1).padStart(4, '0')}`,
			amount: random.between(200, 9000) / 100,
			payment: random.pick(['cash', 'card', 'voucher']),
			shop: { id: random.pick(SHOPS) },
		};
		const registeredAt = new Date(now - (EARLIER_MOVEMENTS - index) * 3 * DAY_MS).toISOString();
		const points = pointsOf(purchase);
		return { movementId: index + 1, card, ...purchase, points, registeredAt };
	});
}

/** Why a movement cannot be registered or deleted. */
export type MovementProblem =
	'duplicate_receipt' | 'no_such_movement' | 'already_deleted' | 'not_the_last' | 'too_late';

/** The movements of every card. */
export class TillMovements {
	private readonly byCard = new Map<string, TillMovement[]>();
	private readonly deleted = new Set<TillMovement>();

	/** Newest first, without deleted ones. */
	list(card: string, now: number): TillMovement[] {
		return this.all(card, now)
			.filter((one) => !this.deleted.has(one))
			.reverse();
	}

	register(card: string, purchase: Purchase, now: number): TillMovement | MovementProblem {
		const isKnown = this.list(card, now).some(({ receipt }) => receipt === purchase.receipt);
		if (isKnown) return 'duplicate_receipt';
		const all = this.all(card, now);
		const movement: TillMovement = {
			movementId: all.length + 1,
			card,
			...purchase,
			points: pointsOf(purchase),
			registeredAt: new Date(now).toISOString(),
		};
		all.push(movement);
		return movement;
	}

	/** Deletes a movement if it is the card's last one, and not older than a day. */
	deleteLast(card: string, movementId: number, now: number): TillMovement | MovementProblem {
		const movement = this.all(card, now).find((one) => one.movementId === movementId);
		if (!movement) return 'no_such_movement';
		if (this.deleted.has(movement)) return 'already_deleted';
		if (this.list(card, now)[0] !== movement) return 'not_the_last';
		if (now - Date.parse(movement.registeredAt) > DAY_MS) return 'too_late';
		this.deleted.add(movement);
		return movement;
	}

	/** With deleted ones, whose numbers are not used again. */
	private all(card: string, now: number): TillMovement[] {
		const movements = this.byCard.get(card) ?? makeEarlierMovements(card, now);
		this.byCard.set(card, movements);
		return movements;
	}
}

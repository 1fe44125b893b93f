import { cards, check, checkCard, loggedInStore } from '../marta/logged-in';
import { MartaStandIn } from '../marta-stand-in';
import { isolateNetwork } from '../stubbed-host';
import { inVirtualTime } from '../virtual-time';

isolateNetwork();

/** How many requests were sent in each ms of a run, in which each turn of the event loop takes 1 ms. */
async function startsPerTurn(maxConcurrentRequests: number, count: number): Promise<number[]> {
	const starts = new Map<number, number>();
	let armed = false;
	const service = new MartaStandIn({
		data: () => {
			if (armed) starts.set(Date.now(), (starts.get(Date.now()) ?? 0) + 1);
			return undefined;
		},
	});
	await inVirtualTime(async () => {
		const store = await loggedInStore(service);
		armed = true;
		const result = await check(store, {
			items: cards(count),
			parameters: { ...checkCard, options: { maxConcurrentRequests } },
		});
		expect(result.items).toHaveLength(count);
	});
	return [...starts.values()];
}

test.each([
	[10, 4, [1, 1, 1, 1]],
	[12, 7, [1, 2, 2, 2]],
	[50, 20, [1, 8, 8, 3]],
])(
	'with %d at once, %d items start a sixth per turn, at least one',
	async (limit, count, starts) => {
		expect(await startsPerTurn(limit, count)).toEqual(starts);
	},
);

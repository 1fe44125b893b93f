import { BenchHost } from './bench-host.mjs';
import { ownFunctions, timeByOwner } from './profile.mjs';
import { median, medians } from './figures.mjs';
import { ways } from './approaches.mjs';

/**
 * All runs of the bench. Numbers of items up to a thousand share one n8n and take several rounds; each
 * round begins with another way, so that a slow moment of the machine hurts all alike. Above that each
 * way has an n8n of its own, so that its memory is its own too.
 */
export async function compareWays(world, plan, step) {
	const rows = [];
	await withHost(world, async (bench) => {
		await step('Warming up', async () => {
			for (const way of Object.values(ways)) await bench.measure(way, 50);
		});
		for (const items of plan.shared) {
			for (const row of await manyRounds(bench, items, plan, step)) rows.push(row);
		}
	});
	for (const items of plan.alone) {
		for (const name of plan.namesFor(items)) {
			const rounds = await step(`${items} items: ${ways[name].title}`, () =>
				withHost(world, async (bench) => {
					await bench.measure(ways[name], 200);
					return [await bench.measure(ways[name], items, { timeout: plan.longest })];
				}),
			);
			rows.push(rowOf(name, items, rounds));
		}
	}
	return rows;
}

async function manyRounds(bench, items, plan, step) {
	const names = plan.namesFor(items);
	const results = Object.fromEntries(names.map((name) => [name, []]));
	for (let round = 0; round < plan.rounds; round++) {
		await step(`${items} items, round ${round + 1} of ${plan.rounds}`, async ({ say }) => {
			for (const name of [...names.slice(round), ...names.slice(0, round)]) {
				say(ways[name].title);
				results[name].push(await bench.measure(ways[name], items, { timeout: plan.longest }));
			}
		});
	}
	return names.map((name) => rowOf(name, items, results[name]));
}

function rowOf(name, items, rounds) {
	const failure = rounds.find((one) => one.failure)?.failure;
	const figures = failure ? {} : medians(rounds);
	return { name, way: ways[name], items, rounds, failure, ...figures };
}

/** The ratio of two ways, round by round: both had the machine as it was at that time. */
export function ratioOf(rows, name, to, items) {
	const find = (wanted) => rows.find((row) => row.name === wanted && row.items === items);
	const [one, other] = [find(name), find(to)];
	if (!one || !other || one.failure || other.failure) return undefined;
	return median(one.rounds.map((round, index) => round.nodeMs / other.rounds[index].nodeMs));
}

/** Where n8n's time goes, for our node and for the floor, at both numbers of requests at once. */
export async function profileWays(world, items) {
	return await withHost(world, async (bench) => {
		const profiles = {};
		for (const name of ['floor50', 'ours50', 'floor10', 'ours10']) {
			await bench.measure(ways[name], 300);
			const { profile, failure } = await bench.measure(ways[name], items, { profile: true });
			if (failure) throw new Error(`The run to be profiled failed: ${failure}`);
			profiles[name] = { items, owners: timeByOwner(profile), own: ownFunctions(profile, 10) };
		}
		return profiles;
	});
}

async function withHost(world, work) {
	const bench = await BenchHost.start(world);
	world.running = bench;
	try {
		return await work(bench);
	} finally {
		world.running = undefined;
		await bench.stop();
	}
}

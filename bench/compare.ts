import { approachOf, loopbackNames } from './approaches';
import type { ApproachName } from './approaches';
import { withBenchHost } from './bench-host';
import type { BenchHost, Measured, Environment } from './bench-host';
import { medianFigures } from './figures';
import type { Figures, Row } from './figures';
import { orderOfRound } from './order';
import { summarize } from './profile';
import { profiledApproaches } from './results';
import type { Plan, Profiles } from './results';
import type { Service } from './service';

/** What takes several rounds even where each run has an n8n of its own. */
const mainPair: ApproachName[] = ['floor50', 'ours50'];
/** What the goals compare at any number of items. */
const judgedNames: ApproachName[] = [...mainPair, 'floor10', 'ours10'];

/**
 * All runs that are compared. Approaches take several rounds, each in another order, so that a slow moment of
 * the machine, or what the run before has left, hurts all alike.
 */
export async function compareApproaches(environment: Environment, plan: Plan): Promise<Row[]> {
	const { step } = environment;
	const rows = await withBenchHost(environment, async (host) => {
		await step('Warming up', async () => {
			for (const name of loopbackNames) await host.measure(approachOf(name), 50);
		});
		const shared: Row[] = [];
		for (const items of plan.shared)
			shared.push(...(await runRounds(host, environment.step, loopbackRounds(plan, items))));
		return shared;
	});
	for (const items of plan.separate) rows.push(...(await runSeparately(environment, plan, items)));
	return rows;
}

/** Each run in a new n8n. */
async function runSeparately(environment: Environment, plan: Plan, items: number): Promise<Row[]> {
	const names = namesFor(items, plan);
	const measured = new Map<ApproachName, Measured[]>(names.map((name) => [name, []]));
	for (let round = 0; round < separateRounds(items, plan); round++) {
		for (const name of orderOfRound(round === 0 ? names : mainPair, round)) {
			const { title } = approachOf(name);
			const figures = await environment.step(`${items} items: ${title}`, async () =>
				withBenchHost(environment, async (host) => {
					await host.measure(approachOf(name), 200);
					return await host.measure(approachOf(name), items, { ...plan, isLast: true });
				}),
			);
			measured.get(name)!.push(figures);
		}
	}
	return names.map((name) => rowOf(name, items, measured.get(name)!));
}

/** Of the pair; of the others there is one round. */
function separateRounds(items: number, { maxItemsForAll, rounds }: Plan): number {
	return items > maxItemsForAll ? 1 : rounds;
}

interface Rounds {
	names: ApproachName[];
	items: number;
	rounds: number;
	title: string;
	timeoutMs: number;
	/** What is called, if it is not the service of the host. */
	service?: Service;
}

function loopbackRounds(plan: Plan, items: number): Rounds {
	return { ...plan, items, names: namesFor(items, plan), title: `${items} items` };
}

/** Several rounds in one n8n. */
export async function runRounds(
	host: BenchHost,
	step: Environment['step'],
	{ names, items, rounds, title, ...options }: Rounds,
): Promise<Row[]> {
	const measured = new Map<ApproachName, Measured[]>(names.map((name) => [name, []]));
	for (let round = 0; round < rounds; round++) {
		await step(`${title}, round ${round + 1} of ${rounds}`, async ({ say }) => {
			for (const name of orderOfRound(names, round)) {
				say(approachOf(name).title);
				measured.get(name)!.push(await host.measure(approachOf(name), items, options));
			}
		});
	}
	return names.map((name) => rowOf(name, items, measured.get(name)!));
}

/** What is run with so many items. */
export function namesFor(
	items: number,
	{ maxItemsSequential, maxItemsForAll }: Pick<Plan, 'maxItemsSequential' | 'maxItemsForAll'>,
): ApproachName[] {
	if (items > maxItemsForAll) return judgedNames;
	return loopbackNames.filter((name) => name !== 'sequential' || items <= maxItemsSequential);
}

function rowOf(name: ApproachName, items: number, measured: Measured[]): Row {
	const failure = measured.find((one) => 'failure' in one)?.failure;
	const rounds = measured.filter((one): one is Figures => !('failure' in one));
	return { name, items, rounds, failure, median: failure ? undefined : medianFigures(rounds) };
}

/** Where n8n's time goes, for our node and for the floor, at both numbers of requests at once. */
export async function profileApproaches(
	environment: Environment,
	items: number,
): Promise<Profiles> {
	return await withBenchHost(environment, async (host) => {
		const profiles: Partial<Profiles> = {};
		for (const name of profiledApproaches) {
			await host.measure(approachOf(name), 300);
			const measured = await host.measure(approachOf(name), items, { profile: true });
			if ('failure' in measured)
				throw new Error(`The run to be profiled failed: ${measured.failure}`);
			profiles[name] = summarize(measured.profile!, items);
		}
		return profiles as Profiles;
	});
}

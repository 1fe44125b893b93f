import type { Fault } from '../../sandbox';
import { lastNumber } from './load';
import { call, type Called, type Published } from './workflows';
import { perWorker, senderOf, tokenRequests, type QueueWorld } from './world';

export interface Round {
	/** Whether the two executions were in two workers. */
	isSplit: boolean;
	answers: Called[];
	refreshes: number;
	usedTwice: number;
	/** Token calls by worker, and those of them that were answered with tokens. */
	asked: Record<string, number>;
	refreshed: Record<string, number>;
	/** A further call with the stored credential, and the refreshes it took. */
	next: Called;
	nextRefreshes: number;
}

/** Only the first answer of the token endpoint is late, so that the second asks while the first waits. */
const LATE: Array<Fault | undefined> = [
	undefined,
	{ kind: 'delay', ms: 400 },
	{ kind: 'delay', ms: 1000, afterWork: true },
];

/** The token dies under two executions that start at the same moment. */
export async function playRound(
	world: QueueWorld,
	workflow: Published,
	late: Fault | undefined,
): Promise<Round> {
	const { saison } = world.sandbox;
	saison.expire();
	if (late) saison.faults({ match: { path: '/auth/token' }, fault: late });
	const before = saison.counts();
	const from = lastNumber(world);
	const answers = await Promise.all([call(world, workflow.path), call(world, workflow.path)]);
	saison.faults({ clear: true });
	const after = saison.counts();
	const seen = saison.requests().filter(({ number }) => number > from);
	const tokenCalls = tokenRequests(world).filter(({ number }) => number > from);
	const next = await call(world, workflow.path);
	return {
		isSplit: new Set(seen.map(senderOf)).size === 2,
		answers,
		refreshes: after.refreshes - before.refreshes,
		usedTwice: after.refreshTokensUsedTwice - before.refreshTokensUsedTwice,
		asked: perWorker(tokenCalls),
		refreshed: perWorker(tokenCalls.filter(({ status }) => status === 200)),
		next,
		nextRefreshes: saison.counts().refreshes - after.refreshes,
	};
}

/** Nothing decides which worker takes a job: rounds are played until enough of them were split. */
export async function playRounds(
	world: QueueWorld,
	workflow: Published,
	{ split, atMost }: { split: number; atMost: number },
): Promise<Round[]> {
	const rounds: Round[] = [];
	const enough = (): boolean => rounds.filter(({ isSplit }) => isSplit).length >= split;
	while (rounds.length < atMost && !enough()) {
		rounds.push(await playRound(world, workflow, LATE[rounds.length % LATE.length]));
	}
	return rounds;
}

/** The same at a service that ends everything when a refresh token comes twice; gives the fatal round. */
export async function playUntilReuse(
	world: QueueWorld,
	workflow: Published,
	atMost: number,
): Promise<Round | undefined> {
	world.sandbox.saison.settings({ revokeOnReuse: true });
	try {
		for (let count = 0; count < atMost; count++) {
			const round = await playRound(world, workflow, LATE[1]);
			if (round.usedTwice > 0) return round;
		}
		return undefined;
	} finally {
		world.sandbox.saison.settings({ revokeOnReuse: false });
	}
}

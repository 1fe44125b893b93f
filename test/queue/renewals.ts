import { pauseUntil } from '../host/gate';
import { lastNumber } from './load';
import { call, type Called, type Published } from './workflows';
import { perWorker, senderOf, tokenRequests, type QueueEnvironment } from './environment';

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

/**
 * How the first answer of the token endpoint is held until a second worker has got its own, if there is one: not at
 * all, before the request is processed, or after it.
 */
type Hold = undefined | { afterWork: boolean };
const HOLDS: Hold[] = [undefined, { afterWork: false }, { afterWork: true }];

/** The token dies under two executions that start at the same moment. */
export async function playRound(
	environment: QueueEnvironment,
	workflow: Published,
	hold: Hold,
): Promise<Round> {
	const { saison } = environment.sandbox;
	saison.expire();
	const before = saison.counts();
	const from = lastNumber(environment);
	const taken = environment.cluster.executionsPerWorker();
	const areInOneWorker = (): boolean =>
		Object.entries(environment.cluster.executionsPerWorker()).some(
			([name, count]) => count - taken[name] === 2,
		);
	const secondWasAnswered = (): boolean =>
		tokenRequests(environment).some(({ number, status }) => number > from && status !== undefined);
	const isTime = (held: number): boolean => held === 1 && (secondWasAnswered() || areInOneWorker());
	const held = hold && pauseUntil(saison, { match: { path: '/auth/token' }, ...hold }, isTime);
	const answers = await Promise.all([
		call(environment, workflow.path),
		call(environment, workflow.path),
	]);
	await held;
	const after = saison.counts();
	const seen = saison.requests().filter(({ number }) => number > from);
	const tokenCalls = tokenRequests(environment).filter(({ number }) => number > from);
	const next = await call(environment, workflow.path);
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
	environment: QueueEnvironment,
	workflow: Published,
	{ split, atMost }: { split: number; atMost: number },
): Promise<Round[]> {
	const rounds: Round[] = [];
	const enough = (): boolean => rounds.filter(({ isSplit }) => isSplit).length >= split;
	while (rounds.length < atMost && !enough()) {
		rounds.push(await playRound(environment, workflow, HOLDS[rounds.length % HOLDS.length]));
	}
	return rounds;
}

/** The same at a service that ends everything when a refresh token comes twice; gives the fatal round. */
export async function playUntilReuse(
	environment: QueueEnvironment,
	workflow: Published,
	atMost: number,
): Promise<Round | undefined> {
	environment.sandbox.saison.settings({ revokeOnReuse: true });
	try {
		for (let count = 0; count < atMost; count++) {
			const round = await playRound(environment, workflow, HOLDS[1]);
			if (round.usedTwice > 0) return round;
		}
		return undefined;
	} finally {
		environment.sandbox.saison.settings({ revokeOnReuse: false });
	}
}

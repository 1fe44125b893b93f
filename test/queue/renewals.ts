import { pauseUntil } from '../host/gate';
import { lastNumber } from './load';
import { call, type Called, type Published } from './workflows';
import { perWorker, senderOf, tokenRequests, type QueueEnvironment } from './environment';

export interface Round {
	/** Whether the two executions were in two workers. */
	isSplit: boolean;
	responses: Called[];
	refreshes: number;
	usedTwice: number;
	/** Token requests by worker, and those of them that got tokens. */
	asked: Record<string, number>;
	refreshed: Record<string, number>;
	/** Another call with the stored credential, and the refreshes it took. */
	next: Called;
	nextRefreshes: number;
}

/**
 * How the first response of the token endpoint is paused until a second worker has its own, if there is one: not at
 * all, before the request is processed, or after it.
 */
type Pause = undefined | { afterWork: boolean };
const PAUSES: Pause[] = [undefined, { afterWork: false }, { afterWork: true }];

/** The token expires under two executions that start at the same moment. */
export async function runRound(
	environment: QueueEnvironment,
	workflow: Published,
	pause: Pause,
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
	const secondGotResponse = (): boolean =>
		tokenRequests(environment).some(({ number, status }) => number > from && status !== undefined);
	const isTime = (count: number): boolean =>
		count === 1 && (secondGotResponse() || areInOneWorker());
	const paused = pause && pauseUntil(saison, { match: { path: '/auth/token' }, ...pause }, isTime);
	const responses = await Promise.all([
		call(environment, workflow.path),
		call(environment, workflow.path),
	]);
	await paused;
	const after = saison.counts();
	const seen = saison.requests().filter(({ number }) => number > from);
	const tokenCalls = tokenRequests(environment).filter(({ number }) => number > from);
	const next = await call(environment, workflow.path);
	return {
		isSplit: new Set(seen.map(senderOf)).size === 2,
		responses,
		refreshes: after.refreshes - before.refreshes,
		usedTwice: after.refreshTokensUsedTwice - before.refreshTokensUsedTwice,
		asked: perWorker(tokenCalls),
		refreshed: perWorker(tokenCalls.filter(({ status }) => status === 200)),
		next,
		nextRefreshes: saison.counts().refreshes - after.refreshes,
	};
}

/** Nothing decides which worker takes a job: rounds are run until enough of them were split. */
export async function runRounds(
	environment: QueueEnvironment,
	workflow: Published,
	{ split, atMost }: { split: number; atMost: number },
): Promise<Round[]> {
	const rounds: Round[] = [];
	const enough = (): boolean => rounds.filter(({ isSplit }) => isSplit).length >= split;
	while (rounds.length < atMost && !enough()) {
		rounds.push(await runRound(environment, workflow, PAUSES[rounds.length % PAUSES.length]));
	}
	return rounds;
}

/** The same at a service that revokes all tokens when a refresh token comes twice. @returns the fatal round */
export async function runUntilReuse(
	environment: QueueEnvironment,
	workflow: Published,
	atMost: number,
): Promise<Round | undefined> {
	environment.sandbox.saison.settings({ revokeOnReuse: true });
	try {
		for (let count = 0; count < atMost; count++) {
			const round = await runRound(environment, workflow, PAUSES[1]);
			if (round.usedTwice > 0) return round;
		}
		return undefined;
	} finally {
		environment.sandbox.saison.settings({ revokeOnReuse: false });
	}
}

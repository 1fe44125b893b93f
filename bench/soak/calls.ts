import { UserError } from '../../tools/support/user-error';
import { newMemberToken } from './member';
import type { SoakPlan } from './settings';

/** A call that takes longer has failed, in ms. */
const callTimeoutMs = 30_000;

interface Calls {
	url: string;
	/** Number of the first call, and of the one after the last. */
	from: number;
	to: number;
	/** In ms since 1970. */
	deadline: number;
	plan: SoakPlan;
	say: (text: string) => void;
}

/** Makes calls, several at a time. @throws UserError for the first one that does not end as it should */
export async function makeCalls({ url, from, to, deadline, plan, say }: Calls): Promise<void> {
	let next = from;
	let failure: Error | undefined;
	const callUntilDone = async () => {
		while (next < to && !failure) {
			const number = next++;
			if (number % 100 === 0) say(`call ${number}`);
			if (Date.now() > deadline) {
				throw new UserError(`The soak took too long: it ended at call ${number} of ${plan.calls}.`);
			}
			await call(url, number, plan);
		}
	};
	const callAndNote = async () =>
		await callUntilDone().catch((error: Error) => (failure ??= error));
	await Promise.all(Array.from({ length: plan.atOnce }, callAndNote));
	if (failure) throw failure;
}

async function call(url: string, number: number, { rejectedOneIn }: SoakPlan): Promise<void> {
	const isToBeRejected = number % rejectedOneIn === 0;
	const expected = isToBeRejected ? 500 : 200;
	const body = { memberToken: newMemberToken(isToBeRejected), card: '2990000000001' };
	const { status, text } = await post(url, body).catch((error: Error) => {
		throw new UserError(`Call ${number} of the soak got no response: ${error.message}`);
	});
	if (status !== expected) {
		throw new UserError(
			`Call ${number} of the soak returned HTTP ${status} instead of ${expected}: ${text.slice(0, 300)}`,
		);
	}
}

async function post(url: string, body: object): Promise<{ status: number; text: string }> {
	const response = await fetch(url, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(body),
		signal: AbortSignal.timeout(callTimeoutMs),
	});
	return { status: response.status, text: await response.text() };
}

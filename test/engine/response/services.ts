import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { runNode, type EngineOptions, type EngineRun } from '../harness';
import { loggedInStore } from '../marta/logged-in';
import { MartaStandIn } from '../marta-stand-in';
import { exchangedStore } from '../saison/bound-data';
import { SaisonStandIn } from '../saison-stand-in';
import { removeStubbedHosts, type Reply, type RecordedRequest } from '../stubbed-host';

export interface Run {
	result: EngineRun;
	/** What was sent after the login. */
	sent: RecordedRequest[];
	/** Requests for tokens in the run. */
	renewals: number;
	signatureErrors: string[];
}

interface Call {
	/** The response to the call with this number, counted from 1. */
	reply: (request: RecordedRequest, count: number) => Reply;
	options?: IDataObject;
	parameters?: INodeParameters;
	run?: Partial<EngineOptions>;
	/** Ends the session just before the call with this number. */
	endSessionAt?: number;
}

/** Sends a read with API Request, on a stand-in of the service that checks MACs and sessions. */
export async function call(service: 'saison' | 'marta', settings: Call): Promise<Run> {
	const { reply, options = {}, parameters, run, endSessionAt } = settings;
	removeStubbedHosts();
	let isReady = false;
	let count = 0;
	const data = (request: RecordedRequest): Reply => {
		if (!isReady) return { json: { ok: true } };
		count++;
		const answer = { json: undefined, ...reply(request, count) };
		if (count + 1 === endSessionAt) standIn.expire();
		return answer;
	};
	const standIn =
		service === 'saison'
			? new SaisonStandIn({ codes: ['CODE'], tokenSuffix: '-of-the-test', data })
			: new MartaStandIn({ data });
	const store =
		standIn instanceof SaisonStandIn ? await exchangedStore(standIn) : await loggedInStore(standIn);
	isReady = true;
	const result = await runNode({
		node: service === 'saison' ? 'saisonConnect' : 'marta',
		parameters: {
			resource: 'apiRequest',
			operation: 'send',
			method: 'GET',
			path: '/made-up/list',
			safeToRepeat: true,
			options,
			...parameters,
		} as INodeParameters,
		store,
		...run,
	});
	const isSaison = standIn instanceof SaisonStandIn;
	return {
		result,
		sent: standIn.dataCalls,
		renewals: isSaison ? standIn.tokenCalls.length : standIn.logins.length,
		signatureErrors: isSaison ? standIn.signatureErrors : [],
	};
}

/** What came out: the JSON of each item with the number of the item it came from. */
export function output({ result }: Run): unknown[] {
	expect(result.error?.message).toBeUndefined();
	return result.items.map(({ json, pairedItem }) => [json, (pairedItem as { item: number }).item]);
}

/** The option, with the parameter in the query unless the fields say something else. */
export const pages = (fields: IDataObject): IDataObject => ({
	pagination: { pagination: { type: 'qs', ...fields } },
});

/** What n8n shows above the output, if anything. */
export function hintsOf({ result }: Run): Array<string | undefined> {
	const [task] = result.run.data.resultData.runData['Under Test'];
	return (task.hints ?? []).map(({ message }) => message);
}

/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { getEventListeners } from 'node:events';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { ExecuteContext } from 'n8n-core';
import { cards, check, loggedInStore } from '../marta/logged-in';
import { MartaStandIn } from '../marta-stand-in';
import { isolateNetwork } from '../stubbed-host';

isolateNetwork();
setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

test('a run leaves no listener on the signal of its execution, which may have many more runs', async () => {
	let collections = 0;
	const data = (): undefined => {
		// Node.js keeps some listeners by weak references only: what they do must not depend on it.
		collectGarbage();
		collections++;
	};
	const store = await loggedInStore(new MartaStandIn({ data }));
	const getSignal = jest.spyOn(ExecuteContext.prototype, 'getExecutionCancelSignal');
	await check(store, { items: cards(3) });
	const signal = getSignal.mock.results[0].value as AbortSignal;
	expect(signal).toBeInstanceOf(AbortSignal);
	expect(collections).toBeGreaterThan(1);
	expect(getEventListeners(signal, 'abort')).toEqual([]);
	getSignal.mockRestore();
});

/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { getEventListeners } from 'node:events';
import { ExecuteContext } from 'n8n-core';
import { cards, check, loggedInStore } from '../marta/logged-in';
import { MartaStandIn } from '../marta-stand-in';
import { isolateNetwork } from '../stubbed-host';

isolateNetwork();

test('a run leaves no listener on the signal of its execution, which may have many more runs', async () => {
	const store = await loggedInStore(new MartaStandIn());
	const getSignal = jest.spyOn(ExecuteContext.prototype, 'getExecutionCancelSignal');
	await check(store, { items: cards(3) });
	const signal = getSignal.mock.results[0].value as AbortSignal;
	expect(signal).toBeInstanceOf(AbortSignal);
	expect(getEventListeners(signal, 'abort')).toEqual([]);
	getSignal.mockRestore();
});

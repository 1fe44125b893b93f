import type { IExecuteFunctions } from 'n8n-workflow';
import { TokenSessions } from '../../../../lib/core/auth/token-sessions';
import { martaService } from '../../../../lib/marta/client';
import { runUntil } from '../../support/runs';
import { martaData } from '../../support/credentials';

/** A run whose credential has the index of the item as its API key. */
function runOverTenants(): IExecuteFunctions {
	return {
		getNode: () => ({ type: 'marta', credentials: {} }),
		getExecutionCancelSignal: () => undefined,
		getInputData: () => [{ json: {} }, { json: {} }],
		getCredentials: async (_type: string, index: number) =>
			await Promise.resolve(martaData({ apiKey: `key-${index}` })),
		helpers: {},
	} as unknown as IExecuteFunctions;
}

describe('The sessions of a run', () => {
	it('are kept by the credential that an item resolves to, the 1,000 used last', async () => {
		const run = runUntil(new AbortController().signal);
		const sessions = await TokenSessions.create(runOverTenants(), martaService, run);
		const [first, second] = [await sessions.of(0), await sessions.of(1)];
		for (let index = 2; index < 1_000; index++) await sessions.of(index);
		expect(await sessions.of(0)).toBe(first);
		await sessions.of(1_000);
		expect(await sessions.of(0)).toBe(first);
		expect(await sessions.of(1)).not.toBe(second);
	});
});

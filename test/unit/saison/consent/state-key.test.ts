import * as crypto from 'node:crypto';
import { stateKey } from '../../../../lib/saison/consent/state-key';

/** Counts derivations without their cost. */
jest.mock('node:crypto', () => ({
	...jest.requireActual<typeof crypto>('node:crypto'),
	scrypt: jest.fn(),
}));

type Done = (error: Error | null, key: Buffer) => void;
const derivations = jest.mocked(crypto.scrypt);
const waiting: Done[] = [];
const source = { origin: 'https://a.example', clientId: 'A', clientSecret: 's1' };

beforeEach(() => {
	derivations.mockReset();
	waiting.length = 0;
	derivations.mockImplementation(((...args: unknown[]) => {
		waiting.push(args[4] as Done);
	}) as typeof crypto.scrypt);
});

/** Asks for a key and lets its derivation end at once. */
async function keyOf(clientSecret: string): Promise<Buffer> {
	const key = stateKey({ ...source, clientSecret });
	waiting.splice(0).forEach((done) => done(null, Buffer.from(clientSecret)));
	return await key;
}

test('a key is derived once, also for those who ask for it together', async () => {
	const keys = [stateKey(source), stateKey(source)];
	expect(waiting).toHaveLength(1);
	waiting[0](null, Buffer.from('key'));
	expect((await Promise.all(keys)).map(String)).toEqual(['key', 'key']);
	await stateKey(source);
	expect(derivations).toHaveBeenCalledTimes(1);
});

test('client, host and secret each have a key of their own', async () => {
	for (const change of [
		{ clientId: 'B' },
		{ origin: 'https://b.example' },
		{ clientSecret: 's2' },
	]) {
		void stateKey({ ...source, ...change });
	}
	expect(waiting).toHaveLength(3);
	const salts = derivations.mock.calls.map(([secret, salt]) => [secret, salt]);
	expect(new Set(salts.map(String)).size).toBe(3);
});

test('the hundred keys used last are remembered', async () => {
	for (let count = 0; count < 100; count++) await keyOf(`k${count}`);
	await keyOf('k0');
	expect(derivations).toHaveBeenCalledTimes(100);
	await keyOf('one more');
	await keyOf('k0');
	expect(derivations).toHaveBeenCalledTimes(101);
	await keyOf('k1');
	expect(derivations).toHaveBeenCalledTimes(102);
});

test('a derivation that failed is tried again', async () => {
	const failing = stateKey({ ...source, clientSecret: 'fails' });
	waiting.splice(0)[0](new Error('no memory'), Buffer.alloc(0));
	await expect(failing).rejects.toThrow('no memory');
	expect(String(await keyOf('fails'))).toBe('fails');
});

/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports */
import 'reflect-metadata';
import dns from 'node:dns';
import { mkdtempSync, rmSync } from 'node:fs';
import { isIP } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import nock from 'nock';

// Without these, n8n-core writes a configuration into the home folder.
const folder = mkdtempSync(join(tmpdir(), 'n8n-engine-'));
process.env.N8N_USER_FOLDER = folder;
afterAll(() => rmSync(folder, { recursive: true, force: true }));
process.env.N8N_ENCRYPTION_KEY ??= 'engine-tests';
process.env.N8N_LOG_LEVEL ??= 'silent';

// A request that a failed test leaves behind may start when its stubs are gone: no name has an
// address here, so it can reach neither service.
const lookup = dns.lookup.bind(dns) as (host: string, ...rest: unknown[]) => void;
dns.lookup = ((host: string, ...rest: unknown[]) => {
	if (isIP(host) !== 0) return lookup(host, ...rest);
	const callback = rest.at(-1) as (error: Error) => void;
	const error = Object.assign(new Error(`No look-ups in tests: ${host}`), { code: 'ENOTFOUND' });
	return process.nextTick(callback, error);
}) as unknown as typeof dns.lookup;

// Active from its import on. Files share a process, and with it what nock has patched.
nock.restore();
afterAll(() => nock.restore());

/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { distanceNames, type ApproachName } from '../approaches';
import type { Row } from '../figures';

export interface DistancePlan {
	isQuick: boolean;
	/** How long the service takes to respond. */
	latencyMs: number;
	items: number;
	rounds: number;
	timeoutMs: number;
}

/** A distance, and what is special about the n8n that calls over it. */
export interface Setting {
	title: string;
	roundTripMs: number;
	/** Round trips of a request on a connection of its own: one each for TCP and the request, the rest for TLS. */
	trips: number;
	/** How long the resolver takes for the service's name; without it, n8n calls an address. */
	lookupMs?: number;
	/** Lookups at once: half of libuv's threads. */
	lookupsAtOnce?: number;
	names: ApproachName[];
	/** Whether our node is to be as fast as the floor. */
	hasGoals?: boolean;
}

/** Settings that share an n8n, whose environment is `env`. */
interface SettingGroup {
	env?: Record<string, string>;
	settings: Setting[];
}

export interface Measured {
	setting: Setting;
	rows: Row[];
}

export interface DistanceResults {
	plan: DistancePlan;
	measured: Measured[];
	versions: { n8n: string; node: string; cores: number; date: string };
}

const lookupMs = 30;
/** Node.js warns about TypeScript whose module type it has to find out. */
const slowLookup = `--disable-warning=MODULE_TYPELESS_PACKAGE_JSON --import ${pathToFileURL(join(__dirname, 'slow-lookup.ts')).href}`;
const byName = { roundTripMs: 50, trips: 3, lookupMs };
const withLookup = `50 ms, ${lookupMs} ms lookup`;
const at50: ApproachName[] = ['keepAlive50', 'floor50', 'ours50'];

export const settingGroups: SettingGroup[] = [
	{
		settings: [0, 50, 200].map((roundTripMs) => ({
			title: `${roundTripMs} ms round trip`,
			roundTripMs,
			trips: 3,
			names: distanceNames,
			hasGoals: roundTripMs > 0,
		})),
	},
	{
		env: { NODE_OPTIONS: '--tls-max-v1.2' },
		settings: [
			{
				title: '50 ms, TLS 1.2',
				roundTripMs: 50,
				trips: 4,
				names: ['keepAlive10', 'floor10', 'ours10'],
			},
		],
	},
	{
		env: { NODE_OPTIONS: slowLookup, BENCH_LOOKUP_MS: String(lookupMs) },
		settings: [
			{
				...byName,
				title: `50 ms, by a name that takes ${lookupMs} ms to look up`,
				lookupsAtOnce: 2,
				names: at50,
			},
		],
	},
	{
		env: {
			NODE_OPTIONS: slowLookup,
			BENCH_LOOKUP_MS: String(lookupMs),
			UV_THREADPOOL_SIZE: '64',
		},
		settings: [
			{
				...byName,
				title: `${withLookup}, \`UV_THREADPOOL_SIZE=64\``,
				lookupsAtOnce: 32,
				names: at50,
			},
		],
	},
	{
		env: {
			NODE_OPTIONS: slowLookup,
			BENCH_LOOKUP_MS: String(lookupMs),
			// n8n's own cache of lookups.
			N8N_SSRF_PROTECTION_ENABLED: 'true',
			N8N_SSRF_ALLOWED_IP_RANGES: '127.0.0.1/32',
		},
		settings: [
			{
				...byName,
				lookupMs: 0,
				title: `${withLookup}, \`N8N_SSRF_PROTECTION_ENABLED=true\` (caches lookups)`,
				names: ['floor50', 'ours50'],
			},
		],
	},
	{
		env: { N8N_EXPRESSION_ENGINE: 'legacy' },
		settings: [
			{
				title: '0 ms, `N8N_EXPRESSION_ENGINE=legacy`',
				roundTripMs: 0,
				trips: 3,
				names: ['floor50', 'ours50', 'floor10', 'ours10'],
			},
		],
	},
];

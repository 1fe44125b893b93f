import { hostVersion, type HostVersion } from './version';

/** As much of `N8nRest` as is needed here. */
interface Rest {
	call<T>(method: string, pathname: string, body?: unknown): Promise<T>;
}

/** What one version of n8n has to be told in another way than the other. */
interface VersionDifferences {
	env: Record<string, string>;
	/** The arguments of `n8n` that publish a workflow at the next start. */
	publishCommand: (id: string) => string[];
	publish: (rest: Rest, workflow: { id: string; versionId: string }) => Promise<unknown>;
	/** What a run is started with beside its trigger. */
	runBody: (rest: Rest, id: string) => Promise<object>;
}

const differences: Record<HostVersion, VersionDifferences> = {
	current: {
		// It would ask n8n's servers.
		env: { N8N_DISABLED_MODULES: 'mcp-registry' },
		publishCommand: (id) => ['publish:workflow', `--id=${id}`],
		publish: async (rest, { id, versionId }) =>
			await rest.call('POST', `/workflows/${id}/activate`, { versionId }),
		runBody: async () => ({}),
	},
	older: {
		// The current version does this by itself: without it, concurrent requests break each other's transactions.
		env: { DB_SQLITE_POOL_SIZE: '3' },
		publishCommand: (id) => ['update:workflow', `--id=${id}`, '--active=true'],
		publish: async (rest, { id, versionId }) =>
			await rest.call('PATCH', `/workflows/${id}`, { active: true, versionId }),
		// It runs what it is sent, as the editor has it, not what it has stored.
		runBody: async (rest, id) => ({ workflowData: await rest.call('GET', `/workflows/${id}`) }),
	},
};

export function versionDifferences(): VersionDifferences {
	return differences[hostVersion()];
}

'use strict';

const { hostLine } = require('./line.cjs');

/** What is said to one line of n8n in another way than to the other. */
const dialects = {
	current: {
		// It would ask n8n's servers.
		env: { N8N_DISABLED_MODULES: 'mcp-registry' },
		publishCommand: (id) => ['publish:workflow', `--id=${id}`],
		publish: (rest, { id, versionId }) =>
			rest.call('POST', `/workflows/${id}/activate`, { versionId }),
		runBody: async () => ({}),
	},
	older: {
		// What newer lines do by themselves: without it, requests at the same time break each other's transactions.
		env: { DB_SQLITE_POOL_SIZE: '3' },
		publishCommand: (id) => ['update:workflow', `--id=${id}`, '--active=true'],
		publish: (rest, { id, versionId }) =>
			rest.call('PATCH', `/workflows/${id}`, { active: true, versionId }),
		// It runs what it is sent, as the editor has it, not what it has stored.
		runBody: async (rest, id) => ({ workflowData: await rest.call('GET', `/workflows/${id}`) }),
	},
};

function dialect() {
	return dialects[hostLine()];
}

module.exports = { dialect };

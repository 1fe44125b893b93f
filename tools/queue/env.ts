'use strict';

const path = require('node:path');

const label = path.join(__dirname, 'label.cjs');

/** What one process of a queue needs beyond tools/n8n-host/n8n-env.cjs. docs/scale.md explains what of it is for users. */
function queueEnv({ name, port, encryptionKey, webhookPort, redis, postgres }) {
	return {
		EXECUTIONS_MODE: 'queue',
		N8N_ENCRYPTION_KEY: encryptionKey,
		N8N_WEBHOOK_URL: `http://127.0.0.1:${webhookPort}/`,
		QUEUE_BULL_REDIS_HOST: '127.0.0.1',
		QUEUE_BULL_REDIS_PORT: String(redis.port),
		DB_TYPE: 'postgresdb',
		DB_POSTGRESDB_HOST: '127.0.0.1',
		DB_POSTGRESDB_PORT: String(postgres.port),
		DB_POSTGRESDB_DATABASE: 'postgres',
		DB_POSTGRESDB_USER: 'n8n',
		DB_POSTGRESDB_PASSWORD: '',
		N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
		QUEUE_HEALTH_CHECK_ACTIVE: 'true',
		QUEUE_HEALTH_CHECK_PORT: String(port),
		NODE_OPTIONS: `--require ${JSON.stringify(label)}`,
		SANDBOX_LABEL: name,
	};
}

/** A dead worker is noticed in seconds, where n8n's own values (60, 10 and 30 s) would take minutes. */
const shortLocks = Object.freeze({
	QUEUE_WORKER_LOCK_DURATION: '5000',
	QUEUE_WORKER_LOCK_RENEW_TIME: '1000',
	QUEUE_WORKER_STALLED_INTERVAL: '2000',
});

module.exports = { queueEnv, shortLocks };

/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- a tool */
import path from 'node:path';

export interface QueueProcess {
	/** What requests to the sandbox are labeled with. */
	name: string;
	/** Of the worker's health check. */
	port: number;
	encryptionKey: string;
	webhookPort: number;
	redis: { port: number };
	postgres: { port: number };
}

const requestLabel = path.join(__dirname, 'request-label.cjs');

/**
 * What one process of a queue needs beyond tools/n8n-host/n8n-env.ts. docs/scale.md explains what of it is for
 * users.
 */
export function queueEnv(queueProcess: QueueProcess): Record<string, string> {
	const { name, port, encryptionKey, webhookPort, redis, postgres } = queueProcess;
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
		NODE_OPTIONS: `--require ${JSON.stringify(requestLabel)}`,
		SANDBOX_LABEL: name,
	};
}

/** A killed worker is noticed in seconds, where n8n's own values (60, 10 and 30 s) would take minutes. */
export const shortLocks: Readonly<Record<string, string>> = {
	QUEUE_WORKER_LOCK_DURATION: '5000',
	QUEUE_WORKER_LOCK_RENEW_TIME: '1000',
	QUEUE_WORKER_STALLED_INTERVAL: '2000',
};

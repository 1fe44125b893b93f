/* eslint-disable @n8n/community-nodes/no-restricted-globals -- a tool */
import { versionDifferences } from './version-differences';

/** Variables that would make our n8n behave like some other one that is set up on this machine. */
const foreign =
	/^(N8N_|DB_|QUEUE_|EXECUTIONS_|WEBHOOK_URL$|GENERIC_|NODE_OPTIONS$|NODE_FUNCTION_|NODE_CONFIG|npm_|OTEL_|PORT$|NODE_ENV$|JEST_)/i;

export interface N8nSettings {
	userFolder: string;
	/** The only folder that workflows may read and write files in. */
	filesFolder: string;
	port: number;
	/** Where n8n's task runners connect to. */
	brokerPort: number;
	encryptionKey: string;
	/** Added last. */
	extra?: Record<string, string>;
}

/** A quiet n8n of its own: own folder, database and ports, loopback only, no calls to n8n's servers. */
export function n8nEnv(settings: N8nSettings): NodeJS.ProcessEnv {
	const { userFolder, filesFolder, port, brokerPort, encryptionKey, extra } = settings;
	const inherited = Object.fromEntries(
		Object.entries(process.env).filter(([name]) => !foreign.test(name)),
	);
	return {
		...inherited,
		N8N_USER_FOLDER: userFolder,
		N8N_RESTRICT_FILE_ACCESS_TO: filesFolder,
		N8N_ENCRYPTION_KEY: encryptionKey,
		N8N_ENFORCE_SETTINGS_FILE_PERMISSIONS: 'true',
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_HOST: '127.0.0.1',
		N8N_PORT: String(port),
		N8N_RUNNERS_BROKER_PORT: String(brokerPort),
		N8N_RUNNERS_BROKER_LISTEN_ADDRESS: '127.0.0.1',
		N8N_SECURE_COOKIE: 'false',
		DB_TYPE: 'sqlite',
		GENERIC_TIMEZONE: 'Asia/Tokyo',
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_PERSONALIZATION_ENABLED: 'false',
		N8N_HIRING_BANNER_ENABLED: 'false',
		N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
		N8N_VERIFIED_PACKAGES_ENABLED: 'false',
		N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
		...versionDifferences().env,
		// `execute --rawOutput` prints its data at this level.
		N8N_LOG_LEVEL: 'info',
		NO_COLOR: '1',
		...extra,
	};
}

import { randomBytes } from 'node:crypto';
import type { INode } from 'n8n-workflow';
import { isRunning } from '../../tools/n8n-host/n8n-rest';
import { pollUntil } from '../../tools/support/poll';
import { PATIENCE_MS } from './gate';
import { filesOf, type Secrets } from './secrets-search';
import {
	chainOf,
	createCredential,
	startEditorEnvironment,
	type Reference,
	type Environment,
} from './environment';

const CLIENT = 'SANDBOX-PARTNER';

export interface SecretCredentials {
	withCode: Reference;
	withRefreshToken: Reference;
	wrongSaison: Reference;
	marta: Reference;
	wrongMarta: Reference;
}

/** An environment in which every secret is known, and everything that n8n returns about a run is kept. */
export class SecretsEnvironment {
	readonly secrets: Secrets = new Map();
	readonly executions: Array<{ id: string; status: string; text: string }> = [];
	private readonly clientSecret = this.canary('client secret');
	private readonly apiKey = this.canary('api key', '+/=&-');
	private readonly password = this.canary('password');

	private constructor(readonly environment: Environment) {}

	static async start(): Promise<{ secrets: SecretsEnvironment; credentials: SecretCredentials }> {
		const environment = await startEditorEnvironment({
			N8N_LOG_LEVEL: 'debug',
			N8N_LOG_OUTPUT: 'console',
		});
		const secrets = new SecretsEnvironment(environment);
		secrets.collectTokens();
		return { secrets, credentials: await secrets.createCredentials() };
	}

	/** Signs that every encoding changes stand around a core that none does. */
	private canary(name: string, signs = `+/="&<'\\ é`): string {
		const text = `cn${signs}${randomBytes(12).toString('hex')}${signs}x`;
		this.secrets.set(name, text);
		return text;
	}

	private async createCredentials(): Promise<SecretCredentials> {
		const { saison: saisonServer, marta: martaServer, credentials } = this.environment.sandbox;
		const { clients } = saisonServer.settings();
		saisonServer.settings({ clients: { ...clients, [CLIENT]: this.clientSecret } });
		martaServer.settings({ apiKey: this.apiKey });
		const saison = { ...credentials.saisonConnectApi, clientSecret: this.clientSecret };
		const { code } = saisonServer.code();
		const [{ refreshToken }] = saisonServer.memberTokens();
		// A scope whose login takes any user name and password.
		const prize = {
			...credentials.martaApi.prize,
			apiKey: this.apiKey,
			username: 'user-of-prize',
			password: this.password,
		};
		return {
			withCode: await createCredential(this.environment, 'saisonConnectApi', {
				...saison,
				authorizationCode: code,
			}),
			withRefreshToken: await createCredential(this.environment, 'saisonConnectApi', {
				...saison,
				authorizationCode: '',
				refreshToken,
			}),
			wrongSaison: await createCredential(this.environment, 'saisonConnectApi', {
				...saison,
				authorizationCode: this.canary('used code', '+/='),
				refreshToken: this.canary('unknown refresh token', '+/='),
			}),
			marta: await createCredential(this.environment, 'martaApi', prize),
			wrongMarta: await createCredential(this.environment, 'martaApi', {
				...prize,
				apiKey: this.canary('wrong api key', '+/='),
			}),
		};
	}

	/** Whatever tokens the services issue from now on are secrets. */
	private collectTokens(): void {
		const { tokens: saison } = this.environment.sandbox.saison.state;
		for (const kind of ['addCode', 'addAccess', 'addRefresh'] as const) {
			const add = saison[kind].bind(saison) as (...all: unknown[]) => string;
			saison[kind] = (...all: unknown[]) => {
				const text = add(...all);
				this.secrets.set(`${kind} ${this.secrets.size}`, text);
				return text;
			};
		}
		const { tokens: marta_ } = this.environment.sandbox.marta.state;
		const issue = marta_.issue.bind(marta_);
		marta_.issue = (order) => {
			const issued = issue(order);
			this.secrets.set(`session token ${this.secrets.size}`, issued.token);
			this.secrets.set(`session refresh token ${this.secrets.size}`, issued.refreshtoken);
			return issued;
		};
	}

	/** Runs nodes in a row and keeps everything that n8n returns about it. */
	async run(...nodes: INode[]): Promise<string> {
		const { rest } = this.environment.n8n;
		const named = nodes.map((node, index) => ({ ...node, id: `n${index}`, name: `Node ${index}` }));
		const workflow = await rest.createWorkflow(chainOf([{ index: 0 }], named));
		const { executionId } = await rest.startRun(workflow.id, 'Start');
		const hasEnded = async (): Promise<boolean> => !isRunning(await rest.statusOf(executionId));
		if (!(await pollUntil(hasEnded, { timeout: PATIENCE_MS }))) return 'still running';
		const execution = await rest.call<{ status: string }>('GET', `/executions/${executionId}`);
		const { status } = execution;
		this.executions.push({ id: executionId, status, text: JSON.stringify(execution) });
		return status;
	}

	/** All that a secret could have got into. */
	places(): Record<string, Buffer | string> {
		const { server, dataFolder } = this.environment.n8n;
		return {
			...Object.fromEntries(this.executions.map(({ id, text }) => [`execution ${id}`, text])),
			'n8n log': `${server?.stdout}${server?.stderr}`,
			...filesOf(dataFolder),
		};
	}

	/** The secrets that the last request with this credential was made with. */
	ownSecrets(service: 'saison' | 'marta'): string[] {
		const server = this.environment.sandbox[service];
		const headers = server.requests().map(({ headers: all }) => all.authorization ?? '');
		const last = headers.filter((header) => header !== '').pop() ?? '';
		const parts = /id="([^"]+)"|^Bearer (.+)$/.exec(last) ?? [];
		const token = parts[1] ?? parts[2] ?? '';
		expect([...this.secrets.values()]).toContain(token);
		if (service === 'marta') return [this.apiKey, this.password, token];
		const refreshTokens = [...this.secrets].filter(([name]) => name.startsWith('addRefresh'));
		return [this.clientSecret, token, ...refreshTokens.map(([, text]) => text).slice(-1)];
	}
}

import type { IExecuteFunctions } from 'n8n-workflow';
import { ServiceError } from '../errors/service-error';
import type { Run } from '../operation/run';
import type { ServiceDefinition } from '../operation/service-definition';
import { isTool } from '../operation/tool-expression';
import { CredentialStore } from './credential-store';
import { credentialFingerprint } from './fingerprint';
import { dependsOnItem } from './item-dependence';
import { TokenSession } from './token-session';

/** How many sessions a run keeps, for credentials that change with the item. */
const MAX_SESSIONS = 1_000;

/**
 * The sessions of a run: one, or one for each credential that the items' expressions resolve to. A fixed
 * credential is read twice per run, one with expressions for the item once per item.
 */
export class TokenSessions<Credential> {
	/** By everything the credential resolves to; the least recently used first. */
	private readonly byCredential = new Map<string, TokenSession<Credential>>();

	private constructor(
		private readonly context: IExecuteFunctions,
		private readonly service: ServiceDefinition<Credential>,
		private readonly run: Run,
		private readonly shared?: TokenSession<Credential>,
	) {}

	/**
	 * @throws ServiceError `invalid_input` for a field of a credential that all items share, or for a
	 *   credential that an AI model could influence
	 */
	static async create<Credential>(
		context: IExecuteFunctions,
		service: ServiceDefinition<Credential>,
		run: Run,
	): Promise<TokenSessions<Credential>> {
		const forModel = isTool(context.getNode());
		const store = new CredentialStore(context, service, 0);
		const first = await store.read().catch((error: Error) => error);
		const data = first instanceof Error ? undefined : first;
		const mayDiffer = forModel || context.getInputData().length > 1;
		if (mayDiffer && (await dependsOnItem(context, service.credentialType, data))) {
			if (forModel) throw modelInfluenceError(service);
			return new TokenSessions(context, service, run);
		}
		if (first instanceof Error) throw first;
		const shared = TokenSession.create(context, service, { store, data: first, run });
		return new TokenSessions(context, service, run, shared);
	}

	/** The session of an item. @throws ServiceError `invalid_input` for a field of the item's credential */
	async of(itemIndex: number): Promise<TokenSession<Credential>> {
		if (this.shared) return this.shared;
		const { context, service, run } = this;
		const store = new CredentialStore(context, service, itemIndex);
		const data = await store.read();
		// What n8n stored may have come from another item's login.
		if (service.logIn) data[service.tokenField] = '';
		const key = credentialFingerprint(data, service);
		const session =
			this.byCredential.get(key) ??
			TokenSession.create(context, service, { store, data, run, isPerItem: true });
		this.byCredential.delete(key);
		this.byCredential.set(key, session);
		const [oldest] = this.byCredential.keys();
		if (this.byCredential.size > MAX_SESSIONS) this.byCredential.delete(oldest);
		return session;
	}
}

function modelInfluenceError<Credential>({ name }: ServiceDefinition<Credential>): ServiceError {
	return new ServiceError({
		reason: 'invalid_input',
		message: `The ${name} API credential has an expression that an AI model could influence.`,
		description:
			"In the credential, enter fixed values, variables ($vars.name), or data of a node that runs before the agent ($('Node Name').first().json.field).",
	});
}

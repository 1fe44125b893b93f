import {
	ICredentialsHelper,
	isExpression,
	type ICredentialDataDecryptedObject,
	type ICredentialType,
	type IHttpRequestHelper,
	type IHttpRequestOptions,
	type INode,
	type INodeParameters,
	type INodeProperties,
	type ICredentials,
} from 'n8n-workflow';

/**
 * Credentials as n8n keeps them, in memory: our real credential classes, the hook's contract of
 * n8n (called for an empty token or after a rejection, its result stored and merged), and a record of
 * what was written.
 */
export class CredentialsStore extends ICredentialsHelper {
	readonly writes: ICredentialDataDecryptedObject[] = [];
	hookCalls = 0;
	reads = 0;
	/** How many of the next writes fail, as those of a locked database do. */
	failingWrites = 0;
	/** As for the test button of the form, where n8n does not ask whether a token is there. */
	alwaysRunsHook = false;

	constructor(
		private readonly type: ICredentialType,
		public stored: ICredentialDataDecryptedObject,
	) {
		super();
	}

	getParentTypes(): string[] {
		return [];
	}

	isCredentialUsableByNode(): boolean {
		return true;
	}

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		_typeName: string,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const { authenticate } = this.type;
		if (typeof authenticate !== 'function') throw new Error('authenticate is not a function');
		return await authenticate(credentials, requestOptions);
	}

	async preAuthentication(
		helpers: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
		_typeName: string,
		_node: INode,
		credentialsExpired: boolean,
	): Promise<ICredentialDataDecryptedObject | undefined> {
		const token = this.type.properties.find(
			({ type, typeOptions }) => type === 'hidden' && typeOptions?.expirable === true,
		);
		if (!token || !this.type.preAuthentication) return undefined;
		const isWanted = credentials[token.name] === '' || credentialsExpired || this.alwaysRunsHook;
		if (!isWanted) return undefined;
		this.hookCalls++;
		const output = (await this.type.preAuthentication.call(
			helpers,
			credentials,
		)) as ICredentialDataDecryptedObject;
		if (output[token.name] === undefined) return undefined;
		const kept = Object.entries(output).filter(
			([name]) => name === token.name || !isExpression(this.stored[name]),
		);
		this.write({ ...this.stored, ...Object.fromEntries(kept) });
		return Object.assign(credentials, output);
	}

	private write(data: ICredentialDataDecryptedObject): void {
		if (this.failingWrites-- > 0) throw new Error('SQLITE_BUSY: database is locked');
		// n8n keeps only what the type declares.
		const declared = new Set(this.type.properties.map(({ name }) => name));
		this.stored = Object.fromEntries(Object.entries(data).filter(([name]) => declared.has(name)));
		this.writes.push(this.stored);
	}

	async runPreAuthentication(): Promise<undefined> {
		return undefined;
	}

	async getCredentials(): Promise<ICredentials> {
		throw new Error('Not used by the engine');
	}

	/** Resolves expressions for the item, as n8n does. */
	async getDecrypted(
		...[, , , mode, executeData, , values]: Parameters<ICredentialsHelper['getDecrypted']>
	): Promise<ICredentialDataDecryptedObject> {
		this.reads++;
		const defaults = this.type.properties.map(({ name, default: value }) => [name, value]);
		const data = {
			...Object.fromEntries(defaults),
			...structuredClone(this.stored),
		} as INodeParameters;
		if (values === undefined || !Object.values(data).some(isExpression)) return data as never;
		const { workflow, runExecutionData, runIndex, itemIndex, node, connectionInputData } = values;
		return workflow.expression.getParameterValue(
			data,
			runExecutionData,
			runIndex,
			itemIndex,
			node.name,
			connectionInputData,
			mode,
			{},
			executeData,
			false,
			data,
		) as never;
	}

	async updateCredentials(): Promise<void> {}

	async updateCredentialsOauthTokenData(): Promise<void> {}

	getCredentialsProperties(): INodeProperties[] {
		return this.type.properties;
	}
}

import type { IDataObject, INode } from 'n8n-workflow';
import {
	startMarta,
	startSaison,
	type FaultOrder,
	type MartaServer,
	type SaisonServer,
	type RecordedRequest,
} from '../../sandbox';
import { isRunning, type RunError } from '../../tools/n8n-host/n8n-rest';
import { pollUntil } from '../../tools/support/poll';
import type { CredentialName, TestedOperation, ServiceName } from './faults-operations';
import { PATIENCE_MS } from './gate';
import {
	chainOf,
	createCredential,
	martaNode,
	saisonNode,
	type Reference,
	type Environment,
} from './environment';

interface Route {
	method: string;
	path: string;
}

type Credentials = Partial<Record<CredentialName, Reference>>;

/** A node of the chain: its name and what differs from the operation's usual parameters. */
export interface Step {
	name: string;
	continues: boolean;
	options: INode['parameters'];
}

/** A sandbox server with credentials of its own, so that the servers do not see each other's faults. */
export class FaultyService {
	private constructor(
		private readonly environment: Environment,
		readonly service: ServiceName,
		private readonly server: SaisonServer | MartaServer,
		private readonly credentials: Credentials,
	) {}

	static async open(environment: Environment, service: ServiceName): Promise<FaultyService> {
		if (service === 'saison') {
			const server = await startSaison();
			const data = {
				...environment.sandbox.credentials.saisonConnectApi,
				baseUrl: server.url,
				authorizationCode: server.code().code,
			};
			const saison = await createCredential(environment, 'saisonConnectApi', data);
			return new FaultyService(environment, service, server, { saison });
		}
		const server = await startMarta();
		const examples = environment.sandbox.credentials.martaApi;
		const make = async (data: object): Promise<Reference> =>
			await createCredential(environment, 'martaApi', { ...data, baseUrl: server.url });
		return new FaultyService(environment, service, server, {
			webForm: await make(examples.customersynchro),
			till: await make(examples.terminal),
		});
	}

	async close(): Promise<void> {
		await this.server.stop();
	}

	/** Replaces whatever fault was ordered before. */
	order(...orders: FaultOrder[]): void {
		this.server.faults({ clear: true });
		this.server.faults(orders);
	}

	/** Sets the service's clock ahead of the host's, or behind. */
	setClock(clockOffsetS: number): void {
		this.server.settings({ clockOffsetS });
	}

	/** How many requests there were so far, to be given to `seenSince`. */
	get mark(): number {
		return this.server.requests(1)[0]?.number ?? 0;
	}

	/** The calls of an operation, or the renewals, after a mark. */
	seenSince(mark: number, { method, path }: Route): RecordedRequest[] {
		return this.server
			.requests()
			.filter((seen) => seen.number > mark)
			.filter((seen) => seen.method === method && seen.url.split('?', 1)[0] === path);
	}

	/** Where tokens and sessions come from. */
	get renewal(): Route {
		return { method: 'POST', path: this.service === 'saison' ? '/auth/token' : '/auth' };
	}

	/** Sessions for all credentials, so that from then on only the call itself meets a fault. */
	async warmUp(operations: TestedOperation[]): Promise<void> {
		for (const credential of Object.keys(this.credentials)) {
			const operation = operations.find(
				(one) => one.credential === credential && one.kind === 'read',
			);
			if (!operation) continue;
			await this.run(operation, 1, [{ name: 'Warm Up', continues: false, options: {} }]);
		}
	}

	async run(operation: TestedOperation, items: number, steps: Step[]): Promise<Run> {
		const credential = this.credentials[operation.credential] as Reference;
		const input = Array.from({ length: items }, (_, index) => ({
			index,
			...this.grants(),
		}));
		return await runSteps(this.environment, operation, credential, input, steps);
	}

	/** Codes and refresh tokens of members, for those operations that use one up: a set for each step. */
	private grants(): IDataObject {
		const { server } = this;
		if (!('memberTokens' in server)) return {};
		const grants = (): IDataObject => ({
			code: server.code().code,
			refreshToken: server.memberTokens()[0].refreshToken,
		});
		return { continues: grants(), stops: grants() };
	}
}

interface NodeRun {
	startTime: number;
	executionTime: number;
	data?: { main?: Array<Array<{ json: Record<string, unknown>; pairedItem?: unknown }>> };
}

export interface Run {
	status: string;
	error?: RunError;
	nodes: Record<string, NodeRun[] | undefined>;
}

const POLL_MS = 250;

/** Executes a chain of nodes that all do the same operation, as a click in the editor does. */
export async function runSteps(
	environment: Environment,
	operation: TestedOperation,
	credential: Reference,
	input: IDataObject[],
	steps: Step[],
): Promise<Run> {
	const { rest } = environment.n8n;
	const nodes = steps.map((step) => nodeOf(environment, operation, credential, step));
	const workflow = await rest.createWorkflow(chainOf(input, nodes));
	const { executionId } = await rest.startRun(workflow.id, 'Start');
	const hasEnded = async (): Promise<boolean> => !isRunning(await rest.statusOf(executionId));
	if (!(await pollUntil(hasEnded, { timeout: 2 * PATIENCE_MS, interval: POLL_MS }))) {
		return { status: 'still running', nodes: {} };
	}
	const { status, data } = await rest.execution(executionId);
	const { error, runData } = data.resultData;
	return { status, error, nodes: runData };
}

function nodeOf(
	{ sandbox }: Environment,
	operation: TestedOperation,
	credential: Reference,
	{ name, continues, options }: Step,
): INode {
	const [customer] = sandbox.marta.customers();
	const login =
		operation.name === 'customer.logIn'
			? { username: customer.username, password: customer.password }
			: {};
	const { grant } = operation;
	const own = `={{ $('Start').item.json.${continues ? 'continues' : 'stops'}.${grant} }}`;
	const make = operation.service === 'saison' ? saisonNode : martaNode;
	return make(
		credential,
		{ ...operation.parameters, ...login, ...(grant && { [grant]: own }), options },
		{ id: name, name, ...(continues && { onError: 'continueRegularOutput' }) },
	);
}

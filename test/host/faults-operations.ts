import type { INodeParameters } from 'n8n-workflow';
import { specsOf } from '../operations';
import type { FaultRun, OperationSpec, ServiceName } from '../operations/spec';

export type { CredentialName, ServiceName } from '../operations/spec';

/** One operation as the fault tests run it. */
export interface TestedOperation extends FaultRun {
	service: ServiceName;
	name: string;
	parameters: INodeParameters;
}

function runsOf(service: ServiceName, id: string, { faults }: OperationSpec): TestedOperation[] {
	if (typeof faults === 'string') return [];
	const [resource, operation] = id.split('.');
	return faults.map((run) => ({
		...run,
		service,
		name: run.name ?? id,
		parameters: { resource, operation, ...run.parameters },
	}));
}

const KINDS = ['read', 'write', 'login'];

/** Reads, writes, then logins; the free API Request after those with a request of their own. */
const byKind = (a: TestedOperation, b: TestedOperation): number => {
	const rank = ({ kind, parameters }: TestedOperation): number =>
		2 * KINDS.indexOf(kind) + Number(parameters.resource === 'apiRequest');
	return rank(a) - rank(b);
};

/** Every operation that can fail on the wire, API Request once for each way it is treated. */
export const OPERATIONS: TestedOperation[] = (['saison', 'marta'] as const).flatMap((service) =>
	Object.entries(specsOf(service))
		.flatMap(([id, spec]) => runsOf(service, id, spec))
		.sort(byKind),
);

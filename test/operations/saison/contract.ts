import type { IDataObject } from 'n8n-workflow';
import { makeMembers } from '../../../sandbox/saison/data';
import type { Member } from '../../../sandbox/saison/member';
import { pairsField } from '../common';
import type { FaultRun, OperationSpec, Reply } from '../spec';
import { MEMBER_OPTIONS, SIGNED_HEADERS } from './common';

/** What the operations have in common whose path and parameters come from the contract. */
export function contractSpec(id: string): Omit<OperationSpec, 'example' | 'faults'> {
	return {
		fields: {
			path: { label: 'Path', default: '', samples: ['/a', '/b'] },
			bodyParameters: { ...pairsField('Body Parameters'), forModels: true },
			simplify: { label: 'Simplify', default: true },
		},
		options: MEMBER_OPTIONS,
		endpoint: { id, method: 'POST', path: null, headers: SIGNED_HEADERS },
	};
}

export function contractFaults(
	path: string,
	memberCodes: string[],
	output: IDataObject,
): FaultRun[] {
	return [
		{
			kind: 'read',
			credential: 'saison',
			parameters: { path, simplify: false },
			method: 'POST',
			path,
			output,
			memberCodes,
		},
	];
}

/** What the sandbox responds for all of its members, except those it rejects. */
export function forAllMembers(respond: (member: Member) => Reply): Reply[] {
	return [...makeMembers().values()].map(respond).filter(({ status }) => status === 200);
}

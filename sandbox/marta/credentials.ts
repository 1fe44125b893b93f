import { CUSTOMER_CALL_LIST } from './customers/call-list';
import { CAMPAIGN_ID, OPERATORS, makeCustomers } from './data';
import type { Operator, Scope } from './data';
import { PATHS } from './paths';
import { API_KEY } from './settings';

/** The fields of an n8n credential of type martaApi. */
export interface MartaCredentialExample {
	environment: 'custom';
	baseUrl: string;
	apiKey: string;
	apiKeyOn: 'auth' | 'all';
	scope: Scope;
	username: string;
	password: string;
	campaignId: string;
	serialNumber: string;
	deviceType: '1' | '2' | '3';
	foreignId: string;
	apiDescription: string;
	ignoreSslIssues: boolean;
}

export type MartaExampleName = Scope | 'backoffice-net';

/** The made-up calls of a scope: read by their path, or as one enters them from a contract on paper. */
function descriptionFor(scope: Scope): string {
	if (scope.startsWith('terminal')) return PATHS.description;
	return scope === 'customersynchro' ? CUSTOMER_CALL_LIST : '';
}

/** One credential for each scope, and one for an operator with access to the whole Net. */
export function martaCredentials(
	baseUrl: string,
): Record<MartaExampleName, MartaCredentialExample> {
	const [office, net, terminal] = OPERATORS;
	const [customer] = makeCustomers();
	const make = (
		scope: Scope,
		person?: Pick<Operator, 'username' | 'password' | 'serialNumber'>,
	) => ({
		environment: 'custom' as const,
		baseUrl,
		apiKey: API_KEY,
		apiKeyOn: 'auth' as const,
		scope,
		username: person?.username ?? '',
		password: person?.password ?? '',
		campaignId: CAMPAIGN_ID,
		serialNumber: person?.serialNumber ?? '',
		deviceType: '1' as const,
		foreignId: '',
		apiDescription: descriptionFor(scope),
		ignoreSslIssues: false,
	});
	return {
		backoffice: make('backoffice', office),
		'backoffice-net': { ...make('backoffice', net), campaignId: '' },
		terminal: make('terminal', terminal),
		'terminal-backoffice': make('terminal-backoffice', terminal),
		customersynchro: make('customersynchro'),
		customer: make('customer', customer),
		prize: make('prize'),
		product: make('product'),
	};
}

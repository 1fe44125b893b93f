import type { ContractRules } from '../core/contract/call';
import { isAuthApi } from './login';

/** What contract calls to MARTA look like. */
export const martaContractRules: ContractRules = {
	bodyFormat: 'json',
	forbiddenHeaders: ['Authorization', 'Host', 'Content-Length', 'x-api-key'],
	isForbiddenPath: isAuthApi,
};

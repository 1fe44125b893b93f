import type { ContractRules } from '../core/contract/call';
import { plainPath } from '../core/contract/forbidden-path';
import type { SaisonCredential } from './auth/credential';

/** What contract calls to Saison Connect look like. */
export function saisonContractRules({
	tokenUrlPath,
}: Pick<SaisonCredential, 'tokenUrlPath'>): ContractRules {
	return {
		bodyFormat: 'form',
		forbiddenHeaders: ['Authorization', 'Host', 'Content-Length', 'X-API-VERSION'],
		isForbiddenPath: (path) =>
			path === plainPath(tokenUrlPath) || /^\/auth\/screen\/[^/]+\/authorize$/.test(path),
	};
}

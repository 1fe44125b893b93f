import { pair } from '../../core/http/encoding';
import { invalidInput } from '../../core/errors/service-error';
import { buildUrl } from '../../core/http/url';
import type { SaisonCredential } from '../auth/credential';
import { readMemberService } from './state';

/**
 * The authorization request (TEA001) for the member's browser. No `redirect_uri`: the vendor's
 * examples have none, and it is registered with the client.
 *
 * @param memberService '' for the credential's own
 * @throws ServiceError `invalid_input` naming the field
 */
export function authorizeUrl(
	credential: SaisonCredential,
	memberService: string,
	state: string,
): string {
	const service = readMemberService(memberService) || credentialMemberService(credential);
	return buildUrl(credential.origin, `/auth/screen/${service}/authorize`, [
		pair('response_type', 'code'),
		pair('client_id', credential.clientId),
		...(credential.scope === '' ? [] : [pair('scope', credential.scope)]),
		pair('state', state),
	]);
}

function credentialMemberService({ memberService }: SaisonCredential): string {
	const field = 'Member Service Code';
	if (memberService === '') {
		throw invalidInput(field, 'is empty.', 'Enter it in the Saison Connect API credential.');
	}
	return readMemberService(memberService, field);
}

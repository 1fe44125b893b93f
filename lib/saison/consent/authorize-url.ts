import { pair } from '../../core/http/encoding';
import { invalidInput } from '../../core/errors/service-error';
import { buildUrl } from '../../core/http/url';
import type { SaisonCredential } from '../auth/credential';
import { readMemberService } from './state';

/**
 * The address of the consent page (TEA001) for the member's browser. No `redirect_uri`: it is not in
 * the vendor's examples, and the address is registered with the client.
 *
 * @param memberService '' for the one of the credential
 * @throws ServiceError `invalid_input` naming the field
 */
export function authorizeUrl(
	credential: SaisonCredential,
	memberService: string,
	state: string,
): string {
	const service = readMemberService(memberService) || ownMemberService(credential);
	return buildUrl(credential.origin, `/auth/screen/${service}/authorize`, [
		pair('response_type', 'code'),
		pair('client_id', credential.clientId),
		...(credential.scope === '' ? [] : [pair('scope', credential.scope)]),
		pair('state', state),
	]);
}

function ownMemberService({ memberService }: SaisonCredential): string {
	const field = 'Member Service Code';
	if (memberService === '') {
		throw invalidInput(field, 'is empty.', 'Fill it in on the Saison Connect API credential.');
	}
	return readMemberService(memberService, field);
}

import type { IDataObject } from 'n8n-workflow';
import type { HttpResponse } from '../../core/http/response';
import { redact } from '../../core/errors/redact';
import { ServiceError } from '../../core/errors/service-error';
import { mayFollowProcessing } from '../../core/http/status';
import type { ServiceRequest } from '../../core/http/service-request';
import type { SaisonCredential } from './credential';
import { grantSecrets, type Grant } from './grant';
import { grantKey, redeemOnce } from './renewal';
import { tokenRequest } from './token-endpoint';
import { describeTokens, parseTokenResponse, type ReceivedTokens } from './tokens';

interface Redemption {
	/** Items that brought the grant and have no result yet. Each waits for the turn of its own run. */
	callers: number;
	/** Once the grant was sent, for all of them. */
	tokens?: Promise<ReceivedTokens>;
}

/** By the key of the grant, as long as it has callers. */
const redemptions = new Map<string, Redemption>();

/** The callers share the tokens: nobody reads this. */
const SHARED_RESPONSE: HttpResponse = { status: 200, headers: {}, body: Buffer.alloc(0) };

/**
 * Exchanges a member's own code or refresh token for tokens, which go into the output. Only the client
 * of the credential is used, not its tokens.
 *
 * @throws ServiceError `consent_needed` for a grant that is used up, and others; none contains the grant
 */
export async function exchangeGrant(
	credential: SaisonCredential,
	grant: Grant,
	send: (request: ServiceRequest) => Promise<HttpResponse>,
): Promise<IDataObject> {
	const key = grantKey(credential, grant);
	const redemption = redemptions.get(key) ?? { callers: 0 };
	redemptions.set(key, redemption);
	redemption.callers++;
	const shareAttempt = async (attempt: () => Promise<HttpResponse>): Promise<HttpResponse> => {
		redemption.tokens ??= redeemOnce(credential, grant, '', async () =>
			parseTokenResponse(await attempt(), grant),
		);
		const { tokens } = redemption;
		try {
			await tokens;
		} catch (error) {
			const mayBeSentAgain = error instanceof ServiceError && error.notSent;
			if (mayBeSentAgain && redemption.tokens === tokens) redemption.tokens = undefined;
			throw error as Error;
		}
		return SHARED_RESPONSE;
	};
	try {
		await send({ ...tokenRequest(credential, grant), shareAttempt });
		const tokens = (await redemption.tokens) as ReceivedTokens;
		return describeTokens(tokens, tokens.receivedAt);
	} catch (error) {
		// The error may come from another item's request, whose secrets this item does not know.
		throw error instanceof ServiceError
			? redact(adviseMember(error, grant), grantSecrets(grant))
			: (error as Error);
	} finally {
		if (--redemption.callers === 0) redemptions.delete(key);
	}
}

/** Changes the advice, since a member's own grant is not pasted into the credential. */
function adviseMember(serviceError: ServiceError, grant: Grant): ServiceError {
	const isCode = 'code' in grant;
	if (serviceError.reason === 'consent_needed') {
		const wasSent = serviceError.httpStatus !== undefined;
		return serviceError.with({
			message: wasSent
				? serviceError.message
				: 'The refresh token was already used, so it was not sent again.',
			description: isCode
				? 'A code works once and only for a short time. Ask the member for consent again to get a new one.'
				: 'Ask the member for consent again, unless a newer refresh token is stored for this member.',
		});
	}
	if (!mayBeUsedUp(serviceError)) return serviceError;
	const note = `The ${isCode ? 'code' : 'refresh token'} may already have been used: if it is rejected when you run the item again, ask the member for consent again.`;
	return serviceError.with({
		description: `${serviceError.description} ${note}`.trim(),
		// The note says it better than the general advice for writes.
		mayHaveBeenProcessed: false,
		transient: false,
	});
}

/** Whether the service may have used up the grant although no tokens arrived. */
function mayBeUsedUp({ httpStatus, reason, mayHaveBeenProcessed }: ServiceError): boolean {
	if (httpStatus === undefined) return mayHaveBeenProcessed;
	if (httpStatus < 400) return httpStatus < 300;
	return mayFollowProcessing(httpStatus) && reason !== 'maintenance';
}

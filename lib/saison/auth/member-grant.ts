import type { IDataObject } from 'n8n-workflow';
import type { Answer } from '../../core/http/response';
import { encodeForm } from '../../core/http/encoding';
import { Failure, redact } from '../../core/errors/service-error';
import type { Call } from '../../core/operation/operation';
import type { SaisonCredential } from './credential';
import { spendOnce } from './renewal';
import {
	describeTokens,
	readTokens,
	TOKEN_CONTENT_TYPE,
	tokenForm,
	type Grant,
} from './token-endpoint';

/**
 * Turns a member's own code or refresh token into tokens for the output. The credential lends its
 * client only: its own tokens are neither used nor changed.
 *
 * @throws Failure, `consent_needed` for a grant that is used up; no text shows the grant
 */
export async function exchangeGrant(
	credential: SaisonCredential,
	grant: Grant,
	send: (call: Call) => Promise<Answer>,
): Promise<IDataObject> {
	try {
		const tokens = await spendOnce(credential, grant, '', async () =>
			readTokens(await send(tokenCall(credential, grant)), grant),
		);
		return describeTokens(tokens, tokens.receivedAt);
	} catch (error) {
		if (!(error instanceof Failure)) return await Promise.reject(error);
		// The failure may come of another item's call, whose secrets this item does not know.
		return await Promise.reject(redact(adviseMember(error, grant), grantTexts(grant)));
	}
}

/**
 * Judges the answer of the token endpoint, in place of the rules for data calls.
 *
 * @param grant only its kind matters
 */
export function judgeTokens(answer: Answer, grant: Grant): Failure | undefined {
	try {
		readTokens(answer, grant);
		return undefined;
	} catch (failure) {
		return failure as Failure;
	}
}

function tokenCall(credential: SaisonCredential, grant: Grant): Call {
	return {
		method: 'POST',
		path: credential.tokenUrlPath,
		pathField: 'Token URL Path',
		headers: { 'Content-Type': TOKEN_CONTENT_TYPE },
		body: encodeForm(tokenForm(credential, grant)),
		withoutSession: true,
		secrets: grantTexts(grant),
	};
}

function grantTexts(grant: Grant): string[] {
	return Object.values(grant) as string[];
}

/** What to do where the grant is the member's own, so that nothing can be pasted into a credential. */
function adviseMember(failure: Failure, grant: Grant): Failure {
	const isCode = 'code' in grant;
	if (failure.reason === 'consent_needed') {
		const wasSent = failure.httpStatus !== undefined;
		return failure.with({
			message: wasSent
				? failure.message
				: 'The refresh token was used before, so it was not sent again.',
			description: isCode
				? 'A code works once and not for long. Have the member allow again to get a new one.'
				: 'Have the member allow again, unless a newer refresh token is stored for this member.',
		});
	}
	if (!mayBeUsedUp(failure)) return failure;
	const note = `The ${isCode ? 'code' : 'refresh token'} may have been used up: if it is refused when the item runs again, have the member allow again.`;
	return failure.with({
		description: `${failure.description} ${note}`.trim(),
		// The note says it better than the general words for a write.
		maybeCarriedOut: false,
		transient: false,
	});
}

/** Whether the service may have taken the grant although no tokens arrived. */
function mayBeUsedUp({ httpStatus, reason, maybeCarriedOut }: Failure): boolean {
	if (httpStatus === undefined) return maybeCarriedOut;
	return httpStatus < 300 || (httpStatus >= 500 && reason !== 'maintenance');
}

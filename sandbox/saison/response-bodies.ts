import type { CallAnswer } from './operations';
import type { Member } from './data';
import type { SaisonState } from './state';

/** TEB002. The amount's name is cut on the public page after "cl"; `claim_amount` is our reading. */
export function statement({ familyCard, service, bcFlag, bill }: Member): CallAnswer {
	if (familyCard) {
		return { status: 401, body: { error: 'invalid_token', result_code: '104' } };
	}
	const { amount, ...documented } = bill;
	return {
		status: 200,
		body: {
			result_code: '000',
			kazoku_div: '0',
			...(service === 'atu' ? { bc_flg: bcFlag } : {}),
			this_month: { ...documented, claim_amount: amount },
		},
	};
}

/** TEI003: digit strings in yen; sub-limits for UC members only. */
export function creditLine({ service, credit }: Member): CallAnswer {
	if (credit.gatewayError) return gatewayError();
	const [limit, available] = credit.shopping;
	const [cashingLimit, cashingAvailable] = credit.cashing;
	const hidden = credit.temporaryRaise ? '-' : undefined;
	const details = {
		shopping_limit_bunkatsu: String(limit),
		shopping_available_bunkatsu: hidden ?? String(available),
		shopping_limit_revo: String(limit / 2),
		shopping_available_revo: hidden ?? String(Math.floor(available / 2)),
	};
	return {
		status: 200,
		body: {
			result_code: '000',
			shopping_limit: String(limit),
			shopping_available: String(available),
			cashing_limit: String(cashingLimit),
			cashing_available: String(cashingAvailable),
			...(service === 'atu' ? { details } : {}),
		},
	};
}

/** The field names are public; the status and the values are made up. */
function gatewayError(): CallAnswer {
	return {
		status: 500,
		body: {
			error: 'server_error',
			gw_event_id: 'SBX0001',
			gw_result_code: 'SBX00001',
			error_msg: encodeURIComponent('ただいまお取り扱いできません。'),
		},
	};
}

/** TED001. The time is Japan's, with three digits of milliseconds. */
export function wallet(member: Member, state: SaisonState): CallAnswer {
	const japan = new Date(state.now() + 9 * 3600 * 1000).toISOString();
	const shape = (digits: string) => (state.settings.walletAsNumbers ? Number(digits) : digits);
	return {
		status: 200,
		body: {
			response_ts: japan.replace(/[^0-9]/g, ''),
			wallet_balance: shape(member.wallet.balance),
			normal_wallet_balance: shape(member.wallet.normal),
		},
	};
}

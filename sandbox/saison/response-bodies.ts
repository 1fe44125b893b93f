import type { Member } from './member';
import type { SaisonState } from './state';

export interface OperationResponse {
	status: number;
	body: Record<string, unknown>;
}

/** TEB002. The public page cuts off the name of the amount after "cl"; `claim_amount` is inferred. */
export function statement({ familyCard, service, bcFlag, bill }: Member): OperationResponse {
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

/** TEI003: amounts in JPY as strings of digits; sub-limits for UC members only. */
export function creditLine({ service, credit }: Member): OperationResponse {
	if (credit.gatewayError) return gatewayError();
	const [limit, available] = credit.shopping;
	const [cashingLimit, cashingAvailable] = credit.cashing;
	const hidden = credit.temporaryIncrease ? '-' : undefined;
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

/** The names of the fields are public; the status and the values are invented. */
function gatewayError(): OperationResponse {
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

/** TED001. The time is Japan Standard Time with milliseconds. */
export function wallet(member: Member, state: SaisonState): OperationResponse {
	const japanTime = new Date(state.now() + 9 * 3600 * 1000).toISOString();
	const format = (digits: string) => (state.settings.walletAsNumbers ? Number(digits) : digits);
	return {
		status: 200,
		body: {
			response_ts: japanTime.replace(/[^0-9]/g, ''),
			wallet_balance: format(member.wallet.balance),
			normal_wallet_balance: format(member.wallet.normal),
		},
	};
}

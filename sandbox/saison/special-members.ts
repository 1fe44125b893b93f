import type { Member } from './data';

/** Members prepared for one case each. All others are ordinary. */
export const SPECIAL_MEMBERS: Record<string, { what: string; change: (member: Member) => void }> = {
	na111: { what: 'result code 101, no such user', change: (m) => (m.resultCode = '101') },
	na112: { what: 'result code 103, left or cancelled', change: (m) => (m.resultCode = '103') },
	na113: { what: 'result code 104, not eligible', change: (m) => (m.resultCode = '104') },
	na114: { what: 'family card, 104 on the statement', change: (m) => (m.familyCard = true) },
	na115: {
		what: 'wallet at the cap 9999999999',
		change: (m) => (m.wallet = { balance: '9999999999', normal: '9999999999' }),
	},
	na116: {
		what: 'negative bill',
		change: (m) => {
			m.bill = { ...m.bill, disp_code: '01', mark_claim_amount: '-', amount: '4980' };
		},
	},
	na117: {
		what: 'bill state 02, no data',
		change: (m) => {
			m.bill = { disp_code: '02', due_date: '', mark_claim_amount: '', amount: '' };
		},
	},
	na118: {
		what: 'bill state 10, hidden by a flag',
		change: (m) => (m.bill = { ...m.bill, disp_code: '10', amount: '' }),
	},
	na119: {
		what: 'bill state 11, not available',
		change: (m) => (m.bill = { ...m.bill, disp_code: '11', amount: '' }),
	},
	atu061: {
		what: 'temporary raise, hyphens in the sub-limits',
		change: (m) => (m.credit.temporaryRaise = true),
	},
	atu062: { what: 'UC card of another company, bc_flg 1', change: (m) => (m.bcFlag = '1') },
	atu063: { what: 'credit line: gateway error', change: (m) => (m.credit.gatewayError = true) },
	atu064: { what: 'second factor: not allowed', change: () => undefined },
};

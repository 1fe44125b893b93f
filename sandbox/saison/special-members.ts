import type { Member } from './member';

interface SpecialMember {
	/** What is special, as `npm run sandbox` and the control function `members` show it. */
	description: string;
	apply: (member: Member) => void;
}

/** Members that each stand for one special case. */
export const SPECIAL_MEMBERS: Record<string, SpecialMember> = {
	na111: {
		description: 'result code 101: no such user',
		apply: (member) => (member.resultCode = '101'),
	},
	na112: {
		description: 'result code 103: membership canceled',
		apply: (member) => (member.resultCode = '103'),
	},
	na113: {
		description: 'result code 104: not eligible',
		apply: (member) => (member.resultCode = '104'),
	},
	na114: {
		description: 'family card: result code 104 for the statement',
		apply: (member) => (member.familyCard = true),
	},
	na115: {
		description: 'wallet at its maximum, 9999999999',
		apply: (member) => (member.wallet = { balance: '9999999999', normal: '9999999999' }),
	},
	na116: {
		description: 'negative bill',
		apply: (member) => {
			member.bill = { ...member.bill, disp_code: '01', mark_claim_amount: '-', amount: '4980' };
		},
	},
	na117: {
		description: 'bill status 02: no data',
		apply: (member) => {
			member.bill = { disp_code: '02', due_date: '', mark_claim_amount: '', amount: '' };
		},
	},
	na118: {
		description: 'bill status 10: hidden by a flag',
		apply: (member) => (member.bill = { ...member.bill, disp_code: '10', amount: '' }),
	},
	na119: {
		description: 'bill status 11: not available',
		apply: (member) => (member.bill = { ...member.bill, disp_code: '11', amount: '' }),
	},
	atu061: {
		description: 'temporary limit increase: hyphens in the sub-limits',
		apply: (member) => (member.credit.temporaryIncrease = true),
	},
	atu062: {
		description: "another company's UC card: bc_flg 1",
		apply: (member) => (member.bcFlag = '1'),
	},
	atu063: {
		description: 'gateway error for the credit line',
		apply: (member) => (member.credit.gatewayError = true),
	},
	atu064: {
		description: 'not allowed to use two-factor authentication',
		apply: (member) => (member.twoFactorAllowed = false),
	},
};

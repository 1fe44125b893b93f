/** The member services. `7n` as a path value is an assumption: only the code 7N is public. */
export type Service = 'na' | 'atu' | '7n';
export const SERVICES: Record<Service, { ja: string; en: string; members: number }> = {
	na: { ja: 'Netアンサー', en: 'Net Answer (Saison cards)', members: 120 },
	atu: { ja: 'アットユーネット', en: 'At U Net (UC cards)', members: 70 },
	'7n': { ja: '会員サービス 7N', en: 'member service 7N', members: 10 },
};

export interface Bill {
	disp_code: '00' | '01' | '02' | '10' | '11';
	due_date: string;
	mark_claim_amount: '' | '-';
	amount: string;
}

export interface CreditLine {
	shopping: [limit: number, available: number];
	cashing: [limit: number, available: number];
	/** A temporary increase hides the available amounts of the sub-limits. */
	temporaryIncrease: boolean;
	/** The gateway behind the credit line returns an error. */
	gatewayError: boolean;
}

export interface Member {
	id: string;
	password: string;
	service: Service;
	name: string;
	kana: string;
	attributes: Record<string, string>;
	/** 101, 103 and 104 make every request for the member fail. */
	resultCode: '000' | '101' | '103' | '104';
	familyCard: boolean;
	bcFlag: '0' | '1';
	twoFactorAllowed: boolean;
	bill: Bill;
	credit: CreditLine;
	wallet: { balance: string; normal: string };
}

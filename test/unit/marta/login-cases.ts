/** What a credential of each documented scope sends to `POST /auth`, and nothing else. */
export interface LoginCase {
	name: string;
	settings: Record<string, string>;
	body: Record<string, string>;
}

/** Filled in everywhere, so that what a scope does not take shows up where it is sent. */
const ALL = {
	username: ' user ',
	password: ' pass/word+é ',
	campaignId: ' 16273 ',
	serialNumber: ' 00444001 ',
	deviceType: '2',
	foreignId: ' f-1 ',
};
const OPERATOR = { username: 'user', password: ' pass/word+é ' };
const TERMINAL = { ...OPERATOR, serialnumber: '00444001', campaignid: '16273', devicetype: '2' };

export const LOGIN_CASES: LoginCase[] = [
	{
		name: 'backoffice',
		settings: { ...ALL, scope: 'backoffice' },
		body: { ...OPERATOR, campaignid: '16273', devicetype: '2', scope: 'backoffice' },
	},
	{
		name: 'backoffice of an operator with Net access, whose campaign is empty',
		settings: { ...ALL, scope: 'backoffice', campaignId: '' },
		body: { ...OPERATOR, campaignid: '', devicetype: '2', scope: 'backoffice' },
	},
	...['terminal', 'terminal-backoffice'].flatMap((scope): LoginCase[] => [
		{
			name: `${scope} with a foreign ID`,
			settings: { ...ALL, scope },
			body: { ...TERMINAL, foreignid: 'f-1', scope },
		},
		{
			name: `${scope} without a foreign ID`,
			settings: { ...ALL, scope, foreignId: ' ' },
			body: { ...TERMINAL, scope },
		},
	]),
	{
		name: 'customersynchro',
		settings: { ...ALL, scope: 'customersynchro' },
		body: { campaignid: '16273', devicetype: '2', scope: 'customersynchro' },
	},
	{
		name: 'customer',
		settings: { ...ALL, scope: 'customer' },
		body: { ...OPERATOR, campaignid: '16273', devicetype: '2', scope: 'customer' },
	},
	...['prize', 'product'].flatMap((scope): LoginCase[] => [
		{
			name: `${scope} with everything filled in`,
			settings: { ...ALL, scope },
			body: { ...TERMINAL, foreignid: 'f-1', scope },
		},
		{
			name: `${scope} with a campaign and a device`,
			settings: { ...ALL, scope, username: '', password: '', serialNumber: '', foreignId: '' },
			body: { campaignid: '16273', devicetype: '2', scope },
		},
		{
			name: `${scope} with nothing`,
			settings: {
				scope,
				username: '',
				password: '',
				campaignId: ' ',
				serialNumber: '',
				deviceType: '',
				foreignId: '',
			},
			body: { scope },
		},
	]),
];

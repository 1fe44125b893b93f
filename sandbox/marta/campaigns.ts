import { AWKWARD_CAMPAIGN_ID, CAMPAIGN_ID, MANDATORY_FIELDS } from './data';

/** The response of GET /terminal/campaign/{campaignid} is not public: all of this is invented. */
export const CAMPAIGNS: Record<string, Record<string, unknown>> = {
	[CAMPAIGN_ID]: {
		campaignid: CAMPAIGN_ID,
		name: 'Club Prova',
		currency: 'EUR',
		rules: {
			pointsPerEuro: 1,
			minimumReceipt: '5.00',
			pointsExpireAfterMonths: 24,
			rewards: [
				{ points: 500, discount: '5.00' },
				{ points: 1000, discount: '12.00' },
			],
		},
		mandatoryFields: [...MANDATORY_FIELDS],
		permissions: ['card.read', 'card.register', 'movement.purchase', 'movement.delete-last'],
		promotions: [
			{ id: 'P-01', name: 'Doppi punti del martedì', from: '2027-01-01', to: '2027-12-31' },
			{ id: 'P-02', name: 'Benvenuto', from: '2027-01-01', to: '2027-06-30' },
		],
	},
	[AWKWARD_CAMPAIGN_ID]: {
		campaignid: AWKWARD_CAMPAIGN_ID,
		name: 'Estate di prova',
		currency: 'EUR',
		rules: { pointsPerEuro: 2, minimumReceipt: '10.00', pointsExpireAfterMonths: 3, rewards: [] },
		mandatoryFields: ['mobile'],
		permissions: ['card.read'],
		promotions: [],
	},
};

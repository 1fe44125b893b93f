import type { OperationSpec } from '../spec';
import { MEMBER_CODES, MEMBER_OPTIONS, SIGNED_HEADERS } from './common';
import { forAllMembers } from './contract';

/** The attributes that the vendor's example shows, in its order. */
const KNOWN = ['card_meisho_sousho', 'birthday', 'sex', 'sex_name', 'add_cdA'];

export const spec: OperationSpec = {
	fields: {
		attributes: { label: 'Attributes', default: KNOWN, choices: KNOWN, forModels: true },
		additionalAttributes: {
			label: 'Additional Attributes',
			default: '',
			samples: ['add_cdB', 'add_cdC'],
			forModels: true,
		},
		dataFlag: { label: 'Data Flag', default: 1, samples: [1, 2], forModels: true },
	},
	options: MEMBER_OPTIONS,
	endpoint: {
		id: 'TEB001',
		method: 'POST',
		path: '/auth/account/profile',
		form: ['data_flg', 'info_key'],
		headers: SIGNED_HEADERS,
	},
	example: {
		note: 'The member is the one whose token the item brings. Without the option, it is the one whose token is stored in the credential.',
		parameters: {
			attributes: ['birthday', 'sex'],
			options: { memberAccessToken: '={{ $json.accessToken }}' },
		},
		item: { accessToken: 'AT-0042' },
		sends: 'POST /auth/account/profile\ndata_flg=1&info_key=birthday%2Csex',
		response: { body: { result_code: '000', info_data: { birthday: '19610101', sex: '1' } } },
		output: { result_code: '000', info_data: { birthday: '19610101', sex: '1' } },
	},
	responses: forAllMembers(({ attributes }) => ({
		status: 200,
		body: { result_code: '000', info_data: attributes },
	})),
	faults: [
		{
			kind: 'read',
			credential: 'saison',
			method: 'POST',
			path: '/auth/account/profile',
			output: { result_code: '000', info_data: expect.anything() },
			memberCodes: MEMBER_CODES,
		},
	],
};

import type { Operation } from '../../../../lib/n8n/operation';
import { formCall } from '../../../../lib/saison/client';
import type { SaisonCredential } from '../../../../lib/saison/credential';
import { asSimplifiedItem } from '../../../../lib/saison/output';
import { contractPathFields } from '../fields';

/** TED001. Its result codes are the points platform's own, so none is known to be final. */
export const getBalance: Operation<SaisonCredential> = {
	value: 'getBalance',
	name: 'Get Balance',
	action: 'Get the balance of a wallet',
	description: 'Read the wallet balance of the member whose token is used (TED001)',
	effect: 'read',
	finalCodes: [],
	fields: contractPathFields,
	toCall(input) {
		return formCall(input.requiredText('path'), input.pairs('bodyParameters'));
	},
	toJson: asSimplifiedItem,
};

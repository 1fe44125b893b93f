import type { INodeParameters } from 'n8n-workflow';
import { readDescription } from '../../../lib/core/contract/description';
import { toMapperFields } from '../../../lib/core/contract/mapper-fields';
import { martaContractRules } from '../../../lib/marta/contract';
import { saisonContractRules } from '../../../lib/saison/contract';

const SAISON_RULES = saisonContractRules({ tokenUrlPath: '/auth/token' });

/** Made-up calls, as a user would describe them in the credential of MARTA. */
export const MARTA_CALLS = `
GET /made-up/cards/{card}  Read a card
  card
  ids      list(repeat)
POST /made-up/cards/{card}/movements  Register a purchase
  card
  amount*  number
  kind     sale | refund
  shop.id  text
  extra    json
  ?dryRun  yes/no
  X-Till:
POST /made-up/search  Search for cards (read)
  name
`;

/** The same for Saison Connect. */
export const SAISON_CALLS = `
POST /made-up/points/history  Get points history (read)
  data_flg*  1 | 2
  from       date
POST /made-up/payment/change  Change a payment
  plan*
`;

/** Texts of a description are shown and stored, never evaluated. */
const FAILS_IF_EVALUATED = "={{ $('No Such Node').first().json.x }}";

/**
 * A node's parameters as n8n's editor stores them after a call was chosen and filled in.
 *
 * @param values by the ids of the fields
 */
export function contractCall(
	node: 'marta' | 'saisonConnect',
	call: string,
	values: Record<string, unknown>,
	more: INodeParameters = {},
): INodeParameters {
	const [text, rules] =
		node === 'marta' ? [MARTA_CALLS, martaContractRules] : [SAISON_CALLS, SAISON_RULES];
	const found = readDescription(text, rules).find(({ method, path }) =>
		`${call} `.startsWith(`${method} ${path} `),
	);
	const fields = found ? toMapperFields(found.fields()) : [];
	return {
		resource: 'contract',
		operation: 'send',
		contractOperation: {
			__rl: true,
			mode: 'list',
			value: call,
			cachedResultName: FAILS_IF_EVALUATED,
		},
		contractParameters: {
			mappingMode: 'defineBelow',
			value: values,
			matchingColumns: [],
			schema: fields.map((field) => ({
				...field,
				displayName: FAILS_IF_EVALUATED,
				removed: !field.required && !(field.id in values),
			})),
		},
		...more,
	} as unknown as INodeParameters;
}

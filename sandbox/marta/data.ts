import { seededRandom } from '../shared/random';
import type { Random } from '../shared/random';
import { FAMILY_NAMES, GIVEN_NAMES, TOWNS } from './names';

export type Scope =
	| 'backoffice'
	| 'terminal'
	| 'terminal-backoffice'
	| 'customersynchro'
	| 'customer'
	| 'prize'
	| 'product';

export interface Operator {
	username: string;
	password: string;
	scopes: Scope[];
	/** Has access to the whole Net, so campaignid may be empty. */
	net: boolean;
	/** Of the operator's terminal; a string, to keep leading zeros. */
	serialNumber?: string;
}

export interface Customer {
	username: string;
	password: string;
	firstname: string;
	lastname: string;
	email: string;
	mobile: string;
	/** Mandatory in the campaign; absent if the customer did not complete the registration. */
	birthdate?: string;
	town?: string;
	/** Absent if the customer has no card yet. */
	card?: string;
	points: number;
}

export const CAMPAIGN_ID = '41873';
/** An ID that must be percent-encoded in a path, exactly once. */
export const AWKWARD_CAMPAIGN_ID = 'ESTATE/2027 50%25';
export const MANDATORY_FIELDS = ['firstname', 'lastname', 'mobile', 'birthdate', 'town'] as const;

export const INCOMPLETE_CARD = '2990000000012';
export const CARDLESS_EMAIL = 'senza.carta@example.com';

const CUSTOMERS = 150;

export const OPERATORS: Operator[] = [
	{ username: 'op.office', password: 'Office-Prova-1!', scopes: ['backoffice'], net: false },
	{ username: 'op.net', password: 'Net-Prova-1!', scopes: ['backoffice'], net: true },
	{
		username: 'op.till',
		password: 'Cassa-Prova-1!',
		scopes: ['terminal', 'terminal-backoffice'],
		net: false,
		serialNumber: '00441873',
	},
	{
		username: 'op.till2',
		password: 'Cassa-Prova-2!',
		scopes: ['terminal'],
		net: false,
		serialNumber: '00441874',
	},
];

/** The card and the login of the customer with this number. */
export function makeLogin(
	number: number,
	mobile: string,
): Pick<Customer, 'username' | 'password' | 'card'> {
	const fourDigits = String(number).padStart(4, '0');
	return { username: mobile, password: `Prova-${fourDigits}!`, card: `299000000${fourDigits}` };
}

function makeCustomer(random: Random, number: number): Customer {
	const firstname = random.pick(GIVEN_NAMES);
	const lastname = random.pick(FAMILY_NAMES);
	const fourDigits = String(number).padStart(4, '0');
	const twoDigits = (value: number) => String(value).padStart(2, '0');
	const asciiName = `${firstname}.${lastname}`.normalize('NFD').replace(/[^A-Za-z.]/g, '');
	// Fictional, in the format of an Italian mobile number.
	const mobile = `+3930000${fourDigits}0`;
	return {
		...makeLogin(number, mobile),
		firstname,
		lastname,
		email: `${asciiName.toLowerCase()}.${fourDigits}@example.com`,
		mobile,
		birthdate: `${random.between(1950, 2006)}-${twoDigits(random.between(1, 12))}-${twoDigits(random.between(1, 28))}`,
		town: random.pick(TOWNS),
		points: random.between(0, 4000),
	};
}

/** Fictional customers, the same ones every time. Number 12 lacks data, number 13 a card, number 14 only the town. */
export function makeCustomers(): Customer[] {
	const random = seededRandom(41_873);
	const customers = Array.from({ length: CUSTOMERS }, (_, index) =>
		makeCustomer(random, index + 1),
	);
	const incomplete = customers[11];
	delete incomplete.birthdate;
	delete incomplete.town;
	incomplete.card = INCOMPLETE_CARD;
	const cardless = customers[12];
	cardless.email = CARDLESS_EMAIL;
	delete cardless.card;
	cardless.points = 0;
	delete customers[13].town;
	return customers;
}

export function missingFields(customer: Customer): string[] {
	return MANDATORY_FIELDS.filter((field) => customer[field] === undefined);
}

export function isComplete(customer: Customer): boolean {
	return missingFields(customer).length === 0;
}

/** What the service returns about a customer. The list of fields is not public; this one is invented. */
export function publicFields(customer: Customer): Partial<Customer> {
	return { ...customer, username: undefined, password: undefined };
}

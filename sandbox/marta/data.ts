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
	/** Works for the whole Net: logs in with an empty campaignid too. */
	net: boolean;
	/** The terminal the operator works on; text, so that leading zeros stay. */
	serialNumber?: string;
}

export interface Customer {
	username: string;
	password: string;
	firstname: string;
	lastname: string;
	email: string;
	mobile: string;
	/** Mandatory in the campaign; left out where registration was abandoned. */
	birthdate?: string;
	town?: string;
	/** Left out where the person has no card yet. */
	card?: string;
	points: number;
}

export const CAMPAIGN_ID = '41873';
/** An id that must be escaped in a path, once and only once. */
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

function makeCustomer(random: Random, number: number): Customer {
	const firstname = random.pick(GIVEN_NAMES);
	const lastname = random.pick(FAMILY_NAMES);
	const four = String(number).padStart(4, '0');
	const two = (value: number) => String(value).padStart(2, '0');
	const plain = `${firstname}.${lastname}`.normalize('NFD').replace(/[^A-Za-z.]/g, '');
	// In the shape of an Italian mobile number; made up.
	const mobile = `+3930000${four}0`;
	return {
		username: mobile,
		password: `Prova-${four}!`,
		firstname,
		lastname,
		email: `${plain.toLowerCase()}.${four}@example.com`,
		mobile,
		birthdate: `${random.between(1950, 2006)}-${two(random.between(1, 12))}-${two(random.between(1, 28))}`,
		town: random.pick(TOWNS),
		card: `299000000${four}`,
		points: random.between(0, 4000),
	};
}

/** Made-up customers, the same ones every time. Number 12 is incomplete, number 13 has no card. */
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
	return customers;
}

export function isComplete(customer: Customer): boolean {
	return MANDATORY_FIELDS.every((field) => customer[field] !== undefined);
}

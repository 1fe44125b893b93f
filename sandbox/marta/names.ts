/** Parts of fictional names; any resemblance to real people is coincidental. */
export const FAMILY_NAMES = [
	'Fontanella',
	'Brezzamare',
	'Castagnini',
	'Lunardini',
	'Montechiaro',
	'Nebbiolini',
	'Olivastri',
	'Pratoverde',
	'Quercini',
	'Rossomelo',
	'Solatìo',
	'Tramontini',
];

export const GIVEN_NAMES = [
	'Ada',
	'Bruno',
	'Chiara',
	'Dario',
	'Elena',
	'Fabio',
	'Giada',
	'Ivo',
	'Lia',
	'Marco',
	'Nicolò',
	'Olga',
	'Pia',
	'Rocco',
	'Sara',
	'Zeno',
];

export const TOWNS = ['Borgofinto', 'Castelprova', 'Montesempio', 'Valdimodello'];

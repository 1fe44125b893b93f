/** Unit and engine tests run on the development Node; host tests drive a real n8n in processes of their own. */
const shared = {
	rootDir: __dirname,
	testEnvironment: 'node',
	transform: { '^.+\\.(ts|mjs|js)$': ['@swc/jest', { jsc: { target: 'es2021' } }] },
	// Packages of the tools that come as ES modules only, which jest cannot load as they are.
	transformIgnorePatterns: ['/node_modules/(?!(env-paths|get-port|is-safe-filename)/)'],
	moduleFileExtensions: ['ts', 'js', 'mjs', 'cjs', 'json'],
	// Holds copies of packages, which jest would take for modules of the same name.
	modulePathIgnorePatterns: ['<rootDir>/build/'],
};

/** Long plays of what goes wrong on a real n8n: also a command of their own, `npm run test:faults`. */
const faultTests = [
	'/faults\\.test',
	'/renewal-races\\.test',
	'/secrets\\.test',
	'/stop-and-timeout\\.test',
];

/**
 * The browser tests look at the current editor, some examples need nodes that the older n8n does not
 * have (one that makes a data table, newer form pages), and some settings and errors have other names there.
 */
const notOnOlder = [
	'/alert-operator\\.test',
	'/check-card\\.test',
	'/consent\\.test',
	'/editor',
	'/nightly-sync',
	'/onboarding\\.test',
	'/security-settings\\.test',
	'/statements\\.test',
];
const left = process.env.N8N_HOST_VERSION === 'older' ? notOnOlder : [];

module.exports = {
	// Only ends tests that hang: machines and their load differ.
	testTimeout: 180_000,
	projects: [
		{
			...shared,
			displayName: 'unit',
			testMatch: ['<rootDir>/test/{unit,conformance}/**/*.test.ts'],
		},
		{
			...shared,
			displayName: 'engine',
			testMatch: ['<rootDir>/test/engine/**/*.test.ts'],
			setupFilesAfterEnv: ['<rootDir>/test/engine/setup.ts'],
		},
		{
			...shared,
			displayName: 'host',
			testMatch: ['<rootDir>/test/host/**/*.test.ts'],
			testPathIgnorePatterns: [...faultTests, ...left],
		},
		{
			...shared,
			displayName: 'faults',
			testMatch: ['<rootDir>/test/host/**/*.test.ts'],
			testPathIgnorePatterns: [`^(?!.*(${faultTests.join('|')}))`],
		},
		{ ...shared, displayName: 'queue', testMatch: ['<rootDir>/test/queue/**/*.test.ts'] },
	],
};

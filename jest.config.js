/** Unit and engine tests run on the development Node; host tests drive a real n8n in processes of their own. */
const shared = {
	rootDir: __dirname,
	testEnvironment: 'node',
	transform: { '^.+\\.(ts|mjs)$': ['@swc/jest', { jsc: { target: 'es2021' } }] },
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

module.exports = {
	projects: [
		{ ...shared, displayName: 'unit', testMatch: ['<rootDir>/test/unit/**/*.test.ts'] },
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
			testPathIgnorePatterns: faultTests,
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

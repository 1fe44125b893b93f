/**
 * The second lint, of what is not shipped, with rules that know the types. The first, `eslint.config.mjs`, has n8n's
 * own rules for everything and must stay as it is for n8n's strict mode.
 */
import js from '@eslint/js';
import { config as n8nConfig } from '@n8n/node-cli/eslint';
import tseslint from 'typescript-eslint';

/** Only known here, so that comments may name its rules. */
const n8nPlugins = Object.fromEntries(
	['@n8n/community-nodes', 'import-x'].map((name) => [
		name,
		n8nConfig.find(({ plugins }) => plugins?.[name]).plugins[name],
	]),
);

/** What the few files in plain JavaScript use. */
const nodeGlobals = [
	...['console', 'process', 'URL', 'setTimeout', 'setInterval', 'clearInterval'],
	...['__dirname', '__filename'],
];

export default tseslint.config(
	{ ignores: ['credentials/', 'nodes/', 'lib/', 'dist/', 'build/', 'test-results/'] },
	{
		plugins: n8nPlugins,
		linterOptions: { reportUnusedDisableDirectives: 'off' },
	},
	{
		files: ['**/*.{js,mjs,cjs}'],
		extends: [js.configs.recommended],
		languageOptions: {
			globals: Object.fromEntries(nodeGlobals.map((name) => [name, 'readonly'])),
		},
	},
	{ files: ['**/*.{js,cjs}'], languageOptions: { sourceType: 'commonjs' } },
	{
		files: ['**/*.ts'],
		extends: [tseslint.configs.recommendedTypeChecked],
		languageOptions: {
			parserOptions: { project: 'test/tsconfig.json', tsconfigRootDir: import.meta.dirname },
		},
		rules: {
			// Takes away what widens the type of a default.
			'@typescript-eslint/no-unnecessary-type-assertion': 'off',
			// An interface asks for a promise, or for a method that does not use `this`.
			'@typescript-eslint/require-await': 'off',
			'@typescript-eslint/unbound-method': 'off',
			// JSON, n8n's helpers and jest return `any`; it gets a type where it is used.
			'@typescript-eslint/no-unsafe-argument': 'off',
			'@typescript-eslint/no-unsafe-assignment': 'off',
			'@typescript-eslint/no-unsafe-call': 'off',
			'@typescript-eslint/no-unsafe-member-access': 'off',
			'@typescript-eslint/no-unsafe-return': 'off',
			// What was caught and is handed on has no type.
			'@typescript-eslint/prefer-promise-reject-errors': [
				'error',
				{ allowThrowingUnknown: true, allowThrowingAny: true },
			],
		},
	},
	{
		// What a test reads and prints has no exact type; some throw and evaluate what nobody should.
		files: ['test/**/*.ts'],
		rules: {
			'@typescript-eslint/no-base-to-string': 'off',
			'@typescript-eslint/no-implied-eval': 'off',
			'@typescript-eslint/prefer-promise-reject-errors': 'off',
			'@typescript-eslint/restrict-template-expressions': 'off',
			'no-restricted-imports': [
				'error',
				{ name: 'fast-check', message: "Import 'test/property', which repeats the same cases." },
			],
		},
	},
	{ files: ['test/property.ts'], rules: { 'no-restricted-imports': 'off' } },
);

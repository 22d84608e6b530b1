import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import { importTable } from './eslint.imports.js';
import svelteConfig from './svelte.config.js';

export default ts.config(
	{
		ignores: [
			'build/',
			'.svelte-kit/',
			'node_modules/',
			'.anlan/',
			'src/server/db/generated/',
			'coverage/',
			'test-results/'
		]
	},
	js.configs.recommended,
	...ts.configs.recommendedTypeChecked,
	...svelte.configs.recommended,
	{
		languageOptions: {
			globals: { ...globals.node, ...globals.browser },
			parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname }
		},
		linterOptions: { reportUnusedDisableDirectives: 'error' },
		rules: {
			eqeqeq: 'error',
			'no-console': 'error',
			'no-empty': ['error', { allowEmptyCatch: false }],
			'@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
			// What must return a promise may have nothing to wait for.
			'@typescript-eslint/require-await': 'off',
			// Control characters are named where they are refused.
			'no-control-regex': 'off',
			'@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
			'@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }]
		}
	},
	{
		files: ['**/*.svelte', '**/*.svelte.ts'],
		languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
		rules: {
			// Paths are written as they are: the product is served at the root of its own host.
			'svelte/no-navigation-without-resolve': 'off',
			// Plain maps are made anew and published whole, through `$state.raw`.
			'svelte/prefer-svelte-reactivity': 'off',
			// The compiler's own assignments are not seen by it.
			'prefer-const': 'off',
			'no-useless-assignment': 'off'
		}
	},
	{
		// The parser of components hands TypeScript another text than the one on the disk, and with each such file all
		// types are worked out anew. These are plain TypeScript; the rules of Svelte read it as well.
		files: ['**/*.svelte.ts'],
		languageOptions: { parser: ts.parser }
	},
	{
		// svelte-check holds the types of components; here they would cost minutes.
		files: ['**/*.svelte'],
		...ts.configs.disableTypeChecked,
		languageOptions: { parserOptions: { parser: ts.parser, svelteConfig, projectService: false, program: null } }
	},
	{
		// Runs beside the pages, in a world of its own.
		files: ['src/service-worker/**'],
		languageOptions: { globals: globals.serviceworker }
	},
	{
		files: ['**/*.js', '**/*.mjs'],
		...ts.configs.disableTypeChecked
	},
	{
		// A terminal is what these speak to.
		files: ['scripts/**', 'bench/**', 'tests/**'],
		rules: { 'no-console': 'off' }
	},
	...importTable
);

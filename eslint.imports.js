/** @typedef {{ regex: string, message: string, allowTypeImports?: boolean }} Pattern */

/**
 * The import table: which part may know which. Each breach says how to mend it.
 *
 * @type {Record<string, { files: string[], ignores?: string[], patterns: Pattern[] }>}
 */
const table = {
	domain: {
		files: ['src/domain/**/*.ts'],
		patterns: [
			{
				regex: '^(#server|#client|\\$)|^(\\.\\./)+(server|client|routes)/',
				message:
					'domain knows only domain: the rules are pure. Pass in what this needs (now, ids, loaded state) as an argument, or move the code that reaches outward into src/server or src/client.'
			},
			{
				regex: '^(?!#domain/|\\.{1,2}/|zod$|pinyin-pro$)(?!\\$|#)',
				allowTypeImports: true,
				message:
					'domain imports domain, zod, pinyin-pro and types only. Do the work that needs this library in src/server, and hand its result in.'
			}
		]
	},
	server: {
		files: ['src/server/**/*.ts'],
		patterns: [
			{
				regex: '^(#client|\\$)|^(\\.\\./)+(client|routes)/',
				message: 'server knows domain and server. What both sides share belongs in src/domain.'
			}
		]
	},
	prisma: {
		files: ['src/server/**/*.ts'],
		ignores: ['src/server/repositories/**', 'src/server/db/**', 'src/server/commands/**'],
		patterns: [
			{
				regex: '^(#client|\\$)|^(\\.\\./)+(client|routes)/',
				message: 'server knows domain and server. What both sides share belongs in src/domain.'
			},
			{
				regex: '^@prisma/|/generated/',
				allowTypeImports: true,
				message:
					'Only src/server/repositories (and the transaction in commands) speaks to Prisma. Put the query into the repository of its aggregate and call that.'
			}
		]
	},
	client: {
		files: ['src/client/**/*.{ts,svelte}'],
		ignores: ['src/client/ui/**', 'src/client/i18n/**', 'src/client/features/**'],
		patterns: [...fromClient(), notRoutes()]
	},
	features: {
		files: ['src/client/features/**/*.{ts,svelte}'],
		patterns: [
			...fromClient(),
			notRoutes(),
			{
				regex: '^#client/features/|^\\.\\./[a-z]',
				message:
					'A feature does not know another feature. Share through #client/live (state), #client/ui (widgets) or #domain (rules); inside the feature import relatively.'
			}
		]
	},
	ui: {
		files: ['src/client/ui/**/*.{ts,svelte}', 'src/client/i18n/**/*.ts'],
		patterns: [
			{
				regex: '^#(server|client/(?!ui/|i18n/)|domain/(?!shared/))|^\\.\\./(?!i18n/|ui/)|^\\$app/',
				message:
					'Widgets know nothing of relief: pass what they show as props, and build what knows the domain in src/client/features or src/client/map.'
			}
		]
	},
	routes: {
		files: ['src/routes/**/*.{ts,svelte}'],
		patterns: [
			{
				regex: '^#server|^(\\.\\./)+server/',
				message: 'Pages compose the client. Ask the server through #client/live/api.ts.'
			}
		]
	}
};

/** @returns {Pattern[]} */
function fromClient() {
	return [
		{
			regex: '^#server/(?!trpc/router\\.ts$)|^(\\.\\./)+server/',
			message:
				'The client knows the server only as the type of its router. What both sides share belongs in src/domain; data comes through #client/live/api.ts.'
		},
		{
			regex: '^#server/trpc/router\\.ts$',
			allowTypeImports: true,
			message: 'Write `import type`: the server’s code must not reach the browser.'
		}
	];
}

/** @returns {Pattern} */
function notRoutes() {
	return {
		regex: '^(\\.\\./)+routes/',
		message: 'Routes compose the client, not the other way round: move what is shared into src/client.'
	};
}

export const importTable = Object.entries(table).map(([name, { files, ignores, patterns }]) => ({
	name: `imports of ${name}`,
	files,
	...(ignores ? { ignores } : {}),
	rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns }] }
}));

import adapter from '@sveltejs/adapter-node';

/** @type {import('@sveltejs/kit').Config} */
const config = {
	compilerOptions: { runes: true },
	kit: {
		adapter: adapter(),
		// Scripts run only from our own files or with the nonce of this very answer; there is no eval anywhere.
		csp: {
			mode: 'nonce',
			directives: {
				'default-src': ['self'],
				'script-src': ['self'],
				'worker-src': ['self'],
				'style-src': ['self', 'unsafe-inline'],
				'img-src': ['self', 'data:', 'blob:'],
				'font-src': ['self'],
				'connect-src': ['self'],
				'manifest-src': ['self'],
				'object-src': ['none'],
				'base-uri': ['self'],
				'form-action': ['self'],
				'frame-ancestors': ['none']
			}
		},
		typescript: {
			config: (tsconfig) => {
				tsconfig.include.push('../tests/**/*.ts', '../scripts/**/*.ts', '../bench/**/*.ts', '../*.config.ts');
			}
		},
		// One page is kept on the device for all addresses: its files must be found from each of them.
		paths: { relative: false },
		// Registered by the page itself, once it is at rest (src/client/live/app-version.svelte.ts).
		serviceWorker: { register: false },
		output: { preloadStrategy: 'modulepreload' }
	}
};

export default config;

import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig, type Plugin } from 'vite';

/**
 * Leaves the map library its name in the build, so that the service worker can tell its files: they are large, and few
 * pages need them without a network.
 */
function namedMapLibrary(): Plugin {
	return {
		name: 'named-map-library',
		outputOptions(options) {
			const { chunkFileNames } = options;
			if (typeof chunkFileNames !== 'string' || !chunkFileNames.includes('/immutable/')) return options;
			const named = chunkFileNames.replace('[hash]', 'maplibre-gl.[hash]');
			return { ...options, chunkFileNames: ({ name }) => (name === 'maplibre-gl' ? named : chunkFileNames) };
		}
	};
}

export default defineConfig({
	plugins: [sveltekit(), namedMapLibrary()],
	build: { target: 'es2022', chunkSizeWarningLimit: 1200 }
});

import type { Config } from '../config.ts';

/** Headers of every answer. The pages' own CSP, with its nonce, is SvelteKit's (svelte.config.js). */
export function securityHeaders(isHttps: boolean): Record<string, string> {
	return {
		'X-Content-Type-Options': 'nosniff',
		'Referrer-Policy': 'same-origin',
		'X-Frame-Options': 'DENY',
		'Cross-Origin-Opener-Policy': 'same-origin',
		'Cross-Origin-Resource-Policy': 'same-origin',
		'Permissions-Policy': 'camera=(self), geolocation=(self), microphone=(), payment=(), usb=()',
		...(isHttps ? { 'Strict-Transport-Security': 'max-age=31536000' } : {})
	};
}

/** Whether browsers reach the server by https. */
export function isHttps(config: Pick<Config, 'origin'>): boolean {
	return config.origin?.startsWith('https:') ?? false;
}

/** The CSP of answers that are not pages: nothing may run from them. */
export const NOTHING_RUNS = "default-src 'none'; frame-ancestors 'none'";

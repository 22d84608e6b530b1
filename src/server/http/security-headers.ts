import type { ServerResponse } from 'node:http';

/** Headers of every answer. The pages' own CSP, with its nonce, is SvelteKit's (svelte.config.js). */
export function setSecurityHeaders(response: ServerResponse, isHttps: boolean): void {
	response.setHeader('X-Content-Type-Options', 'nosniff');
	response.setHeader('Referrer-Policy', 'same-origin');
	response.setHeader('X-Frame-Options', 'DENY');
	response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
	response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
	response.setHeader('Permissions-Policy', 'camera=(self), geolocation=(self), microphone=(), payment=(), usb=()');
	if (isHttps) response.setHeader('Strict-Transport-Security', 'max-age=31536000');
}

/** The CSP of answers that are not pages: nothing may run from them. */
export const NOTHING_RUNS = "default-src 'none'; frame-ancestors 'none'";

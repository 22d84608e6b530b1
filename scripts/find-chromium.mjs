import { existsSync } from 'node:fs';

/** The one without windows goes first: a page costs it half the time. */
const usualPlaces = [
	'/usr/bin/chromium-headless-shell',
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'
];

/**
 * The path of a Chromium on this machine: what CHROMIUM_PATH names, else one in a usual place. Undefined when there is
 * none, which leaves it to Playwright's own.
 */
export function findChromium() {
	const named = process.env.CHROMIUM_PATH;
	return named ? named : usualPlaces.find((path) => existsSync(path));
}

import { defineConfig } from '@playwright/test';
import { findChromium } from './scripts/find-chromium.mjs';

/** The browser tests run against the real, built server; `tests/e2e/global-setup.ts` starts it and names its address. */
export default defineConfig({
	testDir: 'tests/e2e',
	testMatch: '**/*.test.ts',
	globalSetup: './tests/e2e/global-setup.ts',
	fullyParallel: false,
	workers: 2,
	// What passes only when tried again is named at the end of `npm test`: a race to be found, but not what holds up a change.
	retries: 1,
	forbidOnly: true,
	timeout: 120_000,
	expect: { timeout: 20_000 },
	reporter: 'list',
	use: {
		baseURL: process.env['ANLAN_E2E_URL'],
		locale: 'zh-CN',
		timezoneId: 'Asia/Shanghai',
		// What a service worker answers cannot be intercepted; the tests that are about it let it in.
		serviceWorkers: 'block',
		screenshot: 'only-on-failure',
		// What cannot be pressed or opened is named where it stands, not by the end of the test's time.
		actionTimeout: 30_000,
		navigationTimeout: 60_000,
		launchOptions: {
			executablePath: findChromium(),
			args: [
				'--no-sandbox',
				'--disable-quic',
				'--no-first-run',
				'--disable-background-networking',
				'--disable-component-update',
				'--disable-sync',
				// Nothing outside can be reached: a page that needs another host fails here.
				'--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
				// Only the maps are drawn by a graphics card made of software; all else is much cheaper without one.
				'--use-angle=swiftshader-webgl',
				'--enable-unsafe-swiftshader'
			]
		}
	}
});

import { chromium, type Browser, type BrowserContext } from '@playwright/test';
import { findChromium } from '../scripts/find-chromium.mjs';
import type { Stage } from './stage.ts';

const FLAGS = [
	'--no-sandbox',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	'--use-angle=swiftshader',
	'--enable-unsafe-swiftshader'
];

/** A real Chromium, signed in as the stage's desk. */
export async function openBrowser(stage: Stage): Promise<{ browser: Browser; context: BrowserContext }> {
	const browser = await chromium.launch({ executablePath: findChromium(), args: FLAGS });
	const context = await browser.newContext({
		viewport: { width: 1440, height: 900 },
		locale: 'zh-CN',
		extraHTTPHeaders: { 'accept-encoding': 'gzip' }
	});
	const [name, value] = stage.cookie.split('=') as [string, string];
	await context.addCookies([{ name, value, url: stage.url, httpOnly: true, sameSite: 'Strict' }]);
	return { browser, context };
}

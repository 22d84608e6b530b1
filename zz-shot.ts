import { chromium } from '@playwright/test';
import { findChromium } from './scripts/find-chromium.mjs';
import { inventNumber } from './tests/e2e/families.ts';
const base = 'http://127.0.0.1:4471';
const browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
const sizes = { phone: { width: 390, height: 844 }, tablet: { width: 800, height: 1280 }, desktop: { width: 1440, height: 900 } };
const wanted = process.argv[2]?.split(',') ?? [];
const wrong = inventNumber();
const village = process.argv[3]!;
const csv = ['户编号,与户主关系,姓名,证件号码,区划代码,喜好', `1,户主,王一,${inventNumber()},${village}`, `2,户主,李二,${wrong.slice(0, 17)}${wrong.endsWith('0') ? 1 : 0},${village}`, `3,妻,张三,,${village}`].join('\n');
for (const [language, size] of [['zh', 'phone'], ['en', 'phone'], ['zh', 'desktop'], ['en', 'desktop'], ['en', 'tablet'], ['zh', 'tablet']] as const) {
	const context = await browser.newContext({ viewport: sizes[size], hasTouch: size !== 'desktop', isMobile: size !== 'desktop' });
	await context.addInitScript((l) => localStorage.setItem('anlan.locale', l), language);
	const page = await context.newPage();
	page.setDefaultTimeout(90000);
	page.on('pageerror', (e) => console.log('pageerror', e.message));
	await context.request.post(`${base}/trpc/session.signIn`, { data: { username: 'desk', password: 'anlan-desk-2026' }, headers: { origin: base } });
	const shot = (name: string) => page.screenshot({ path: `/tmp/people/s-${name}-${size}-${language}.png` });
	if (wanted.includes('import')) {
		await page.goto(`${base}/people/import`);
		await page.getByRole('heading', { level: 1 }).waitFor();
		await page.waitForTimeout(1500);
		await shot('import');
		await page.locator('input[type=file]').setInputFiles({ name: '户册.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
		await page.getByRole('region').first().waitFor();
		await page.waitForTimeout(500);
		await page.screenshot({ path: `/tmp/people/s-preview-${size}-${language}.png`, fullPage: true });
	}
	for (const [name, path] of [['people', '/people'], ['register', '/people/register'], ['reunion', '/reunion']] as const) if (wanted.includes(name)) {
		await page.goto(`${base}${path}`);
		await page.getByRole('heading', { level: 1 }).waitFor();
		if (name === 'people') { await page.getByRole('searchbox').fill('王'); await page.waitForTimeout(2500); }
		await page.waitForTimeout(1000);
		await shot(name);
		if (name === 'people') { await page.locator('tbody tr a').first().click(); await page.getByRole('heading', { level: 2 }).first().waitFor(); await page.waitForTimeout(1500); await page.screenshot({ path: `/tmp/people/s-person-${size}-${language}.png`, fullPage: true }); }
	}
	await context.close();
	console.log(language, size);
}
await browser.close();

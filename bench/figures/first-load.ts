import { openBrowser } from '../browser.ts';
import { figure, type Figure } from '../figure.ts';
import { openStage } from '../stage.ts';

/** Words that only the map library's own file holds. */
const MAP_LIBRARY = /maplibregl-canvas-container/;
const LIBRARY_BYTES = 300_000;

/** JavaScript transferred (gzip) by the first load of the desk, the map library and its worker left out. */
export async function firstLoad(): Promise<Figure[]> {
	const stage = await openStage(28, { withPages: true });
	const { browser, context } = await openBrowser(stage);
	try {
		const page = await context.newPage();
		const sizes = new Map<string, number>();
		const readings: Promise<void>[] = [];
		page.on('response', (response) => {
			if (!new URL(response.url()).pathname.endsWith('.js')) return;
			readings.push(
				(async () => {
					const body = await response.text();
					const isLibrary = body.length > LIBRARY_BYTES && MAP_LIBRARY.test(body);
					const { responseBodySize } = await response.request().sizes();
					if (!isLibrary) sizes.set(response.url(), responseBodySize);
				})()
			);
		});
		await page.goto(`${stage.url}/desk`);
		await page.locator('canvas').first().waitFor();
		await page.waitForLoadState('networkidle');
		await Promise.all(readings);
		const value = [...sizes.values()].reduce((sum, size) => sum + size, 0) / 1000;
		const note = `${sizes.size} files of the desk's first load, gzip, without the map library`;
		return [figure('first-load', { value, baseline: null, unit: 'kB', note }, { most: 180 })];
	} finally {
		await browser.close();
		await stage.close();
	}
}

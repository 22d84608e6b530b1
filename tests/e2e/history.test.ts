import { expect, test } from '@playwright/test';
import { v7 as newId } from 'uuid';
import { NATIONAL_KEYS } from '#domain/reports/indicators.ts';
import { NATIONAL_HEADER } from '#server/importers/indicators/columns.ts';
import { closePages, command, DESKTOP, openAs } from './acting.ts';

/** People affected by an ice disaster long ago: two counties that are drawn, and a zone that no file draws. */
const AFFECTED = { 祁东县: '1200', 衡阳县: '340', 衡阳高新技术产业开发区: '7' };

test.afterEach(({ browser }) => closePages(browser));

test('past figures by county stand on a map with the figures of the table, and what is not drawn is listed', async ({
	browser
}) => {
	const page = await openAs(browser, 'desk', null, DESKTOP);
	const day = '1954-01-12';
	const rows = Object.entries(AFFECTED).map(([area, affected]) => {
		const figures = NATIONAL_KEYS.map((key) => (key === 'affected' ? affected : '0'));
		return [area, '低温冷冻', '衡阳市', day, ...figures];
	});
	const csv = [NATIONAL_HEADER, ...rows].map((cells) => cells.map((cell) => `"${cell}"`).join(',')).join('\r\n');
	const content = Buffer.from(`\ufeff${csv}\r\n`, 'utf8').toString('base64');
	await command(page, 'history.load', { operationId: newId(), fileName: '1954.csv', content });

	await page.goto('/history');
	await expect(page.getByText('可在地图上看', { exact: false })).toBeVisible();
	await page.getByLabel('发生日期自').fill(day);
	await page.getByLabel('至', { exact: true }).fill(day);
	await page.getByLabel('按', { exact: true }).selectOption({ label: '县' });
	const map = page.getByRole('group', { name: /^地图：受灾人口/ });
	await expect(map.getByRole('button', { name: '看全部' })).toBeVisible({ timeout: 60_000 });
	await expect(map.getByText(/^800 起$/)).toBeVisible();
	await map.getByText('不在地图上：1 个').click();
	await expect(map.getByRole('listitem').filter({ hasText: '7' }).last()).toBeVisible();
	await expect(page.getByRole('row', { name: /祁东县/ })).toContainText('1,200');

	await page.getByLabel('地图显示哪一列').selectOption({ label: '因灾死亡人口 (人)' });
	await expect(page.getByRole('region', { name: /^地图：因灾死亡人口/ })).toBeVisible();
});

import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { readCap } from '#server/importers/cap/read-cap.ts';
import { closePages, DESKTOP, openAs, PHONE } from './acting.ts';

test.afterEach(({ browser }) => closePages(browser));

test('the desk issues a notice, its file is CAP, another desk sees it at once; it is updated and cancelled', async ({
	browser
}) => {
	const watching = await openAs(browser, 'leader', '/warnings?view=own', DESKTOP);
	await expect(watching.getByRole('heading', { name: '预警', exact: true })).toBeVisible();

	const page = await openAs(browser, 'desk', '/warnings?view=own', DESKTOP);
	await page.getByRole('link', { name: '发布本县预警' }).click();
	await expect(page.getByRole('button', { name: '核对并发布' })).toBeDisabled();
	await page.getByLabel('灾害种类').selectOption('landslide');
	await expect(page.getByLabel('预警事项').first()).toHaveValue('滑坡');
	await page.getByLabel('严重程度').selectOption('Severe');
	const headline = `浏览器测试滑坡预警 ${Date.now()}`;
	await page.getByLabel('标题').first().fill(headline);
	await page.getByLabel('内容').first().fill('山体出现裂缝 <3 处> & 仍在发展。');
	await page.getByLabel('同时用英文发布').check();
	await page.getByRole('group', { name: 'English' }).getByLabel('标题').fill('Landslide notice');
	await page.getByRole('group', { name: 'English' }).getByLabel('发布单位').fill('County bureau');
	await page
		.getByRole('checkbox', { name: /白鹤铺镇|街道|镇|乡/ })
		.first()
		.check();

	// What was written is still there after a reload.
	await expect(page.getByText('草稿已保存在本机')).toBeVisible();
	await page.reload();
	await expect(page.getByLabel('标题').first()).toHaveValue(headline);

	await page.getByRole('button', { name: '核对并发布' }).click();
	await expect(page.getByRole('dialog')).toContainText(headline);
	await page.getByRole('dialog').getByRole('button', { name: '发布' }).click();
	await expect(page).toHaveURL(/\/warnings\/[0-9a-f-]{36}$/);
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(headline);
	await expect(watching.getByText(headline)).toBeVisible();

	const [download] = await Promise.all([
		page.waitForEvent('download'),
		page.getByRole('button', { name: '下载 CAP 文件' }).click()
	]);
	expect(download.suggestedFilename()).toMatch(/^CN-\d{6}-\d{8}-[0-9a-f]{12}\.xml$/);
	const read = readCap(await readFile(await download.path()));
	expect(read).toMatchObject({
		ok: true,
		value: {
			messageType: 'Alert',
			infos: [{ language: 'zh-CN', headline, categories: ['Geo'] }, { language: 'en-US' }]
		}
	});

	await page.getByRole('link', { name: '更新', exact: true }).click();
	await expect(page.getByLabel('标题').first()).toHaveValue(headline);
	await page.getByLabel('严重程度').selectOption('Extreme');
	await page.getByRole('button', { name: '核对并发布' }).click();
	await page.getByRole('dialog').getByRole('button', { name: '发布' }).click();
	await expect(page.getByRole('listitem').filter({ hasText: '已更新' })).toHaveCount(1);

	await page.getByRole('button', { name: '解除', exact: true }).click();
	await page.getByRole('dialog').getByLabel('解除原因').fill('裂缝不再发展');
	await page.getByRole('dialog').getByRole('button', { name: '解除', exact: true }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(`解除：${headline}`);
	await expect(page.getByText('裂缝不再发展')).toBeVisible();
	await expect(page.getByRole('button', { name: '解除', exact: true })).toHaveCount(0);
	await expect(watching.getByText(`解除：${headline}`)).toBeVisible();
});

test('who may not issue has no way to, and is told so at the form', async ({ browser }) => {
	const page = await openAs(browser, 'township', '/warnings?view=own', PHONE);
	await expect(page.getByText('本县自己发布的预警', { exact: false })).toBeVisible();
	await expect(page.getByRole('link', { name: '发布本县预警' })).toHaveCount(0);
	await page.goto('/warnings/new');
	await expect(page.getByText('您的岗位不能做这项操作。')).toBeVisible();
	await expect(page.getByRole('button', { name: '核对并发布' })).toHaveCount(0);
});

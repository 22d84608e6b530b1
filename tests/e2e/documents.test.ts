import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { ask, DESKTOP, openAs } from './acting.ts';

test('the desk drafts a bulletin, what it wrote survives a reload, and the issued files come down', async ({
	browser
}) => {
	test.setTimeout(120_000);
	const page = await openAs(browser, 'desk', null, DESKTOP);
	const { events } = await ask<{ events: { id: string }[] }>(page, 'live.snapshot');
	await page.goto(`/documents/new?event=${events[0]?.id}&kind=bulletin`);
	await page.getByLabel('单位负责人').fill('王𠅤');
	await page.getByLabel('填表人').fill('李四');
	await page.getByLabel('下一步工作').fill('继续核查灾情。');
	const sheet = page.getByRole('article', { name: '预览' });
	await expect(sheet).toContainText('继续核查灾情。');
	// The draft is kept once typing rests.
	await page.waitForTimeout(1_000);
	await page.reload();
	await expect(page.getByLabel('下一步工作')).toHaveValue('继续核查灾情。');

	await page.getByLabel('下一步工作').fill('救助{没有的数字}。');
	await expect(page.getByText('没有的数字').first()).toBeVisible();
	await expect(page.getByRole('button', { name: '签发' })).toBeDisabled();
	await page.getByLabel('下一步工作').fill('继续核查灾情。');
	await page.getByRole('button', { name: '签发' }).click();
	await page.getByRole('dialog').getByRole('button', { name: '签发' }).click();

	await expect(page).toHaveURL(/\/documents\/[0-9a-f-]{36}$/, { timeout: 60_000 });
	await expect(page.getByText('内容和文件与签发时一致')).toBeVisible();
	const [download] = await Promise.all([
		page.waitForEvent('download'),
		page.getByRole('button', { name: /^PDF/ }).click()
	]);
	expect(download.suggestedFilename()).toMatch(/灾情快报（第\d+期）\.pdf$/);
	expect((await readFile(await download.path())).toString('latin1', 0, 5)).toBe('%PDF-');
});

import { expect, test, type Browser, type Page } from '@playwright/test';
import { idCheckDigit } from '#domain/people/id-number.ts';
import { newId } from '#client/live/new-id.ts';
import { closePages, command, openAs, ownShelter, PHONE, TABLET } from './acting.ts';
import { checkIn, inventNumber, registerFamily } from './families.ts';

test.afterEach(({ browser }) => closePages(browser));

/** A picture of one grey point, as PNG. */
const PICTURE = Buffer.from(
	'iVBORw0KGgoAAAANSUhEUgAAABgAAAAgAQMAAAAykCp7AAAABGdBTUEAALGPC/xhBQAAACBjSFJNAAB6JgAAgIQAAPoAAACA6AAAdTAAAOpgAAA6mAAAF3CculE8AAAABlBMVEV6j4////+J7DBUAAAAAWJLR0QB/wIt3gAAAAd0SU1FB+oLGgIjEwrs9n8AAAAMSURBVAjXY2AYWAAAAIAAASUx9UYAAAAldEVYdGRhdGU6Y3JlYXRlADIwMjYtMTEtMjZUMDI6MzU6MTkrMDA6MDAN4CMMAAAAJXRFWHRkYXRlOm1vZGlmeQAyMDI2LTExLTI2VDAyOjM1OjE5KzAwOjAwfL2bsAAAAABJRU5ErkJggg==',
	'base64'
);

const field = (page: Page, name: string) => page.locator(`[name="${name}"]`);
const dialog = (page: Page) => page.getByRole('dialog');

/** The village that the demonstration's first open shelter lies in. */
async function aVillage(browser: Browser): Promise<string> {
	const page = await openAs(browser, 'coordinator-09', '/stays', TABLET);
	const { areaCode } = await ownShelter(page);
	await page.context().close();
	return areaCode;
}

/** A member of the household form: opened, its document and name filled in. */
async function fill(page: Page, at: number, kind: string, number: string, name: string): Promise<void> {
	const path = `members.${at}.`;
	await field(page, `${path}document.kind`).selectOption(kind);
	const place = kind === 'none' ? 'document.reason' : 'document.number';
	await field(page, `${path}${place}`).fill(number);
	await field(page, `${path}name`).fill(name);
}

test('a household is registered with each kind of document; a wrong number is named where it stands', async ({
	browser
}) => {
	const village = await aVillage(browser);
	const page = await openAs(browser, 'desk', '/people/register', PHONE);
	const number = inventNumber('19581203', 'female');
	const wrong = number.slice(0, 17) + (number.endsWith('0') ? '1' : '0');
	await fill(page, 0, 'residentId', wrong, '章怀瑾');
	await field(page, 'members.0.phone').focus();
	const document = page.locator('.document').first();
	await expect(document).toContainText('校验不符');
	await page.getByRole('button', { name: '登记这一户' }).tap();
	await expect(field(page, 'members.0.document.number')).toHaveAttribute('aria-invalid', 'true');
	await field(page, 'members.0.document.number').fill(number);
	await expect(document).toContainText('1958年12月3日出生 · 女');
	const others = [
		['passport', `E${Math.floor(Math.random() * 90_000_000) + 10_000_000}`, '章护照'],
		['hkMacaoPermit', `H${Math.floor(Math.random() * 90_000_000) + 10_000_000}`, '章通行'],
		['taiwanPermit', `${Math.floor(Math.random() * 90_000_000) + 10_000_000}`, '章台胞'],
		['none', '洪水中遗失', '章无证']
	] as const;
	for (const [at, [kind, text, name]] of others.entries()) {
		await page.getByRole('button', { name: '添加成员' }).tap();
		await fill(page, at + 1, kind, text, name);
		await field(page, `members.${at + 1}.relation`).selectOption('child');
	}
	await chooseHome(page, village);
	await page.getByRole('radio', { name: '可以告知' }).last().check({ force: true });
	await page.getByRole('button', { name: '登记这一户' }).tap();
	const here = page.getByRole('region', { name: '本机登记的家庭' });
	await expect(here).toContainText('章怀瑾一户 5 人');
	await expect(here.getByText('县里已收到')).toBeVisible();
	await here.getByRole('link', { name: '查看' }).tap();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('章**');
	await expect(page.getByText(`${number.slice(0, 3)}***********${number.slice(-4)}`)).toBeVisible();
});

/** Chooses a village past the list: the code of its area as somebody from elsewhere would give it. */
async function chooseHome(page: Page, village: string): Promise<void> {
	await page.getByRole('radio', { name: '外地' }).check({ force: true });
	await field(page, 'homeCode').fill(village);
}

test('somebody is found by name, initials, tails and village; shown in full with a reason that the trail has', async ({
	browser
}) => {
	const page = await openAs(browser, 'desk', '/people');
	const village = await aVillage(browser);
	const digits = `430426${'19620408'}${String(Math.floor(Math.random() * 900) + 100)}`;
	const number = digits + idCheckDigit(digits);
	const phone = `139${String(Math.floor(Math.random() * 90_000_000) + 10_000_000)}`;
	const personId = newId();
	const member = { personId, name: '卫晓满', document: { kind: 'residentId', number }, relation: 'head', phone };
	const household = { operationId: newId(), householdId: newId(), homeCode: village };
	await command(page, 'households.register', { ...household, members: [{ ...member, mayBeFound: true }] });
	const box = page.getByRole('searchbox');
	const found = page.getByRole('main').locator(`a[href="/people/${personId}"]`);
	for (const text of ['卫晓满', 'wxm', number.slice(-6), number, phone.slice(-4), `卫晓 ${phone.slice(-6)}`]) {
		await box.fill('');
		await box.fill(text);
		await expect(found, text).toBeVisible();
	}
	await page.goto(`/people/${personId}`);
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('卫**');
	await page.getByRole('button', { name: '查看完整信息' }).click();
	const reason = `联系家属 ${newId().slice(-6)}`;
	await dialog(page).getByRole('textbox').fill(reason);
	await dialog(page).getByRole('button', { name: '查看完整信息' }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('卫晓满');
	await expect(page.getByText(number)).toBeVisible();
	await page.getByRole('button', { name: '立即隐藏' }).click();
	await expect(page.getByText(number)).toHaveCount(0);
	const audit = await openAs(browser, 'auditor', '/audit');
	await expect(audit.getByText(reason)).toBeVisible();
});

test('a record is put right, gets a photo, goes to another household; it is merged with no other person', async ({
	browser
}) => {
	const page = await openAs(browser, 'desk', '/people');
	const village = await aVillage(browser);
	const first = await registerFamily(page, village, ['樊正身', '樊小妹']);
	const second = await registerFamily(page, village, ['樊二家']);
	await page.goto(`/people/${first.personIds[1]}`);
	await page.getByRole('button', { name: '更正', exact: true }).click();
	await dialog(page).getByRole('textbox').fill('姓名写错');
	await dialog(page).getByRole('button', { name: '继续' }).click();
	await dialog(page).locator('[name="name"]').fill('樊小眉');
	await dialog(page).getByRole('button', { name: '保存' }).click();
	await expect(dialog(page)).toHaveCount(0);

	await page.getByRole('button', { name: '添加照片' }).click();
	await dialog(page)
		.locator('input[type=file]')
		.setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer: PICTURE });
	await expect(dialog(page).getByRole('img', { name: '本人照片' })).toBeVisible();
	await dialog(page).getByRole('button', { name: '保存' }).click();
	await expect(page.getByText('有照片，查看完整信息时显示')).toBeVisible();

	await page.getByRole('button', { name: '转入另一户' }).click();
	await dialog(page).getByRole('searchbox').fill(second.numbers[0]!);
	await dialog(page).getByText('樊**').first().click();
	await dialog(page).locator('[name="reason"]').fill('出嫁');
	await dialog(page).getByRole('button', { name: '转入另一户' }).click();
	await expect(page.getByRole('region', { name: '家庭' }).getByRole('listitem')).toHaveCount(2);

	await page.getByRole('button', { name: '缓期匿名' }).click();
	await dialog(page).locator('[name="until"]').fill('2199-12-31');
	await dialog(page).getByRole('textbox').last().fill('诉讼未结');
	await dialog(page).getByRole('button', { name: '缓期匿名' }).click();
	await expect(page.getByText(/缓期匿名至 2199年12月31日/)).toBeVisible();
	await page.getByRole('button', { name: '解除缓期' }).click();
	await dialog(page).getByRole('textbox').last().fill('诉讼已结');
	await dialog(page).getByRole('button', { name: '解除缓期' }).click();
	await expect(page.getByText(/缓期匿名至/)).toHaveCount(0);

	const double = await registerFamily(page, village, ['樊小媚']);
	await page.getByRole('button', { name: '合并重复' }).click();
	await dialog(page).getByRole('searchbox').fill(double.numbers[0]!);
	await dialog(page).getByText('樊**').first().click();
	await dialog(page).locator('[name="reason"]').fill('同一人登记两次');
	await dialog(page).getByRole('button', { name: '合并', exact: true }).click();
	// Two numbers that are both right are two people: said where it is seen, and nothing typed is lost.
	await expect(dialog(page).getByText('两条记录的证件不同，不能合并')).toBeInViewport();
	await expect(dialog(page).locator('[name="reason"]')).toHaveValue('同一人登记两次');
});

test('who asks for a relative is recorded; only an exact match is told, and never a list', async ({ browser }) => {
	const tablet = await openAs(browser, 'coordinator-09', '/stays', TABLET);
	const point = await ownShelter(tablet);
	const family = await registerFamily(tablet, point.areaCode, ['寻母氏']);
	await checkIn(tablet, point.id, family.personIds);
	const page = await openAs(browser, 'desk', '/reunion');
	const asker = `来${newId().slice(-4)}`;
	async function ask(number: string) {
		await field(page, 'asker.name').fill('询问者');
		await field(page, 'asker.document.number').fill(inventNumber('19850101'));
		await field(page, 'asker.phone').fill('13900001111');
		await field(page, 'asker.relation').fill(asker);
		await field(page, 'sought.document.number').fill(number);
		await page.getByRole('button', { name: '查询', exact: true }).last().click();
	}
	await ask(family.numbers[0]!);
	await expect(page.getByText(`现在在“${point.name}”`)).toBeVisible();
	await page.getByRole('button', { name: '下一位' }).click();
	await ask(inventNumber('19550409'));
	await expect(page.getByText('现在没有可以告知的消息')).toBeVisible();
	await expect(page.getByText('寻母氏')).toHaveCount(0);
	const audit = await openAs(browser, 'auditor', '/audit');
	await expect(audit.getByRole('cell', { name: '代亲属寻人' }).first()).toBeVisible();
});

test('a register is checked, what is wrong is named, who is known is shown, and it is taken in once', async ({
	browser
}) => {
	const page = await openAs(browser, 'desk', '/people/import');
	const village = await aVillage(browser);
	const known = await registerFamily(page, village, ['旧有人']);
	const surname = '亓官';
	const line = (no: number, name: string, number: string) => `${no},户主,${name},${number},${village}`;
	const wrong = inventNumber();
	const lines = [
		'户编号,与户主关系,姓名,证件号码,区划代码,喜好',
		line(1, `${surname}一`, inventNumber()),
		line(2, `${surname}二`, inventNumber()),
		line(3, '另有人', known.numbers[0]!),
		line(4, `${surname}错`, wrong.slice(0, 17) + (wrong.endsWith('0') ? '1' : '0'))
	];
	const file = (rows: string[]) => ({ name: '户册.csv', mimeType: 'text/csv', buffer: Buffer.from(rows.join('\n')) });
	const download = page.waitForEvent('download');
	await page.getByRole('button', { name: '下载 XLSX 模板' }).click();
	expect((await download).suggestedFilename()).toBe('户册导入模板.xlsx');
	await page.getByLabel('选择文件').first().setInputFiles(file(lines));
	await expect(page.getByText('共 4 行：新登记 2 户 2 人')).toBeVisible();
	await expect(page.getByText('这些列没有用到：喜好')).toBeVisible();
	const issues = page.getByRole('region', { name: '有误或有提示的行' });
	await expect(issues.getByRole('row').nth(1)).toContainText('证件号码：');
	await expect(issues.getByRole('row').nth(1)).toContainText('5');
	const registered = page.getByRole('region', { name: '已登记过的人员' });
	await expect(registered.getByRole('row').nth(1)).toContainText('姓名不同');
	await expect(registered.locator(`a[href="/people/${known.personIds[0]}"]`)).toHaveText('旧**');
	await page.getByRole('button', { name: '只导入正确的 2 人' }).click();
	await expect(page.getByText('已导入 2 户 2 人')).toBeVisible();
	await page.getByRole('button', { name: '再导入一个文件' }).click();
	await page.getByLabel('选择文件').first().setInputFiles(file(lines));
	await expect(page.getByText('文件里没有新的人员，不需要导入。')).toBeVisible();
	await expect(page.getByText(/这个文件 .* 导入过/)).toBeVisible();
});

test('a registration that the county refuses is opened again with all that was typed, and mended', async ({
	browser
}) => {
	const page = await openAs(browser, 'desk', '/people/register', TABLET);
	const village = await aVillage(browser);
	const family = await registerFamily(page, village, ['先登记']);
	await page.goto('/people/register');
	await fill(page, 0, 'residentId', family.numbers[0]!, '后登记');
	await field(page, 'members.0.phone').fill('13700001234');
	await chooseHome(page, village);
	await page.getByRole('radio', { name: '可以告知' }).last().check({ force: true });
	await page.getByRole('button', { name: '登记这一户' }).tap();
	const here = page.getByRole('region', { name: '本机登记的家庭' });
	await expect(here.getByText('被县里退回')).toBeVisible();
	// Another household is being typed when the refused one is opened, by its own address.
	await fill(page, 0, 'passport', 'E55556666', '正填写');
	await page.waitForTimeout(1_500);
	await page.goto('/outbox');
	await page.getByRole('link', { name: /修改/ }).first().tap();
	await expect(page).toHaveURL(/mends=/);
	await page.reload();
	await expect(field(page, 'members.0.name')).toHaveValue('后登记');
	await expect(field(page, 'members.0.phone')).toHaveValue('13700001234');
	await field(page, 'members.0.document.number').fill(inventNumber());
	await page.getByRole('button', { name: '登记这一户' }).tap();
	await expect(here.getByText('县里已收到')).toBeVisible();
	await expect(here.getByText('被县里退回')).toHaveCount(0);
	await expect(field(page, 'members.0.name')).toHaveValue('正填写');
});

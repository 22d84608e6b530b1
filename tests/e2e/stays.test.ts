import { expect, test, type Browser, type Page } from '@playwright/test';
import { ask, closePages, openAs, ownShelter, TABLET } from './acting.ts';
import { checkIn, inventNumber, presentAt, registerFamily, type Family } from './families.ts';

test.afterEach(({ browser }) => closePages(browser));

/** A key of a person who types a number off a card, in ms. */
const KEY_MS = 140;

/** A coordinator's tablet at the place of the account. */
async function openPlace(browser: Browser, username: string) {
	const tablet = await openAs(browser, username, '/stays', TABLET);
	const point = await ownShelter(tablet);
	await tablet.goto(`/stays/${point.id}`);
	await expect(tablet.getByRole('heading', { name: point.name })).toBeVisible();
	return { tablet, point };
}

const action = (tablet: Page, name: string) =>
	tablet.getByRole('navigation', { name: '办理' }).getByRole('link', { name, exact: true });
const families = (tablet: Page) => tablet.getByRole('region', { name: '在住家庭' });
const figure = (tablet: Page, name: string) => tablet.locator('dl > div', { hasText: name }).locator('dd');
const numberIn = async (page: Page, name: string) => Number((await figure(page, name).innerText()).replace(/\D/g, ''));
const townshipOf = (areaCode: string) => areaCode.slice(0, 9);

/** Types a number into the field of the door as a person does. */
async function typeNumber(tablet: Page, number: string): Promise<void> {
	await tablet.getByRole('textbox', { name: '身份证号或其他证件号' }).pressSequentially(number, { delay: KEY_MS });
}

test('a family at the door is in within twenty seconds, and who did not come is not', async ({ browser }) => {
	const { tablet, point } = await openPlace(browser, 'coordinator-10');
	const family = await registerFamily(tablet, point.areaCode, ['裴守义', '裴小禾', '裴小麦', '裴立冬']);
	await tablet.reload();
	const before = await numberIn(tablet, '实名在住');
	const begun = Date.now();
	await action(tablet, '入住').tap();
	await typeNumber(tablet, family.numbers[1]!);
	await expect(tablet.getByRole('heading', { name: '裴**家' })).toBeVisible();
	const members = tablet.getByRole('main').getByRole('checkbox');
	await expect(members).toHaveCount(4);
	for (const box of await members.all()) await expect(box).toBeChecked();
	await members.last().uncheck();
	await tablet.getByRole('button', { name: '入住 3 人' }).tap();
	const last = tablet.getByRole('region', { name: '刚才办理' });
	await expect(last).toContainText('裴**家 · 3 人');
	await expect(last.getByText(/已保存在本机|县里已收到/)).toBeVisible();
	const seconds = (Date.now() - begun) / 1000;
	console.log(`check-in of a known family from the door: ${seconds.toFixed(1)} s with ${KEY_MS} ms a key`);
	expect(seconds).toBeLessThan(20);
	await expect(last.getByText('县里已收到')).toBeVisible();
	await expect(tablet.getByRole('textbox', { name: '身份证号或其他证件号' })).toBeFocused();

	await tablet.getByRole('link', { name: '返回' }).tap();
	await expect(figure(tablet, '实名在住')).toHaveText(String(before + 3));
	const card = families(tablet).getByRole('article', { name: '裴**家' });
	await expect(card).toContainText('另 1 人不在本点');
	await expect(card.getByText('饮食禁忌')).toBeVisible();
	expect(await presentAt(tablet, point.id)).toEqual(expect.arrayContaining(family.personIds.slice(0, 3)));
});

test('a check-in by mistake is undone on the spot', async ({ browser }) => {
	const { tablet, point } = await openPlace(browser, 'coordinator-11');
	const family = await registerFamily(tablet, point.areaCode, ['尤错登']);
	await tablet.reload();
	await action(tablet, '入住').tap();
	await typeNumber(tablet, family.numbers[0]!);
	await tablet.getByRole('button', { name: '入住 1 人' }).tap();
	const last = tablet.getByRole('region', { name: '刚才办理' });
	await expect(last.getByText('县里已收到')).toBeVisible();
	await last.getByRole('button', { name: '撤销' }).tap();
	await expect(last.getByText('已撤销')).toBeVisible();
	await expect.poll(() => presentAt(tablet, point.id)).not.toContain(family.personIds[0]);
});

test('a family nobody knows is registered at the door; a page that is lost loses nothing that was typed', async ({
	browser
}) => {
	const { tablet, point } = await openPlace(browser, 'coordinator-12');
	const number = inventNumber('19490101', 'female');
	await action(tablet, '入住').tap();
	await typeNumber(tablet, number);
	await expect(tablet.getByRole('heading', { name: '登记新家庭' })).toBeVisible();
	await expect(tablet.getByText('1949年1月1日出生 · 女')).toBeVisible();
	await tablet.getByRole('button', { name: '登记并入住 1 人' }).tap();
	await expect(tablet.getByText('请先询问本人再选择', { exact: true })).toBeVisible();

	const nameOf = (member: number) => tablet.locator(`[name="members.${member}.name"]`);
	await nameOf(0).fill('㛃𬱖');
	await tablet.waitForTimeout(600);
	await tablet.reload();
	await expect(nameOf(0)).toHaveValue('㛃𬱖');
	await expect(tablet.getByLabel('证件号码')).toHaveValue(number);

	const { areas } = await ask<{ areas: { code: string; name: string }[] }>(tablet, 'live.snapshot');
	const village = areas.find(({ code }) => code === point.areaCode)!;
	await tablet.getByLabel('按名称查找乡镇、村').fill(village.name);
	await tablet.getByRole('radio', { name: village.name }).first().click();
	await tablet.getByRole('radio', { name: '可以告知', exact: true }).first().check({ force: true });
	await tablet.getByRole('button', { name: '添加成员' }).tap();
	await tablet.getByLabel('证件', { exact: true }).selectOption('none');
	await tablet.getByRole('button', { name: '遗失' }).tap();
	await nameOf(1).fill('㛃小满');
	await tablet.getByRole('button', { name: '登记并入住 2 人' }).tap();
	await expect(tablet.getByRole('region', { name: '刚才办理' }).getByText('县里已收到')).toBeVisible();

	await tablet.getByRole('link', { name: '返回' }).tap();
	const card = families(tablet).getByRole('article', { name: '㛃*家' }).first();
	await expect(card).toContainText('老人');
	await expect(card).toContainText('㛃**');
	// The number that was typed is found again, by its hash.
	await tablet.getByRole('searchbox').fill(number);
	await expect(families(tablet).getByRole('article')).toHaveCount(1);
	const content = await tablet.content();
	expect(content).not.toContain('㛃𬱖');
});

test('people leave with a destination, and go to another shelter where they are received', async ({ browser }) => {
	const { tablet: from, point } = await openPlace(browser, 'coordinator-13');
	const { tablet: to, point: there } = await openPlace(browser, 'coordinator-14');
	const family = await registerFamily(from, point.areaCode, ['岑远行', '岑小舟', '岑小帆']);
	await checkIn(from, point.id, family.personIds);
	await from.reload();
	await expect(families(from).getByRole('article', { name: '岑**家' })).toBeVisible();

	await action(from, '离开').tap();
	const search = from.getByRole('searchbox', { name: '证件号、姓、村名', exact: true });
	await search.fill('岑');
	await from.getByRole('checkbox', { name: '岑**家' }).check();
	const boxes = from.getByRole('listitem').getByRole('listitem').getByRole('checkbox');
	await expect(boxes).toHaveCount(3);
	await boxes.nth(0).uncheck();
	await boxes.nth(1).uncheck();
	await from.getByText('投亲靠友', { exact: true }).tap();
	await from.getByRole('button', { name: '投亲靠友 · 离开 1 人' }).tap();
	await expect(from.getByRole('region', { name: '刚才办理' }).getByText('县里已收到')).toBeVisible();
	expect(await presentAt(from, point.id)).not.toContain(family.personIds[2]);

	await from.goto(`/stays/${point.id}`);
	await action(from, '转点').tap();
	await from
		.getByRole('searchbox', { name: '证件号、姓、村名', exact: true })
		.pressSequentially(family.numbers[0]!, { delay: 20 });
	await expect(from.getByText('已选 2 人')).toBeVisible();
	await from.getByLabel('查找安置点或乡镇').fill(there.name);
	await from.getByRole('radio', { name: there.name }).check();
	await from.getByRole('button', { name: `转出 2 人到${there.name}` }).tap();
	await expect(from.getByRole('region', { name: '刚才办理' }).getByText('县里已收到')).toBeVisible();

	const coming = to.getByRole('region', { name: '待到达' });
	await expect(coming).toContainText(`从${point.name}转来`);
	await coming.getByRole('button', { name: '已到 2 人' }).tap();
	await expect(families(to).getByRole('article', { name: '岑**家' })).toBeVisible();
	await expect.poll(() => presentAt(to, there.id)).toEqual(expect.arrayContaining(family.personIds.slice(0, 2)));
	expect(await presentAt(from, point.id)).not.toContain(family.personIds[0]);
});

test('two shelters that have the same person both say so, and the desk settles it', async ({ browser }) => {
	const { tablet: first, point } = await openPlace(browser, 'coordinator-15');
	const { tablet: second, point: there } = await openPlace(browser, 'coordinator-16');
	const family = await registerFamily(first, point.areaCode, ['双重见']);
	await checkIn(first, point.id, family.personIds);
	await action(second, '入住').tap();
	await typeNumber(second, family.numbers[0]!);
	// Found in the whole county by the number, and known to be in elsewhere.
	await expect(second.getByText('另一处在住', { exact: true })).toBeVisible();
	await second.getByRole('button', { name: '入住 1 人' }).tap();
	await expect(second.getByRole('region', { name: '刚才办理' }).getByText('两处都有，待核定')).toBeVisible();
	await second.getByRole('link', { name: '返回' }).tap();
	for (const tablet of [first, second]) {
		const conflict = tablet.getByRole('region', { name: '两处都有的人' });
		await expect(conflict).toContainText('双**');
		await expect(conflict).toContainText(point.name);
		await expect(conflict).toContainText(there.name);
	}

	const desk = await openAs(browser, 'desk', '/people/conflicts');
	const row = desk.getByRole('listitem').filter({ hasText: there.name }).filter({ hasText: '双**' });
	await expect(row).toHaveCount(1);
	await row.getByText(`在${there.name}`, { exact: true }).click();
	await row.getByLabel('核定依据').fill('已与两处管理员电话核实');
	await row.getByRole('button', { name: '核定' }).click();
	await expect(row).toHaveCount(0);
	await expect(first.getByRole('region', { name: '两处都有的人' })).toHaveCount(0);
	await expect(families(second).getByRole('article', { name: '双**家' })).toBeVisible();
	await expect(families(first).getByRole('article', { name: '双**家' })).toHaveCount(0);
});

test('the roll is called by full names, who does not answer twice is to be looked for, and meals are kept', async ({
	browser
}) => {
	const { tablet, point } = await openPlace(browser, 'coordinator-17');
	const family = await registerFamily(tablet, point.areaCode, ['穆点名', '穆应到']);
	await checkIn(tablet, point.id, family.personIds);
	await tablet.reload();
	for (let time = 0; time < 2; time++) {
		await action(tablet, '点名').tap();
		if (time === 0) {
			await tablet.getByRole('button', { name: '显示全名' }).tap();
			await tablet.getByRole('dialog').getByRole('button', { name: '显示全名' }).tap();
			await expect(tablet.getByText('穆应到', { exact: true })).toBeVisible();
		}
		const card = tablet.getByRole('article', { name: /穆.*家/ });
		await card.getByRole('button', { name: '到', exact: true }).first().tap();
		await card.getByRole('button', { name: '未到', exact: true }).last().tap();
		await tablet.getByRole('button', { name: /完成点名/ }).tap();
		const asked = tablet.getByRole('dialog').getByRole('button', { name: '算作未到，完成点名' });
		const done = tablet.getByRole('region', { name: '刚才的点名' });
		await expect(asked.or(done)).toBeVisible();
		if (await asked.isVisible()) await asked.tap();
		await expect(done.getByText('县里已收到')).toBeVisible();
		await tablet.getByRole('link', { name: '返回' }).tap();
	}
	const missing = tablet.getByRole('region', { name: '待寻找' });
	await expect(missing).toContainText('穆**');
	expect(await presentAt(tablet, point.id)).toEqual(expect.arrayContaining(family.personIds));

	await action(tablet, '用餐').tap();
	await tablet.getByText('加餐', { exact: true }).tap();
	await tablet.getByRole('textbox', { name: '用餐人数' }).fill('57');
	await tablet.getByRole('button', { name: '登记加餐 57 人' }).tap();
	await expect(tablet.getByRole('region', { name: '刚才登记' }).getByText('县里已收到')).toBeVisible();
	await tablet.getByRole('button', { name: /加餐 57/ }).tap();
	await tablet.getByRole('textbox', { name: '用餐人数' }).fill('55');
	await tablet.getByLabel('更正原因').fill('有两人未领');
	await tablet.getByRole('button', { name: '更正加餐为 55 人' }).tap();
	await expect(tablet.getByText('57 → 55 人')).toBeVisible();
	await expect(tablet.getByText('有两人未领')).toBeVisible();
});

test('without a network a family is checked in, shown at once, and received when the network is back', async ({
	browser
}) => {
	const { tablet, point } = await openPlace(browser, 'coordinator-20');
	const known: Family = await registerFamily(tablet, townshipOf(point.areaCode), ['闻离线', '闻小雨']);
	await tablet.reload();
	await expect(figure(tablet, '实名在住')).toBeVisible();
	const before = await numberIn(tablet, '实名在住');
	await action(tablet, '入住').tap();
	await expect(tablet.getByRole('textbox', { name: '身份证号或其他证件号' })).toBeVisible();
	await tablet.context().setOffline(true);
	await typeNumber(tablet, known.numbers[0]!);
	await tablet.getByRole('button', { name: '入住 2 人' }).tap();
	const last = tablet.getByRole('region', { name: '刚才办理' });
	await expect(last.getByText('已保存在本机')).toBeVisible();
	await tablet.getByRole('link', { name: '返回' }).tap();
	await expect(figure(tablet, '实名在住')).toHaveText(String(before + 2));
	const card = families(tablet).getByRole('article', { name: '闻**家' });
	await expect(card.getByText('已保存在本机')).toHaveCount(2);
	await tablet.context().setOffline(false);
	await expect(card.getByText('已保存在本机')).toHaveCount(0, { timeout: 40_000 });
	await expect.poll(() => presentAt(tablet, point.id)).toEqual(expect.arrayContaining(known.personIds));
});

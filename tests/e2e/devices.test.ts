import { expect, test, type Browser, type Page } from '@playwright/test';
import { newId } from '#client/live/new-id.ts';
import { closePages, demoPasswordOf, DESKTOP, openAs, openBrowser, ownShelter, TABLET } from './acting.ts';
import { picture } from './inspect.ts';

test.afterEach(({ browser }) => closePages(browser));

const PIN = '493817';

/** Makes a code on the desk's screen for a coordinator's own shelter. */
async function makeCode(desk: Page, shelterName: string, deviceName: string): Promise<string> {
	await desk.getByRole('button', { name: '登记新设备' }).click();
	const dialog = desk.getByRole('dialog', { name: '登记新设备' });
	await dialog.getByLabel('设备名称').fill(deviceName);
	await dialog.getByRole('searchbox').fill(shelterName);
	await dialog.getByRole('radio', { name: shelterName }).check();
	await dialog.getByRole('button', { name: '生成登记码' }).click();
	await expect(dialog.getByRole('img', { name: '登记设备的二维码' })).toBeVisible();
	const code = await dialog.locator('output').innerText();
	await picture(desk, 'devices-code-zh');
	await dialog.getByRole('button', { name: '完成' }).click();
	return code;
}

/** The shelter that a coordinator of the demonstration works in. */
async function shelterOf(browser: Browser, username: string): Promise<{ name: string; pointId: string }> {
	const page = await openAs(browser, username, null);
	const { id: pointId, shelterId } = await ownShelter(page);
	const { shelter } = await askShelter(page, shelterId!);
	await page.context().close();
	return { name: shelter.name, pointId };
}

async function askShelter(page: Page, shelterId: string): Promise<{ shelter: { name: string } }> {
	const query = new URLSearchParams({ input: JSON.stringify({ shelterId }) });
	const url = `${process.env['ANLAN_E2E_URL']}/trpc/shelters.get?${query.toString()}`;
	const { result } = (await (await page.context().request.get(url)).json()) as {
		result: { data: { shelter: { name: string } } };
	};
	return result.data;
}

async function signIn(tablet: Page, username: string): Promise<void> {
	await tablet.getByLabel('账号', { exact: true }).fill(username);
	await tablet.getByLabel('密码', { exact: true }).fill(demoPasswordOf(username));
	await tablet.getByRole('button', { name: '登录', exact: true }).click();
}

async function signOut(tablet: Page): Promise<void> {
	await tablet.getByRole('button', { name: '我的账号' }).click();
	await tablet.getByRole('button', { name: '退出登录' }).click();
	await expect(tablet.getByRole('heading', { name: '您是哪位？' })).toBeVisible();
}

async function typePin(tablet: Page, pin: string): Promise<void> {
	for (const digit of pin) await tablet.getByRole('button', { name: digit, exact: true }).click();
}

test('a tablet is enrolled, opened by PIN, locked by wrong ones, and signed out when it is revoked', async ({
	browser
}) => {
	const username = 'coordinator-07';
	const shelter = await shelterOf(browser, username);
	const desk = await openAs(browser, 'desk', '/devices', DESKTOP);
	const deviceName = `平板 ${newId().slice(-6)}`;
	const code = await makeCode(desk, shelter.name, deviceName);

	const tablet = await openBrowser(browser, TABLET);
	await tablet.goto('/enrol');
	await expect(tablet.getByRole('button', { name: '登记', exact: true })).toBeDisabled();
	await tablet.getByLabel('登记码').fill(code.toLowerCase());
	await picture(tablet, 'enrol-zh');
	await tablet.getByRole('button', { name: '登记', exact: true }).click();
	await expect(tablet).toHaveURL(/\/sign-in$/);
	await expect(tablet.getByText(`${shelter.name} · ${deviceName}`, { exact: true })).toBeVisible();

	await signIn(tablet, username);
	await expect(tablet).toHaveURL(new RegExp(`/stays/${shelter.pointId}$`));
	await tablet.goto('/me');
	await tablet.getByRole('button', { name: '设置 PIN 码' }).click();
	const dialog = tablet.getByRole('dialog', { name: '设置 PIN 码' });
	await dialog.getByLabel('现在的密码').fill(demoPasswordOf(username));
	await dialog.getByLabel('新的 PIN 码').fill('123456');
	await expect(dialog.getByText('这个 PIN 码太容易猜')).toBeVisible();
	await dialog.getByLabel('新的 PIN 码').fill(PIN);
	await dialog.getByLabel('再输入一次 PIN 码').fill(PIN);
	await dialog.getByRole('button', { name: '设置', exact: true }).click();
	await expect(tablet.getByRole('button', { name: '修改 PIN 码' })).toBeVisible();

	await signOut(tablet);
	await picture(tablet, 'staff-zh');
	const member = tablet.getByRole('listitem').getByRole('button');
	await member.click();
	await typePin(tablet, '805274');
	await expect(tablet.getByRole('alert')).toContainText('还可以再试 4 次');
	await picture(tablet, 'pin-zh');
	await typePin(tablet, PIN);
	await expect(tablet).toHaveURL(new RegExp(`/stays/${shelter.pointId}$`));

	await signOut(tablet);
	await member.click();
	for (const remaining of [4, 3, 2, 1]) {
		await typePin(tablet, '805274');
		await expect(tablet.getByRole('alert')).toContainText(`还可以再试 ${remaining} 次`);
	}
	await typePin(tablet, '805274');
	await expect(tablet.getByText('已在此设备上锁定')).toBeVisible();
	await tablet.getByRole('button', { name: '用账号和密码登录' }).click();
	await signIn(tablet, username);
	await expect(tablet).toHaveURL(new RegExp(`/stays/${shelter.pointId}$`));

	await desk.getByRole('searchbox').fill(deviceName);
	await desk.getByRole('row', { name: deviceName }).click();
	await picture(desk, 'device-zh');
	await desk.getByRole('dialog', { name: deviceName }).getByRole('button', { name: '停用' }).click();
	const asking = desk.getByRole('dialog', { name: `停用“${deviceName}”` });
	await asking.getByLabel('原因').fill('遗失');
	await asking.getByRole('button', { name: '停用' }).click();
	await expect(tablet.getByText('此设备已被停用')).toBeVisible();
	await picture(tablet, 'revoked-zh');
	await desk.getByText('已停用的设备').click();
	await expect(desk.getByText(deviceName)).toBeVisible();
});

test('the scanned link carries the code after the #, and takes it out of the address', async ({ browser }) => {
	const { name } = await shelterOf(browser, 'coordinator-08');
	const desk = await openAs(browser, 'desk', '/devices', DESKTOP);
	const code = await makeCode(desk, name, '东门平板');
	const asked: string[] = [];
	const tablet = await openBrowser(browser, TABLET);
	tablet.on('request', (request) => asked.push(request.url()));
	const plain = code.replace('-', '');
	await tablet.goto(`/enrol#${plain}`);
	await expect(tablet.getByLabel('登记码')).toHaveValue(code);
	await expect(tablet).toHaveURL(/\/enrol$/);
	await tablet.getByRole('button', { name: '登记', exact: true }).click();
	await expect(tablet.getByText(`${name} · 东门平板`, { exact: true })).toBeVisible();
	expect(asked.filter((url) => new URL(url).pathname.includes(plain) || new URL(url).search.includes(plain))).toEqual(
		[]
	);

	const other = await openBrowser(browser, TABLET);
	await other.goto(`/enrol#${plain}`);
	await other.getByRole('button', { name: '登记', exact: true }).click();
	await expect(other.getByRole('alert')).toContainText('登记码不对、已用过或已过期');
});

test('what never arrived from a tablet is shown until somebody says why', async ({ browser }) => {
	const page = await openAs(browser, 'informant', '/count');
	const deviceId = newId();
	const url = `${process.env['ANLAN_E2E_URL']}/trpc/sync.push`;
	const push = (queueId: string, assigned: number) =>
		page.context().request.post(url, {
			data: { deviceId, queueId, assigned, sentAt: new Date().toISOString(), operations: [] },
			headers: { origin: new URL(url).origin, 'x-anlan-device': deviceId }
		});
	expect((await push(newId(), 4)).ok()).toBe(true);
	// The storage was cleared: another queue begins, and the four operations of the first are missing.
	expect((await push(newId(), 0)).ok()).toBe(true);
	const desk = await openAs(browser, 'desk', '/devices', DESKTOP);
	await desk.getByRole('row', { name: '未登记的设备' }).first().click();
	const dialog = desk.getByRole('dialog', { name: '未登记的设备' });
	await expect(dialog).toContainText('第 1 至 4 项操作没有收到，共 4 项');
	await picture(desk, 'device-gap-zh');
	await dialog.getByRole('button', { name: '写明原因' }).click();
	const asking = desk.getByRole('dialog', { name: '说明缺失的操作' });
	await asking.getByLabel('原因').fill('平板进水，已在另一台重新登记');
	await asking.getByRole('button', { name: '写明原因' }).click();
	await expect(dialog.getByRole('button', { name: '写明原因' })).toHaveCount(0);
});

import { expect, test, type Browser, type Page } from '@playwright/test';
import { v7 as newId } from 'uuid';
import type { UnitView } from '#domain/reports/report-board.ts';
import type { ReportSummary } from '#domain/reports/report.ts';
import { ask, closePages, command, openAs, PHONE, TABLET } from './acting.ts';
import { Line } from './line.ts';

const SERVER = () => process.env['ANLAN_E2E_URL'] ?? '';
const box = (page: Page, key: string) => page.locator(`input[name="figures.${key}"]`);
const row = (page: Page, key: string) => page.locator(`[data-figure="${key}"]`);
const submit = (page: Page) => page.locator('button[type=submit]').filter({ hasText: /提交|处要处理/ });
const received = (page: Page) => page.getByText('县里已收到').first();

interface Village {
	page: Page;
	eventId: string;
	areaCode: string;
}

let line: Line;

test.beforeEach(async () => {
	line = await Line.to(SERVER());
});

test.afterEach(async ({ browser }) => {
	await closePages(browser);
	await line.cut();
});

/** An informant on a phone, and an event of that village's own in which nothing was reported yet. */
async function villageOf(browser: Browser, account: string, areaCode: string, where = {}): Promise<Village> {
	const desk = await openAs(browser, 'desk', null);
	const { event } = await command<{ event: { id: string } }>(desk, 'events.open', {
		operationId: newId(),
		name: `报灾演练 ${account}`,
		kind: 'flood',
		startedAt: new Date(Date.now() - 20 * 60_000).toISOString(),
		areaCodes: [areaCode.slice(0, 9)],
		phase: 'response',
		level: 4,
		reason: '会商',
		evidence: ''
	});
	const page = await openAs(browser, account, `/report?event=${event.id}`, { ...PHONE, ...where });
	await expect(box(page, 'affected')).toBeVisible();
	return { page, eventId: event.id, areaCode };
}

/** The village of an informant of the demonstration. */
async function ownVillage(browser: Browser, account: string): Promise<string> {
	const page = await openAs(browser, account, null);
	const { areaCode } = await ask<{ areaCode: string }>(page, 'session.get');
	await page.context().close();
	return areaCode;
}

const unitOf = ({ page, eventId, areaCode }: Village) =>
	ask<UnitView>(page, 'reports.unit', { eventId, areaCode }, SERVER());

/** Files a first report past the screens. */
async function fileFirst({ page, eventId, areaCode }: Village, figures: Record<string, string>): Promise<string> {
	const answer = await command<{ reportId: string }>(page, 'reports.file', {
		operationId: newId(),
		eventId,
		areaCode,
		figures,
		deviceTime: new Date().toISOString()
	});
	return answer.reportId;
}

test('a first report filled in without a network is kept while it is typed, saved when filed, and arrives once', async ({
	browser
}) => {
	const areaCode = await ownVillage(browser, 'informant-03');
	const village = await villageOf(browser, 'informant-03', areaCode, {
		baseURL: line.url(),
		serviceWorkers: 'allow'
	});
	const { page, eventId } = village;
	await expect(page.getByText(/初报还有 \d+ 分钟/)).toBeVisible();
	await expect
		.poll(() => page.evaluate(() => navigator.serviceWorker.controller?.state ?? 'none'), { timeout: 60_000 })
		.toBe('activated');
	await line.cut();

	await box(page, 'affected').fill('１，２００');
	await box(page, 'shelteredTotal').fill('20');
	await box(page, 'dispersedTotal').fill('10');
	await expect(page.getByText('草稿已存在本机')).toBeVisible();
	await page.goto(`${line.url()}/report?event=${eventId}`);
	await expect(box(page, 'affected')).toHaveValue('１，２００');

	await row(page, 'relocatedTotal')
		.getByRole('button', { name: /合计 30，填入/ })
		.click();
	await expect(box(page, 'relocatedTotal')).toHaveValue('30');
	await row(page, 'affected')
		.getByRole('button', { name: /估计数/ })
		.click();
	await submit(page).click();
	await expect(page.getByText(/已保存在本机：.*初报/)).toBeVisible();
	await expect(page.getByText('县里还没有收到。连上网')).toBeVisible();
	await page.goto(`${line.url()}/report?event=${eventId}`);
	await expect(page.getByText('上一期还在本机，等待发送')).toBeVisible();
	await expect(box(page, 'affected')).toHaveValue('1200');

	await line.restore();
	await expect
		.poll(async () => (await unitOf(village)).standing?.figures, { timeout: 60_000 })
		.toEqual({ affected: '1200', relocatedTotal: '30', shelteredTotal: '20', dispersedTotal: '10' });
	const { standing } = await unitOf(village);
	expect(standing).toMatchObject({ kind: 'first', number: 1, sources: { affected: 'estimate' } });
	await expect(page.getByText('待审核')).toBeVisible();
	const history = await ask<ReportSummary[]>(page, 'reports.history', { eventId, areaCode }, SERVER());
	expect(history).toHaveLength(1);
});

test('two tabs of one form: what is typed in either is in both, and filed once', async ({ browser }) => {
	const areaCode = await ownVillage(browser, 'informant-05');
	const village = await villageOf(browser, 'informant-05', areaCode);
	const { page: one, eventId } = village;
	const two = await one.context().newPage();
	await two.goto(`/report?event=${eventId}`);
	await expect(box(two, 'affected')).toBeVisible();

	await box(one, 'affected').fill('120');
	await expect(box(two, 'affected')).toHaveValue('120');
	// Both at once, each in a box of its own, without a pause.
	await Promise.all([box(one, 'injured').pressSequentially('12'), box(two, 'shelteredTotal').pressSequentially('345')]);
	for (const page of [one, two]) {
		await expect(box(page, 'affected')).toHaveValue('120');
		await expect(box(page, 'injured')).toHaveValue('12');
		await expect(box(page, 'shelteredTotal')).toHaveValue('345');
		await expect(page.getByText('草稿已存在本机')).toBeVisible();
	}

	// One tab is killed without a word, the other loaded anew: nothing is gone.
	await one.close({ runBeforeUnload: false });
	await two.reload();
	await expect(box(two, 'injured')).toHaveValue('12');
	await expect(box(two, 'shelteredTotal')).toHaveValue('345');

	const three = await two.context().newPage();
	await three.goto(`/report?event=${eventId}`);
	await expect(box(three, 'injured')).toHaveValue('12');
	await box(two, 'shelteredTotal').fill('40');
	await box(two, 'dispersedTotal').fill('5');
	await box(two, 'relocatedTotal').fill('45');
	await submit(two).click();
	await expect(received(two)).toBeVisible();
	// The other tab goes on from what was filed, and what is typed there is the next report.
	await expect(three.getByText('草稿已存在本机')).toHaveCount(0);
	await box(three, 'affected').fill('130');
	await submit(three).click();
	await expect.poll(async () => (await unitOf({ ...village, page: three })).standing?.figures['affected']).toBe('130');
	const input = { eventId, areaCode };
	const history = await ask<ReportSummary[]>(three, 'reports.history', input, SERVER());
	expect(history.map(({ number }) => number)).toEqual([2, 1]);
});

test('a continued report starts from the last, marks what changed and asks why a total fell', async ({ browser }) => {
	const areaCode = await ownVillage(browser, 'informant-04');
	const village = await villageOf(browser, 'informant-04', areaCode);
	const { page } = village;
	await fileFirst(village, { affected: '120', deaths: '0', collapsedRooms: '4' });
	await expect(box(page, 'affected')).toHaveValue('120');
	await box(page, 'affected').fill('132');
	await expect(row(page, 'affected').getByText('+12')).toBeVisible();
	await box(page, 'deaths').fill('200');
	await expect(row(page, 'affected').getByText(/少于因灾死亡人口 200 人，相差/)).toBeVisible();
	await box(page, 'deaths').fill('0');
	await box(page, 'collapsedRooms').fill('3');
	await expect(row(page, 'collapsedRooms').getByText(/只增不减/)).toBeVisible();
	await expect(submit(page)).toHaveText(/还有 1 处要处理/);
	await submit(page).click();
	await row(page, 'collapsedRooms').getByRole('button', { name: '核实后更正' }).click();
	await expect(submit(page)).toHaveText(/提交续报（2 项有变化）/);
	await submit(page).click();
	await expect(received(page)).toBeVisible();
	const { standing } = await unitOf(village);
	expect(standing).toMatchObject({ kind: 'continued', figures: { affected: '132', collapsedRooms: '3', deaths: '0' } });
	expect(standing?.reasons).toEqual([{ about: 'fall:collapsedRooms', reason: '核实后更正' }]);

	await page.getByRole('button', { name: '对比第 2 期与前一期' }).click();
	const compared = page.getByRole('dialog', { name: '两期对比' });
	await expect(compared.getByRole('row', { name: /受灾人口.*120.*132.*\+12/ })).toBeVisible();
	await expect(compared.getByText('累计值减少')).toBeVisible();
});

test('entering a figure selects it, so that what is typed takes its place; a second tap places the caret', async ({
	browser
}) => {
	const areaCode = await ownVillage(browser, 'informant-08');
	const village = await villageOf(browser, 'informant-08', areaCode);
	const { page } = village;
	await fileFirst(village, { affected: '120', deaths: '0' });
	const deaths = box(page, 'deaths');
	await expect(deaths).toHaveValue('0');
	await deaths.tap();
	await page.keyboard.type('7');
	await expect(deaths).toHaveValue('7');
	const affected = box(page, 'affected');
	const selected = () => affected.evaluate((of: HTMLInputElement) => (of.selectionEnd ?? 0) - (of.selectionStart ?? 0));
	await affected.tap();
	expect(await selected()).toBe(3);
	// Elsewhere in the box: twice on one spot is a double tap, which selects the word.
	await affected.tap({ position: { x: 12, y: 20 } });
	await expect.poll(selected).toBe(0);
	await affected.fill('12人');
	await expect(row(page, 'affected').getByText('请输入数字')).toBeVisible();
	await expect(row(page, 'affected').getByText(/未填|只增不减/)).toHaveCount(0);
});

test('a zero report says what it repeats, and is filed with one more tap', async ({ browser }) => {
	const areaCode = await ownVillage(browser, 'informant-05');
	const village = await villageOf(browser, 'informant-05', areaCode);
	const { page } = village;
	await page.getByRole('button', { name: '没有灾情，报零报告' }).click();
	await page.getByRole('dialog').getByRole('button', { name: '提交零报告' }).click();
	await expect(received(page)).toBeVisible();
	expect((await unitOf(village)).standing).toMatchObject({ isZero: true, kind: 'first', figures: {} });
	await fileFirst(village, { affected: '15' });
	await expect(box(page, 'affected')).toHaveValue('15');
	await page.getByRole('button', { name: '没有变化，报零报告' }).click();
	await expect(page.getByRole('dialog').getByText('15 人')).toBeVisible();
	await page.getByRole('dialog').getByRole('button', { name: '提交零报告' }).click();
	await expect(received(page)).toBeVisible();
	expect((await unitOf(village)).standing).toMatchObject({ isZero: true, number: 3, figures: { affected: '15' } });
});

test('a report that was sent back stands on top with its reason, and is mended', async ({ browser }) => {
	const areaCode = await ownVillage(browser, 'informant-06');
	const village = await villageOf(browser, 'informant-06', areaCode);
	const { page } = village;
	const reportId = await fileFirst(village, { affected: '900', injured: '1' });
	const desk = await openAs(browser, 'desk', null);
	await command(desk, 'reports.decide', {
		operationId: newId(),
		reportId,
		decision: 'return',
		reason: '多写了一个零'
	});
	await expect(page.getByText('原因：多写了一个零').first()).toBeVisible();
	await expect(box(page, 'affected')).toHaveValue('900');
	await box(page, 'affected').fill('90');
	await submit(page).click();
	await expect(received(page)).toBeVisible();
	expect((await unitOf(village)).standing).toMatchObject({
		number: 2,
		basisId: reportId,
		figures: { affected: '90', injured: '1' }
	});
	await expect(page.getByText('被退回，请修改后重报')).toHaveCount(0);
});

test('a report that the county refuses is mended with the county’s words at the figure', async ({ browser }) => {
	const areaCode = await ownVillage(browser, 'informant-07');
	const village = await villageOf(browser, 'informant-07', areaCode, {
		baseURL: line.url(),
		serviceWorkers: 'allow'
	});
	const { page, eventId } = village;
	await expect
		.poll(() => page.evaluate(() => navigator.serviceWorker.controller?.state ?? 'none'), { timeout: 60_000 })
		.toBe('activated');
	await line.cut();
	await box(page, 'affected').fill('40');
	await submit(page).click();
	await expect(page.getByText(/已保存在本机：.*初报/)).toBeVisible();
	// Meanwhile the township takes down another figure by telephone.
	const township = await openAs(browser, 'desk', null);
	await command(township, 'reports.file', {
		operationId: newId(),
		eventId,
		areaCode,
		figures: { affected: '100' },
		sources: { affected: 'phone' },
		// The device’s report was observed later, so that it is weighed against this one.
		deviceTime: new Date(Date.now() - 15 * 60_000).toISOString(),
		sentAt: new Date().toISOString()
	});
	await line.restore();
	await expect(page.getByText(/县里没有接收：.*初报/)).toBeVisible({ timeout: 60_000 });
	await expect(
		row(page, 'affected')
			.getByText(/只增不减/)
			.first()
	).toBeVisible();
	await expect(box(page, 'affected')).toHaveValue('40');
	await row(page, 'affected').getByRole('button', { name: '核实后更正' }).click();
	await submit(page).click();
	await expect
		.poll(async () => (await unitOf(village)).standing?.figures, { timeout: 60_000 })
		.toEqual({ affected: '40' });
	await expect(page.getByText('县里没有接收')).toHaveCount(0);
});

test('a township files for a village on the telephone’s word: accepted at once', async ({ browser }) => {
	const areaCode = '430426001002';
	const desk = await openAs(browser, 'desk', null);
	const { event } = await command<{ event: { id: string } }>(desk, 'events.open', {
		operationId: newId(),
		name: '报灾演练 电话',
		kind: 'flood',
		startedAt: new Date(Date.now() - 90 * 60_000).toISOString(),
		areaCodes: ['430426001'],
		phase: 'response',
		level: 4,
		reason: '会商',
		evidence: ''
	});
	const page = await openAs(browser, 'township', `/report?event=${event.id}`, TABLET);
	await expect(page.getByText('村逾期')).toBeVisible();
	await expect(
		page
			.getByRole('navigation')
			.getByText(/\d+ 份灾情报告逾期未报/)
			.first()
	).toBeAttached();
	await page.locator(`a[href^="/report/${areaCode}"]`).click();
	await expect(box(page, 'affected')).toBeVisible();
	await expect(page.getByText(/初报已逾期/)).toBeVisible();
	await box(page, 'affected').fill('8');
	await submit(page).click();
	await expect(received(page)).toBeVisible();
	await expect(page.getByText('已通过').first()).toBeVisible();
	const { standing } = await unitOf({ page, eventId: event.id, areaCode });
	expect(standing).toMatchObject({ state: 'accepted', figures: { affected: '8' }, sources: { affected: 'phone' } });
});

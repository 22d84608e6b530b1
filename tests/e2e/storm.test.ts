import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { Seeded } from '../sim/seeded.ts';
import { ask, closePages, command, demoPasswordOf, observationsOf, openAs, ownShelter } from './acting.ts';
import { checkIn, presentAt, registerFamily } from './families.ts';
import { OwnChromium } from './own-chromium.ts';
import { StormLine } from './storm-line.ts';

/** Two seeds in the usual run; more by hand: `ANLAN_BROWSER_SEEDS=8 npx playwright test storm`. */
const SEEDS = Number(process.env['ANLAN_BROWSER_SEEDS'] ?? 2);
const FIRST = Number(process.env['ANLAN_BROWSER_FIRST'] ?? 1);
const STEPS = 6;
const SERVER = () => process.env['ANLAN_E2E_URL'] ?? '';
const inHeader = (page: Page) => page.getByRole('banner').getByRole('link', { name: /本机记录/ });
const saidOf = (page: Page, people: number) =>
	page.getByText(new RegExp(`(已保存在本机|县里已收到)：${people} 人`)).first();

test.afterEach(({ browser }) => closePages(browser));

async function count(page: Page, url: string, people: number): Promise<void> {
	await page.goto(url);
	await page.getByRole('textbox', { name: '现在人数' }).fill(String(people));
	await page.getByRole('button', { name: /^(提交|确认仍为)/ }).click();
	const sure = page.getByRole('dialog').getByRole('button', { name: /没错/ });
	await expect(sure.or(saidOf(page, people)).first()).toBeVisible();
	if (await sure.isVisible()) await sure.click();
	await expect(saidOf(page, people)).toBeVisible();
}

async function arrive(page: Page, url: string, number: string): Promise<void> {
	await page.goto(url);
	await page.getByRole('textbox', { name: '身份证号或其他证件号' }).fill(number);
	await page.getByRole('button', { name: /^入住 \d+ 人/ }).click();
	const last = page.getByRole('region', { name: '刚才办理' });
	await expect(last.getByText(/已保存在本机|县里已收到|有冲突|别处/).first()).toBeVisible();
}

/** A browser that is killed forgets the cookies of its last half minute: then the owner signs in again. */
async function openAgain(page: Page, url: string, signIn: () => Promise<unknown>): Promise<void> {
	await page.goto(url);
	const password = page.getByLabel('密码', { exact: true });
	await expect(password.or(inHeader(page))).toBeVisible();
	if (!(await password.isVisible())) return;
	await signIn();
	await page.goto(url);
	await expect(inHeader(page)).toBeVisible();
}

for (const seed of Array.from({ length: SEEDS }, (_, at) => FIRST + at)) {
	test(`a tablet in a storm, seed ${seed}: everything once, and nobody in two places unseen`, async ({ browser }) => {
		test.setTimeout(300_000);
		const dice = new Seeded(seed);
		const random = () => dice.next();
		const account = `coordinator-${21 + (seed % 2)}`;
		const elsewhere = await openAs(browser, 'coordinator-24', null);
		const there = await ownShelter(elsewhere);
		const office = await openAs(browser, account, null);
		const point = await ownShelter(office);
		const families = [
			await registerFamily(office, point.areaCode, ['暴一风', '暴小雨']),
			await registerFamily(office, point.areaCode, ['浪一涛']),
			await registerFamily(office, point.areaCode, ['雷一鸣', '雷小闪'])
		];
		const line = await StormLine.to(SERVER(), random);
		const profile = mkdtempSync(join(tmpdir(), 'anlan-storm-'));
		let tablet = await OwnChromium.start(profile);
		try {
			const signIn = { username: account, password: demoPasswordOf(account) };
			await tablet.page.goto(`${line.url}/sign-in`);
			await command(tablet.page, 'session.signIn', signIn, line.url);
			await tablet.page.goto(`${line.url}/stays/${point.id}`);
			await expect(tablet.page.getByRole('heading', { name: point.name })).toBeVisible();
			await expect
				.poll(() => tablet.page.evaluate(() => navigator.serviceWorker.controller?.state ?? ''), { timeout: 60_000 })
				.toBe('activated');
			// Another place takes in one of them, and this tablet does not know.
			const claimed = families[1]!.personIds[0]!;
			const figures: number[] = [];
			const arrived: string[] = [];
			for (let step = 0; step < STEPS; step++) {
				const family = families[arrived.length];
				if (family && (random() < 0.5 || STEPS - step <= families.length - arrived.length)) {
					if (arrived.length === 1) await checkIn(elsewhere, there.id, [claimed]);
					await arrive(tablet.page, `${line.url}/stays/${point.id}/arrive`, family.numbers[0]!);
					arrived.push(family.householdId);
				} else {
					figures.push((point.people ?? 0) + figures.length + 1);
					await count(tablet.page, `${line.url}/count/${point.id}`, figures.at(-1)!);
				}
				if (random() < 0.35) {
					await tablet.kill();
					tablet = await OwnChromium.start(profile);
					await openAgain(tablet.page, `${line.url}/outbox`, () =>
						command(tablet.page, 'session.signIn', signIn, line.url)
					);
				}
			}
			await line.calm();
			await tablet.page.goto(`${line.url}/outbox`);
			await expect(inHeader(tablet.page)).toHaveAccessibleName(/待发送 0 条，被退回 0 条/, { timeout: 90_000 });
			console.log(`seed ${seed}: ${JSON.stringify(line.fates)}`);

			const newest = (await observationsOf(office, point.id)).slice(0, figures.length).reverse();
			expect(newest.map(({ people }) => people)).toEqual(figures);
			const present = await presentAt(office, point.id);
			const sure = [...families[0]!.personIds, ...families[2]!.personIds];
			expect(present.filter((id) => sure.includes(id)).sort()).toEqual(sure.sort());
			// Whom two places claim is in one of them, and the claim of the other is for a person to settle.
			const isHere = present.includes(claimed);
			expect((await presentAt(elsewhere, there.id)).includes(claimed)).toBe(!isHere);
			const { conflicts } = await ask<{ conflicts: { stay: { pointId: string }; claim: { pointId: string } }[] }>(
				office,
				'stays.conflicts',
				{ limit: 200 }
			);
			const between = conflicts.filter(
				({ stay, claim }) => [stay.pointId, claim.pointId].sort().join() === [point.id, there.id].sort().join()
			);
			expect(between.length).toBeGreaterThanOrEqual(1);
		} finally {
			await tablet.kill();
			await line.close();
			rmSync(profile, { recursive: true, force: true });
		}
	});
}

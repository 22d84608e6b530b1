import { expect, test, type Page } from '@playwright/test';

const DEMO_ADMIN = { username: 'admin', password: 'anlan-admin-2026' };
const TOWNSHIP = '430426106';

async function signIn(page: Page): Promise<void> {
	await page.goto('/sign-in');
	await page.getByLabel('账号', { exact: true }).fill(DEMO_ADMIN.username);
	await page.getByLabel('密码', { exact: true }).fill(DEMO_ADMIN.password);
	await page.keyboard.press('Enter');
	await page.waitForURL((url) => url.pathname !== '/sign-in');
}

/** The township's outer ring as the map has it now. */
async function shapeOf(page: Page): Promise<number[][]> {
	const answer = await page.request.get('/trpc/areas.shapes');
	const { result } = (await answer.json()) as {
		result: { data: { shapes: { features: { properties: { code: string }; geometry: { coordinates: unknown } }[] } } };
	};
	const shape = result.data.shapes.features.find(({ properties }) => properties.code === TOWNSHIP)!;
	const [first] = shape.geometry.coordinates as number[][][] | number[][][][];
	return (Array.isArray(first?.[0]?.[0]) ? first[0] : first) as number[][];
}

const ring = (lng: number, lat: number) => [
	[lng, lat],
	[lng + 0.06, lat],
	[lng + 0.06, lat + 0.04],
	[lng, lat + 0.04],
	[lng, lat]
];
const fileOf = (...features: [code: string, coordinates: number[][]][]) => ({
	name: 'borders.geojson',
	mimeType: 'application/geo+json',
	buffer: Buffer.from(
		JSON.stringify({
			type: 'FeatureCollection',
			features: features.map(([code, outer]) => ({
				type: 'Feature',
				properties: { code },
				geometry: { type: 'Polygon', coordinates: [outer] }
			}))
		})
	)
});

test('the county’s own borders: findings are shown, sound shapes loaded, and the map needs no other host', async ({
	page,
	baseURL
}) => {
	const hosts = new Set<string>();
	const refusals: string[] = [];
	page.on('request', (request) => hosts.add(new URL(request.url()).host));
	page.on('console', (message) => {
		if (/Content Security Policy|violates/i.test(message.text())) refusals.push(message.text());
	});
	page.on('pageerror', (error) => refusals.push(error.message));

	await signIn(page);
	await page.goto('/areas');
	await expect(page.getByText('乡镇 24 个')).toBeVisible();
	const map = page.getByRole('region', { name: '现有图形' });
	await expect(map).toBeVisible();
	await expect(page.getByText('乡镇边界为示意')).toBeVisible();

	const before = await shapeOf(page);

	const input = page.locator('input[type=file]');
	await input.setInputFiles(fileOf([TOWNSHIP, ring(112.14, 26.52)], ['430426999', ring(112.2, 26.6)]));
	await expect(page.getByText('可用 1 个图形')).toBeVisible();
	await expect(page.getByText('代码 430426999 不属于本县')).toBeVisible();
	await page.getByLabel('资料来源').fill('县自然资源局 2025');
	await page.getByRole('button', { name: '只载入可用的 1 个' }).click();
	await expect(page.getByText('已载入 1 个图形')).toBeVisible();
	await expect(page.getByText('其中示意 23 个')).toBeVisible();
	await expect(page.getByText('资料：', { exact: false })).toContainText('县自然资源局 2025');

	await input.setInputFiles({ name: 'x.geojson', mimeType: 'application/json', buffer: Buffer.from('{') });
	await expect(page.getByText('文件不是有效的 JSON')).toBeVisible();

	// Back to what it was, for the tests that come after.
	await input.setInputFiles(fileOf([TOWNSHIP, before]));
	await expect(page.getByText('可用 1 个图形')).toBeVisible();
	await page.getByLabel('资料来源').fill('按县界推算');
	await page.getByLabel('这些边界也是示意').check();
	await page.getByRole('button', { name: '载入', exact: true }).click();
	await expect(page.getByText('其中示意 24 个')).toBeVisible();

	expect([...hosts]).toEqual([new URL(baseURL!).host]);
	expect(refusals).toEqual([]);
});

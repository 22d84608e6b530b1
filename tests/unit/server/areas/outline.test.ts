import { describe, expect, it } from 'vitest';
import { areaInKm2, boundsOf, polygonsOf } from '#domain/areas/geometry.ts';
import { decodeRing } from '#server/areas/city-files.ts';
import { loadCounty } from '#server/areas/load-county.ts';
import { loadOutline, type CountyOutline } from '#server/areas/outline.ts';

const outlineOf = async (code: string): Promise<CountyOutline> => loadOutline(await loadCounty(code));

describe('the outline of a county', () => {
	it('is that of 祁东县 in WGS84: its known bounds, and its 1,872 km² within one per cent', async () => {
		const { geometry, isSchematic, seat, neighbours } = await outlineOf('430426');
		const [west, south, east, north] = boundsOf([geometry])!;
		expect([west, south, east, north].map((degrees) => Number(degrees.toFixed(2)))).toEqual([
			111.54, 26.47, 112.34, 27.08
		]);
		expect(Math.abs(areaInKm2(geometry) / 1872 - 1)).toBeLessThan(0.01);
		expect(isSchematic).toBe(false);
		expect(seat?.[0]).toBeCloseTo(112.085, 2);
		expect(neighbours.map(({ name }) => name)).toEqual(
			expect.arrayContaining(['衡阳县', '衡南县', '常宁市', '祁阳市'])
		);
	});

	it('has closed rings without repeated positions', async () => {
		for (const rings of polygonsOf((await outlineOf('540629')).geometry))
			for (const ring of rings) {
				expect(ring.at(-1)).toEqual(ring[0]);
				ring.slice(1).forEach((position, index) => expect(position).not.toEqual(ring[index]));
			}
	});

	it.each([
		['福州鼓楼区', '350102', 119.3, 26.1],
		['南京鼓楼区', '320106', 118.77, 32.06],
		['徐州鼓楼区', '320302', 117.18, 34.28],
		['开封鼓楼区', '410204', 114.35, 34.8],
		['沧州新华区, whose file carries no codes', '130902', 116.88, 38.31],
		['拉萨城关区', '540102', 91.13, 29.65]
	])('is that of the right city where several share a name: %s', { timeout: 20_000 }, async (_, code, lng, lat) => {
		const [west, south, east, north] = boundsOf([(await outlineOf(code)).geometry])!;
		expect(Math.abs((west + east) / 2 - lng)).toBeLessThan(0.2);
		expect(Math.abs((south + north) / 2 - lat)).toBeLessThan(0.3);
	});

	it.each(['430182', '232701', '540629', '431181'])(
		'is found for %s, which got a new name or code',
		{ timeout: 20_000 },
		async (code) => {
			expect((await outlineOf(code)).isSchematic).toBe(false);
		}
	);

	it('is a circle, and says so, where none is known', async () => {
		const { geometry, isSchematic, source } = await outlineOf('130171');
		expect(isSchematic).toBe(true);
		expect(source).toContain('circle');
		const [west, south, east, north] = boundsOf([geometry])!;
		expect(west).toBeGreaterThan(113);
		expect(east).toBeLessThan(116);
		expect(south).toBeGreaterThan(37);
		expect(north).toBeLessThan(39);
	});

	it('unpacks rings as ECharts packs them', () => {
		expect(decodeRing('@@BA', [1024, 2048])).toEqual([
			[1, 2],
			[1 + 1 / 1024, 2 - 1 / 1024]
		]);
	});
});

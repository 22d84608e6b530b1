import { describe, expect, it } from 'vitest';
import { boundsOf, polygonsOf } from '#domain/areas/geometry.ts';
import type { MapShape } from '#domain/areas/map-shapes.ts';
import { findAreaShapes } from '#server/areas/area-shapes.ts';

const countPositions = ({ geometry }: MapShape) => polygonsOf(geometry).flat(2).length;

describe('shapes of areas of the whole country', { timeout: 60_000 }, () => {
	it('lie in each other as their codes do, each simplified, those no file draws left out', async () => {
		const shapes = await findAreaShapes(['430426', '4304', '43', '430473', '999999', '11', '1101']);
		expect(shapes.map(({ properties }) => [properties.code, properties.name])).toEqual([
			['430426', '祁东县'],
			['4304', '衡阳市'],
			['43', '湖南省'],
			['11', '北京市'],
			['1101', '市辖区']
		]);
		const [county, city, province, municipality] = shapes.map(({ geometry }) => boundsOf([geometry])!);
		const lies = ([west, south, east, north]: typeof county & {}, within: typeof county & {}) =>
			west >= within[0] - 0.02 && south >= within[1] - 0.02 && east <= within[2] + 0.02 && north <= within[3] + 0.02;
		expect([lies(county!, city!), lies(city!, province!), lies(municipality!, province!)]).toEqual([true, true, false]);
		expect(province![0]).toBeCloseTo(108.8, 0);
		expect(countPositions(shapes[0]!)).toBeGreaterThan(30);
		expect(countPositions(shapes[2]!)).toBeLessThan(6_000);
		for (const { geometry } of shapes)
			for (const ring of polygonsOf(geometry).flat()) expect(ring[0]).toEqual(ring.at(-1));
	});

	it('tell places of one name apart: 鼓楼区 of 南京 and of 福州', async () => {
		const [nanjing, fuzhou] = (await findAreaShapes(['320106', '350102'])).map(({ geometry }) => boundsOf([geometry])!);
		expect([Math.floor(nanjing![1]), Math.floor(fuzhou![1])]).toEqual([32, 26]);
	});
});

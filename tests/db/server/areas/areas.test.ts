import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildCounty } from '#server/areas/build-county.ts';
import { countyNames } from '#server/areas/county-names.ts';
import { ensureCounty } from '#server/areas/ensure-county.ts';
import { openDatabase, type Database } from '#server/db/database.ts';
import {
	findAreas,
	findKnownAreas,
	findMapShapes,
	lockShapes,
	replaceShapes,
	storeCounty
} from '#server/repositories/areas.ts';
import { createTestDatabase, type TestDatabase } from '../../harness.ts';

let test: TestDatabase;
let db: Database;

beforeAll(async () => {
	test = await createTestDatabase();
	db = openDatabase(test.url, { max: 4 });
});

afterAll(async () => {
	await db.close();
	await test.drop();
});

describe('the areas of a county', () => {
	it('are stored at the first start, once, even by two servers together', async () => {
		const { areas, shapes } = await buildCounty('430426');
		const other = openDatabase(test.url, { max: 1 });
		await Promise.all([db, other].map((server) => storeCounty(server, areas, shapes))).finally(() => other.close());
		expect(await ensureCounty(db, '430426')).toBe('祁东县');
		expect(await db.prisma.area.groupBy({ by: ['level'], _count: true, orderBy: { level: 'asc' } })).toEqual([
			{ level: 'city', _count: 1 },
			{ level: 'county', _count: 1 },
			{ level: 'province', _count: 1 },
			{ level: 'township', _count: 24 },
			{ level: 'village', _count: 367 }
		]);
	});

	it('refuse an unknown county in words', async () => {
		await expect(ensureCounty(db, '439999')).rejects.toMatchObject({ problem: { code: 'unknownArea' } });
	});

	it('are listed from the top down, within an account’s area only', async () => {
		const all = await findAreas(db.pool, '430426');
		expect(all).toHaveLength(394);
		expect(all.slice(0, 4).map(({ name }) => name)).toEqual(['湖南省', '衡阳市', '祁东县', '洪桥街道']);
		const township = await findAreas(db.pool, '430426106');
		expect(township.slice(0, 4).map(({ code }) => code)).toEqual(['43', '4304', '430426', '430426106']);
		expect(township.slice(4).every(({ parentCode }) => parentCode === '430426106')).toBe(true);
	});

	it('are drawn: outline, townships and named neighbours', async () => {
		const { version, shapes } = await findMapShapes(db.pool, '430426', '430426', await countyNames());
		expect(version).toBe(1);
		const roles = shapes.features.map(({ properties }) => properties.role);
		expect(roles[0]).toBe('outline');
		expect(roles.filter((role) => role === 'township')).toHaveLength(24);
		const neighbours = shapes.features.filter(({ properties }) => properties.role === 'neighbour');
		expect(neighbours.map(({ properties }) => properties.name)).toEqual(expect.arrayContaining(['衡阳县', '祁阳市']));
		expect(neighbours.every(({ properties }) => properties.name !== '')).toBe(true);
		const seat = shapes.features.find(({ properties }) => properties.code === '430426001');
		expect(seat?.properties).toMatchObject({ name: '洪桥街道', schematic: true });
	});

	it('are drawn for a township without the other townships', async () => {
		const { shapes } = await findMapShapes(db.pool, '430426', '430426106', await countyNames());
		const codes = shapes.features.map(({ properties }) => properties.code);
		expect(codes.filter((code) => code.startsWith('430426'))).toEqual(['430426', '430426106']);
	});

	it('take a county’s own shapes with a new version and keep the others', async () => {
		const ring = [
			[112, 26.5],
			[112.1, 26.5],
			[112.1, 26.6],
			[112, 26.5]
		];
		await db.prisma.$transaction(async (tx) => {
			const { version, outline } = await lockShapes(tx, '430426');
			expect([version, outline?.type]).toEqual([1, 'Polygon']);
			expect((await findKnownAreas(tx, '430426')).get('430426106')).toEqual({ name: '归阳镇' });
			await replaceShapes(
				tx,
				[{ code: '430426106', geometry: { type: 'Polygon', coordinates: [ring] }, source: '实测', isSchematic: false }],
				version + 1
			);
		});
		const { version, shapes } = await findMapShapes(db.pool, '430426', '430426', await countyNames());
		expect(version).toBe(2);
		const own = shapes.features.find(({ properties }) => properties.code === '430426106');
		expect(own?.properties).toMatchObject({ schematic: false, source: '实测' });
		expect(own?.geometry.coordinates).toEqual([ring]);
		expect(shapes.features.filter(({ properties }) => properties.role === 'township')).toHaveLength(24);
		await ensureCounty(db, '430426');
		expect((await findMapShapes(db.pool, '430426', '430426', new Map())).version).toBe(2);
	});
});
